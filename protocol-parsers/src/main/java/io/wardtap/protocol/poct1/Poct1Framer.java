package io.wardtap.protocol.poct1;

import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.unit.StreamFramer;
import io.wardtap.protocol.unit.UnitAssembler;
import io.wardtap.protocol.unit.UnitSink;

/// Cuts POCT1-A streams into messages: from a root element's start to its end, both directions.
/// Lane thread only.
public final class Poct1Framer implements StreamFramer {
    /// So many bytes outside of messages before the first is whole, and it is not POCT1-A.
    static final int UNCONFIRMED_JUNK_BYTES = 1024;

    /// With a proven message the next is searched this far.
    static final int CONFIRMED_JUNK_BYTES = 1 << 20;

    private final Poct1Direction originator;
    private final Poct1Direction responder;
    private boolean confirmed;
    private boolean failed;

    public Poct1Framer(UnitAssembler assembler) {
        originator = new Poct1Direction(this, Direction.ORIGINATOR, assembler);
        responder = new Poct1Direction(this, Direction.RESPONDER, assembler);
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
            side(from).onGap(sink);
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

    /// A message has its end, or is long and full of elements.
    void confirm() {
        confirmed = true;
    }

    /// @return whether the search for the next message is given up
    boolean onJunk(long bytes) {
        failed = bytes > (confirmed ? CONFIRMED_JUNK_BYTES : UNCONFIRMED_JUNK_BYTES);
        return failed;
    }

    private Poct1Direction side(Direction from) {
        return from == Direction.ORIGINATOR ? originator : responder;
    }
}
