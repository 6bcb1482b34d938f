package io.wardtap.protocol.unit;

import io.wardtap.protocol.flow.Direction;

/// Cuts both directions of one TCP flow into units. Keeps state, not bytes: what must be joined
/// across slices goes to the [UnitAssembler]. Given slices in order, told of gaps and of the end;
/// any cut of the same bytes gives the same units. Throws on no input, allocates nothing on
/// well-formed traffic. Confined to the lane's thread; pooled and used again after [#reset()].
public interface StreamFramer {
    /// The next bytes of one direction. They are the caller's again when this returns.
    void onBytes(Direction from, byte[] bytes, int start, int length, UnitSink sink);

    /// `missingBytes` of this direction were never seen; the next [#onBytes] continues after them.
    void onGap(Direction from, long missingBytes, UnitSink sink);

    /// This direction has ended (FIN, RST, time-out or end of capture).
    void onEnd(Direction from, UnitSink sink);

    /// Whether a first whole unit has proved the guess of this protocol right.
    boolean isConfirmed();

    /// Whether the bytes are not this protocol after all, or cannot be followed any more. The flow
    /// goes on as bytes.
    boolean isFailed();

    /// Forgets everything, gives partial bytes back, ready for another flow.
    void reset();
}
