package io.wardtap.protocol.astm;

import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.unit.StreamFramer;
import io.wardtap.protocol.unit.UnitAssembler;
import io.wardtap.protocol.unit.UnitSink;

/// Cuts ASTM streams into messages: the frames of LIS01-A2 (`ENQ`, `STX number text ETX|ETB
/// checksum CR LF`, `EOT`) are taken off and joined, repeats left out; records without frames are
/// read as they come. Both directions send in turn, and both are read. One unit is one message from
/// its header record on, or a part of a long one. Lane thread only.
public final class AstmFramer implements StreamFramer {
    /// So many bytes that are nothing, before anything is proved, and it is not ASTM.
    static final int UNCONFIRMED_JUNK_BYTES = 64;

    /// With a proven message the next start is searched this far.
    static final int CONFIRMED_JUNK_BYTES = 1 << 20;

    private final AstmDirection originator;
    private final AstmDirection responder;
    private boolean confirmed;
    private boolean failed;

    public AstmFramer(UnitAssembler assembler) {
        originator = new AstmDirection(this, Direction.ORIGINATOR, assembler);
        responder = new AstmDirection(this, Direction.RESPONDER, assembler);
    }

    @Override
    public void onBytes(Direction from, byte[] bytes, int start, int length, UnitSink sink) {
        if (!failed) {
            side(from).onBytes(bytes, start, length, sink);
        }
    }

    @Override
    public void onGap(Direction from, long missingBytes, UnitSink sink) {
        if (!failed && missingBytes > 0) {
            side(from).onGap(sink);
        }
    }

    @Override
    public void onEnd(Direction from, UnitSink sink) {
        if (!failed) {
            side(from).onEnd(sink);
        }
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
        originator.reset();
        responder.reset();
        confirmed = false;
        failed = false;
    }

    /// A frame with a right checksum, or a second record behind a header.
    void confirm() {
        confirmed = true;
    }

    /// @return whether the search for the next start is given up
    boolean onJunk(long bytes) {
        failed = bytes > (confirmed ? CONFIRMED_JUNK_BYTES : UNCONFIRMED_JUNK_BYTES);
        return failed;
    }

    /// A receiver has asked for the last frame again.
    void onNak(Direction by) {
        side(by.opposite()).onNak();
    }

    private AstmDirection side(Direction from) {
        return from == Direction.ORIGINATOR ? originator : responder;
    }
}
