package io.wardtap.protocol.unit;

import io.wardtap.protocol.flow.Direction;

/// Reads whole units of one protocol and keeps each conversation's state. One instance a parser
/// thread; a flow always comes to the same one. Writes only into the facts it is given. Throws on
/// no input, allocates nothing on well-formed traffic once warm.
public interface ProtocolParser {
    /// One unit as its framer handed it on. The bytes die when this returns.
    ///
    /// @param flow the flow's serial, never reused
    /// @param timeNs packet time, nanoseconds since 1970
    /// @param facts cleared by the caller, of this protocol's type
    void onUnit(
            long flow,
            int type,
            Direction from,
            long timeNs,
            byte[] bytes,
            int start,
            int length,
            long detail,
            Facts facts);

    /// Units of this direction were left out before the one that comes next, for lack of room: what
    /// waits for them will not be completed.
    default void onLost(long flow, Direction from) {}

    /// The flow has ended: forget its state.
    void onFlowEnd(long flow);
}
