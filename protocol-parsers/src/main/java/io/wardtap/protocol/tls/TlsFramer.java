package io.wardtap.protocol.tls;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.status.DecodeEvent;
import io.wardtap.protocol.unit.StreamFramer;
import io.wardtap.protocol.unit.UnitAssembler;
import io.wardtap.protocol.unit.UnitSink;

/// Looks at the first record of each direction: the first valid one marks the flow as encrypted,
/// hellos are counted, nothing more is read and no unit is made. Lane thread only.
public final class TlsFramer implements StreamFramer {
    private static final int DONE = TlsRecordHeader.BYTES;

    // per direction: bytes of the record seen, its type, the high byte of its length
    private final int[] seen = new int[2];
    private final int[] type = new int[2];
    private final int[] lengthHigh = new int[2];
    private boolean confirmed;
    private boolean failed;

    /// @param assembler not needed: no byte is kept
    public TlsFramer(@SuppressWarnings("unused") UnitAssembler assembler) {}

    @Override
    public void onBytes(Direction from, byte[] bytes, int start, int length, UnitSink sink) {
        int side = from.ordinal();
        for (int i = 0; i < length && seen[side] < DONE && !failed; i++) {
            onByte(from, Bytes.u8(bytes, start + i), sink);
        }
    }

    private void onByte(Direction from, int b, UnitSink sink) {
        int side = from.ordinal();
        int index = seen[side];
        if (!TlsRecordHeader.fits(index, b, type[side], lengthHigh[side])) {
            sink.onEvent(DecodeEvent.TLS_RECORD_MALFORMED);
            seen[side] = DONE;
            failed = !confirmed;
            return;
        }
        if (index == 0) {
            type[side] = b;
        } else if (index == 3) {
            lengthHigh[side] = b;
        }
        if (++seen[side] < DONE) {
            return;
        }
        if (type[side] == TlsRecordHeader.HANDSHAKE) {
            boolean client = b == TlsRecordHeader.CLIENT_HELLO;
            sink.onCount(client ? Tls.CLIENT_HELLO : Tls.SERVER_HELLO);
            sink.onClientIs(client ? from : from.opposite());
        }
        if (!confirmed) {
            confirmed = true;
            sink.onEncrypted();
        }
    }

    /// What follows a gap need not begin with a record.
    @Override
    public void onGap(Direction from, long missingBytes, UnitSink sink) {
        if (missingBytes > 0) {
            seen[from.ordinal()] = DONE;
            failed |= !confirmed && seen[from.opposite().ordinal()] == DONE;
        }
    }

    @Override
    public void onEnd(Direction from, UnitSink sink) {
        // no unit can be open
    }

    @Override
    public boolean isConfirmed() {
        return confirmed;
    }

    @Override
    public boolean isFailed() {
        return failed;
    }

    @Override
    public void reset() {
        java.util.Arrays.fill(seen, 0);
        confirmed = false;
        failed = false;
    }
}
