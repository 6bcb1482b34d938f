package io.wardtap.protocol.hl7;

import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.unit.StreamFramer;
import io.wardtap.protocol.unit.UnitAssembler;
import io.wardtap.protocol.unit.UnitSink;

/// Cuts MLLP streams into messages (HL7 Minimal Lower Layer Protocol, release 1: `0B message 1C
/// 0D`), both directions independently, and takes the deviations of the field: missing start or end
/// blocks, a missing or wrong byte behind the end block, keep-alives, batches, bytes between
/// blocks. One unit is one message from the M of MSH on; a block with several MSH segments gives
/// one unit each. Lane thread only.
public final class MllpFramer implements StreamFramer {
    /// So many bytes before the first start of a message, and it is not HL7. MSH stands within the
    /// first 64 bytes of a block.
    static final int HEADER_SEARCH_BYTES = 64;

    /// Without a proven message, so many bytes are searched for the next one.
    static final int UNCONFIRMED_SEARCH_BYTES = 64 * 1024;

    /// With one, as many as the longest block has.
    static final int CONFIRMED_SEARCH_BYTES = 10 * 1024 * 1024;

    private final MllpDirection originator;
    private final MllpDirection responder;
    private boolean started;
    private boolean confirmed;
    private boolean failed;

    public MllpFramer(UnitAssembler assembler) {
        originator = new MllpDirection(this, Direction.ORIGINATOR, assembler);
        responder = new MllpDirection(this, Direction.RESPONDER, assembler);
    }

    @Override
    public void onBytes(Direction from, byte[] bytes, int start, int length, UnitSink sink) {
        if (!failed && length > 0) {
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
        started = false;
        confirmed = false;
        failed = false;
    }

    /// A header was found in either direction.
    void onHeader() {
        started = true;
    }

    /// A message whose header is plausible is complete.
    void onPlausibleMessage() {
        confirmed = true;
    }

    /// A direction has searched this far for the next message.
    ///
    /// @param fromBegin nothing is known to be missing before these bytes
    /// @return whether to give up
    boolean onSearched(long bytes, boolean fromBegin) {
        if (confirmed) {
            failed = bytes > CONFIRMED_SEARCH_BYTES;
        } else if (!started && fromBegin) {
            failed = bytes > HEADER_SEARCH_BYTES;
        } else {
            failed = bytes > UNCONFIRMED_SEARCH_BYTES;
        }
        return failed;
    }

    private MllpDirection side(Direction from) {
        return from == Direction.ORIGINATOR ? originator : responder;
    }
}
