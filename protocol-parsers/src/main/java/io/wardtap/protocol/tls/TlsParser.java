package io.wardtap.protocol.tls;

import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.unit.Facts;
import io.wardtap.protocol.unit.ParserContext;
import io.wardtap.protocol.unit.ProtocolParser;

/// TLS makes no units: an encrypted flow is marked by its framer and read no further. Confined to
/// one parser thread.
public final class TlsParser implements ProtocolParser {
    /// @param context not needed: nothing is read
    public TlsParser(@SuppressWarnings("unused") ParserContext context) {}

    @Override
    public void onUnit(
            long flow,
            int type,
            Direction from,
            long timeNs,
            byte[] bytes,
            int start,
            int length,
            long detail,
            Facts facts) {
        // the framer makes no units
    }

    @Override
    public void onFlowEnd(long flow) {
        // no state is kept
    }
}
