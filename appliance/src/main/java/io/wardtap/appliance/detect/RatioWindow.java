package io.wardtap.appliance.detect;

/// Of two counters that only grow, what was lost and what was not, the share that was lost in the
/// latest quarter of an hour. One thread.
public final class RatioWindow {
    private static final int MINUTES = 15;
    private static final long MINUTE_NS = 60_000_000_000L;

    private final long[] seenBefore = new long[MINUTES];
    private final long[] lostBefore = new long[MINUTES];
    private long minute = Long.MIN_VALUE;

    /// Moves on to this moment, at which the counters stand so.
    public void move(long nowNs, long seen, long lost) {
        long now = Math.floorDiv(nowNs, MINUTE_NS);
        long steps = minute == Long.MIN_VALUE ? 0 : Math.min(now - minute, MINUTES);
        if (now > minute) {
            minute = now;
        }
        for (long step = 0; step < steps; step++) {
            seenBefore[slot(now - step)] = seen;
            lostBefore[slot(now - step)] = lost;
        }
    }

    /// 0 to 1; since the beginning as long as that is less than a quarter of an hour ago.
    public double ratio(long seen, long lost) {
        double missing = lost - lostBefore[slot(minute + 1)];
        return missing <= 0 ? 0 : missing / (seenIn(seen) + missing);
    }

    /// What was seen in the window.
    public long seenIn(long seen) {
        return seen - seenBefore[slot(minute + 1)];
    }

    /// What was lost in the window.
    public long lostIn(long lost) {
        return lost - lostBefore[slot(minute + 1)];
    }

    private static int slot(long minute) {
        return (int) Math.floorMod(minute, (long) MINUTES);
    }
}
