package io.wardtap.protocol.astm;

import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.unit.MessageSide;
import io.wardtap.protocol.unit.TwoSidedFramer;
import io.wardtap.protocol.unit.UnitAssembler;

/// Cuts ASTM streams into messages: the frames of LIS01-A2 (`ENQ`, `STX number text ETX|ETB
/// checksum CR LF`, `EOT`) are taken off and joined, repeats left out; records without frames are
/// read as they come. A frame with a right checksum, or a second record behind a header, proves the
/// protocol. Both directions send in turn, and both are read. One unit is one message from its
/// header record on, or a part of a long one. Lane thread only.
public final class AstmFramer extends TwoSidedFramer {
    /// So many bytes that are nothing, before anything is proved, and it is not ASTM.
    static final int UNCONFIRMED_JUNK_BYTES = 64;

    /// With a proven message the next start is searched this far.
    static final int CONFIRMED_JUNK_BYTES = 1 << 20;

    private final AstmDirection originator;
    private final AstmDirection responder;

    public AstmFramer(UnitAssembler assembler) {
        super(UNCONFIRMED_JUNK_BYTES, CONFIRMED_JUNK_BYTES);
        originator = new AstmDirection(this, Direction.ORIGINATOR, assembler);
        responder = new AstmDirection(this, Direction.RESPONDER, assembler);
    }

    /// A receiver has asked for the last frame again.
    void onNak(Direction by) {
        (by == Direction.ORIGINATOR ? responder : originator).onNak();
    }

    @Override
    protected MessageSide side(Direction from) {
        return from == Direction.ORIGINATOR ? originator : responder;
    }
}
