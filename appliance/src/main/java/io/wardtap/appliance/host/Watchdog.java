package io.wardtap.appliance.host;

import java.util.List;
import java.util.function.LongSupplier;

/// Judges whether threads make progress: each shows a number that moves while it is well. One
/// thread asks.
public final class Watchdog {
    private final List<LongSupplier> pulses;
    private final long[] seen;
    private final long[] movedNs;
    private final long patienceNs;

    /// @param pulses each moves at least once a second while its thread is well
    /// @param patienceNs how long one may stand still
    public Watchdog(List<LongSupplier> pulses, long patienceNs, long nowNs) {
        this.pulses = List.copyOf(pulses);
        this.patienceNs = patienceNs;
        seen = new long[pulses.size()];
        movedNs = new long[pulses.size()];
        java.util.Arrays.fill(seen, Long.MIN_VALUE);
        java.util.Arrays.fill(movedNs, nowNs);
    }

    /// Whether all have moved lately.
    public boolean isWell(long nowNs) {
        boolean well = true;
        for (int i = 0; i < seen.length; i++) {
            long pulse = pulses.get(i).getAsLong();
            if (pulse != seen[i]) {
                seen[i] = pulse;
                movedNs[i] = nowNs;
            }
            well &= nowNs - movedNs[i] <= patienceNs;
        }
        return well;
    }
}
