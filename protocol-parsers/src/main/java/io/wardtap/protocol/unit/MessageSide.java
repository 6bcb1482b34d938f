package io.wardtap.protocol.unit;

/// One direction of a [TwoSidedFramer]: cuts the bytes of one sender into messages. Lane thread
/// only.
public interface MessageSide {
    /// The next bytes; they are the caller's again when this returns.
    void onBytes(byte[] bytes, int start, int length, UnitSink sink);

    /// Bytes are missing here.
    void onGap(UnitSink sink);

    /// Nothing comes any more.
    void onEnd(UnitSink sink);

    void reset();
}
