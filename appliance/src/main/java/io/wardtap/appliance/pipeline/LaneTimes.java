package io.wardtap.appliance.pipeline;

import java.util.Arrays;

/// How far each lane's time has come, and with it the time up to which all of them have told
/// everything: analysis runs at that minimum. A lane that has not begun holds it back, one that has
/// ended does not. Analysis thread only.
final class LaneTimes {
    private static final long NOT_BEGUN = Long.MIN_VALUE;
    private static final long ENDED = Long.MAX_VALUE;

    private final long[] times;
    private long minimum = NOT_BEGUN;
    private int ended;

    LaneTimes(int lanes) {
        times = new long[lanes];
        Arrays.fill(times, NOT_BEGUN);
    }

    /// A lane's tick.
    ///
    /// @return whether the minimum has risen
    boolean tick(int lane, long nowNs) {
        times[lane] = Math.max(times[lane], nowNs);
        long lowest = ENDED;
        for (long time : times) {
            lowest = Math.min(lowest, time);
        }
        boolean risen = lowest > minimum;
        minimum = Math.max(minimum, lowest);
        return risen;
    }

    /// The time of the slowest lane.
    long minimumNs() {
        return minimum;
    }

    /// A lane has told all it had to tell.
    ///
    /// @return whether it was the last
    boolean end(int lane) {
        times[lane] = ENDED;
        return ++ended == times.length;
    }
}
