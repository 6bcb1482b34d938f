package io.wardtap.protocol.unit;

import io.wardtap.protocol.flow.Direction;

/// A framer whose directions are cut into messages each by itself, and which gives up when it has
/// searched too far for the next one: a little before anything is proved, further afterwards. Lane
/// thread only.
public abstract class TwoSidedFramer implements StreamFramer {
    private final int unconfirmedJunkBytes;
    private final int confirmedJunkBytes;
    private boolean confirmed;
    private boolean failed;

    /// @param unconfirmedJunkBytes so many bytes outside of messages, and it is another protocol
    /// @param confirmedJunkBytes with a proven message the next start is searched this far
    protected TwoSidedFramer(int unconfirmedJunkBytes, int confirmedJunkBytes) {
        this.unconfirmedJunkBytes = unconfirmedJunkBytes;
        this.confirmedJunkBytes = confirmedJunkBytes;
    }

    protected abstract MessageSide side(Direction from);

    @Override
    public final void onBytes(Direction from, byte[] bytes, int start, int length, UnitSink sink) {
        if (!failed) {
            side(from).onBytes(bytes, start, length, sink);
        }
    }

    @Override
    public final void onGap(Direction from, long missingBytes, UnitSink sink) {
        if (!failed && missingBytes > 0) {
            side(from).onGap(sink);
        }
    }

    @Override
    public final void onEnd(Direction from, UnitSink sink) {
        if (!failed) {
            side(from).onEnd(sink);
        }
    }

    @Override
    public final boolean isConfirmed() {
        return confirmed;
    }

    @Override
    public final boolean isFailed() {
        return failed;
    }

    @Override
    public final void reset() {
        side(Direction.ORIGINATOR).reset();
        side(Direction.RESPONDER).reset();
        confirmed = false;
        failed = false;
    }

    /// It is this protocol.
    public final void confirm() {
        confirmed = true;
    }

    /// @return whether the search for the next message is given up
    public final boolean onJunk(long bytes) {
        failed = bytes > (confirmed ? confirmedJunkBytes : unconfirmedJunkBytes);
        return failed;
    }
}
