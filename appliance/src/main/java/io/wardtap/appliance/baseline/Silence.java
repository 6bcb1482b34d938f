package io.wardtap.appliance.baseline;

import java.util.Arrays;

/// How long a device is usually quiet between two things it does of its own accord (opening a flow,
/// sending a message): median of the latest gaps and the longest of all. What answers others is not
/// counted, so that a server does not seem silent when its clients are. Analysis thread only.
public final class Silence {
    /// What lies closer together is one activity.
    static final long SAME_ACTIVITY_NS = 1_000_000_000L;

    /// Gaps that the typical one is taken from.
    static final int KEPT = 64;

    /// Fewer gaps say nothing.
    public static final int MIN_GAPS = 20;

    final long[] gaps = new long[KEPT];
    long observed;
    long longestNs;
    long lastNs = Long.MIN_VALUE;

    // of a profile that judges, fixed
    long typicalNs = -1;

    void active(long now) {
        if (lastNs != Long.MIN_VALUE) {
            long gap = now - lastNs;
            if (gap < SAME_ACTIVITY_NS) {
                return;
            }
            gaps[(int) (observed % KEPT)] = gap;
            observed++;
            longestNs = Math.max(longestNs, gap);
        }
        lastNs = now;
    }

    /// The learning has ended: what came after the last activity is at least as long as this.
    void ends(long now) {
        if (lastNs != Long.MIN_VALUE) {
            longestNs = Math.max(longestNs, now - lastNs);
        }
    }

    /// Median gap, -1 while too few were observed.
    public long typicalNs() {
        if (typicalNs >= 0 || observed < MIN_GAPS) {
            return typicalNs;
        }
        long[] sorted = Arrays.copyOf(gaps, (int) Math.min(observed, KEPT));
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    public long longestNs() {
        return longestNs;
    }

    public long observed() {
        return observed;
    }

    /// How long it may be quiet before that is odd.
    ///
    /// @param factor typical gaps
    /// @param floorNs at least
    public long toleratedNs(int factor, long floorNs) {
        long typical = typicalNs();
        return typical < 0 ? Long.MAX_VALUE : Math.max(factor * typical, floorNs);
    }

    /// In all the time it was learned it was never quiet for as long as that.
    public boolean isAlwaysOn(int factor, long floorNs) {
        return observed >= MIN_GAPS && longestNs <= toleratedNs(factor, floorNs);
    }
}
