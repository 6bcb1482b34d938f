package io.wardtap.protocol.tls;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.identify.ProtocolProbe;
import io.wardtap.protocol.identify.Verdict;

/// Recognises TLS by its first record: a handshake record with a ClientHello or ServerHello; in
/// midstream any record.
public final class TlsProbe implements ProtocolProbe {
    @Override
    public Verdict probe(
            Direction from,
            byte[] bytes,
            int start,
            int length,
            int serverPort,
            boolean midstream) {
        int type = Bytes.u8(bytes, start);
        if (type != TlsRecordHeader.HANDSHAKE && !midstream) {
            return Verdict.NO;
        }
        int there = Math.min(length, TlsRecordHeader.BYTES);
        for (int i = 0; i < there; i++) {
            int lengthHigh = i < 4 ? 0 : Bytes.u8(bytes, start + 3);
            if (!TlsRecordHeader.fits(i, Bytes.u8(bytes, start + i), type, lengthHigh)) {
                return Verdict.NO;
            }
        }
        return there < TlsRecordHeader.BYTES ? Verdict.NEED_MORE : Verdict.MATCH;
    }

    /// In midstream a flow is TLS when it is at once: records give no other hold.
    @Override
    public int findStart(Direction from, byte[] bytes, int start, int length) {
        return length > 0 && probe(from, bytes, start, length, 0, true) == Verdict.MATCH ? 0 : -1;
    }
}
