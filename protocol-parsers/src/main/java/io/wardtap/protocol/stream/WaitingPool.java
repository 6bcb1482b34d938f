package io.wardtap.protocol.stream;

import io.wardtap.protocol.flow.HalfDetails;
import io.wardtap.protocol.flow.HalfFlow;

/// The tables of waiting segments, lent to directions that have a hole and given back when it is
/// gone. Bounded: how many directions may have a hole at once is the sender's choice, not ours.
/// Confined to the lane's thread; allocates while it grows, nothing once warm.
final class WaitingPool {
    /// Directions with a hole at once: 2 KiB each, 34 MiB when all are lent.
    static final int CAPACITY = 16_384;

    private final int[][] sequences = new int[CAPACITY][];
    private final int[][] lengths = new int[CAPACITY][];
    private final long[][] handles = new long[CAPACITY][];
    private int made;
    private int free;

    /// @return false when all are lent
    boolean lend(HalfDetails half) {
        if (free > 0) {
            free--;
            half.waitingSequence = sequences[free];
            half.waitingLength = lengths[free];
            half.waitingHandle = handles[free];
            return true;
        }
        if (made == CAPACITY) {
            return false;
        }
        made++;
        half.waitingSequence = new int[HalfFlow.MAX_WAITING];
        half.waitingLength = new int[HalfFlow.MAX_WAITING];
        half.waitingHandle = new long[HalfFlow.MAX_WAITING];
        return true;
    }

    void giveBack(HalfDetails half) {
        sequences[free] = half.waitingSequence;
        lengths[free] = half.waitingLength;
        handles[free] = half.waitingHandle;
        free++;
        half.waitingSequence = null;
        half.waitingLength = null;
        half.waitingHandle = null;
    }
}
