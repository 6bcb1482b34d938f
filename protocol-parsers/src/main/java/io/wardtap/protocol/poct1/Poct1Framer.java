package io.wardtap.protocol.poct1;

import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.unit.MessageSide;
import io.wardtap.protocol.unit.TwoSidedFramer;
import io.wardtap.protocol.unit.UnitAssembler;

/// Cuts POCT1-A streams into messages: from a root element's start to its end, both directions. A
/// message that has its end, or is long and full of elements, proves the protocol. Lane thread
/// only.
public final class Poct1Framer extends TwoSidedFramer {
    /// So many bytes outside of messages before the first is whole, and it is not POCT1-A.
    static final int UNCONFIRMED_JUNK_BYTES = 1024;

    /// With a proven message the next is searched this far.
    static final int CONFIRMED_JUNK_BYTES = 1 << 20;

    private final Poct1Direction originator;
    private final Poct1Direction responder;

    public Poct1Framer(UnitAssembler assembler) {
        super(UNCONFIRMED_JUNK_BYTES, CONFIRMED_JUNK_BYTES);
        originator = new Poct1Direction(this, Direction.ORIGINATOR, assembler);
        responder = new Poct1Direction(this, Direction.RESPONDER, assembler);
    }

    @Override
    protected MessageSide side(Direction from) {
        return from == Direction.ORIGINATOR ? originator : responder;
    }
}
