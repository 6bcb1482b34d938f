package io.wardtap.protocol.medibus;

import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.unit.StreamFramer;
import io.wardtap.protocol.unit.UnitAssembler;
import io.wardtap.protocol.unit.UnitSink;

/// Cuts MEDIBUS streams into telegrams, counts them, and hands on those that begin or end a
/// conversation or tell who the device is. Lane thread only.
public final class MedibusFramer implements StreamFramer {
    /// So many telegrams with right checksums prove the protocol.
    static final int PROOF = 3;

    /// So many bytes that are neither telegrams nor realtime data, and it is not MEDIBUS.
    static final int UNCONFIRMED_JUNK_BYTES = 64;

    static final int CONFIRMED_JUNK_BYTES = 1 << 16;

    private final MedibusDirection originator;
    private final MedibusDirection responder;
    private int right;
    private boolean told;
    private boolean failed;

    /// @param assembler not needed: a telegram is short
    public MedibusFramer(@SuppressWarnings("unused") UnitAssembler assembler) {
        originator = new MedibusDirection(this, Direction.ORIGINATOR);
        responder = new MedibusDirection(this, Direction.RESPONDER);
    }

    @Override
    public void onBytes(Direction from, byte[] bytes, int start, int length, UnitSink sink) {
        if (!failed) {
            side(from).onBytes(bytes, start, length, sink);
        }
    }

    @Override
    public void onGap(Direction from, long missingBytes, UnitSink sink) {
        if (missingBytes > 0) {
            side(from).reset();
        }
    }

    @Override
    public void onEnd(Direction from, UnitSink sink) {
        side(from).reset();
    }

    @Override
    public boolean isConfirmed() {
        return right >= PROOF;
    }

    @Override
    public boolean isFailed() {
        return failed;
    }

    @Override
    public void reset() {
        originator.reset();
        responder.reset();
        right = 0;
        told = false;
        failed = false;
    }

    /// A telegram had the right checksum.
    ///
    /// @return whether it is the one that proves the protocol
    boolean onTelegram() {
        right = Math.min(right + 1, PROOF);
        boolean first = right == PROOF && !told;
        told |= first;
        return first;
    }

    /// @return whether the flow is given up
    boolean onJunk(long bytes) {
        failed = bytes > (isConfirmed() ? CONFIRMED_JUNK_BYTES : UNCONFIRMED_JUNK_BYTES);
        return failed;
    }

    private MedibusDirection side(Direction from) {
        return from == Direction.ORIGINATOR ? originator : responder;
    }
}
