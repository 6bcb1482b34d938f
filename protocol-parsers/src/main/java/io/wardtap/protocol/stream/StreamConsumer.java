package io.wardtap.protocol.stream;

import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.flow.Flow;

/// Gets a direction's bytes in order, told of what is missing. Confined to the lane's thread.
public interface StreamConsumer {
    /// The bytes are the caller's again when this returns.
    void onBytes(Flow flow, Direction from, byte[] bytes, int start, int length);

    void onGap(Flow flow, Direction from, long missingBytes);

    /// A segment had other bytes than were handed on, or wait, for the same sequence; the first
    /// stand.
    ///
    /// @param offset of the first byte that differs, in the stream
    default void onConflict(Flow flow, Direction from, long offset) {}

    /// No more bytes will come.
    void onEnd(Flow flow, Direction from);
}
