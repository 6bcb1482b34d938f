package io.wardtap.appliance.detect.hl7;

/// Occurrences of one sender by the hour, the running one and those of the day before. Analysis
/// thread only.
final class HourlyCount {
    static final int HOURS = 24;

    private static final long HOUR_NS = 3_600_000_000_000L;

    private final int[] counts = new int[HOURS + 1];
    private long hour = Long.MIN_VALUE;

    /// @return how many there were in the running hour, with this one
    int add(long now) {
        long wanted = Math.floorDiv(now, HOUR_NS);
        long steps = hour == Long.MIN_VALUE ? 0 : Math.min(wanted - hour, counts.length);
        for (long step = 0; step < steps; step++) {
            counts[slot(wanted - step)] = 0;
        }
        if (wanted > hour) {
            hour = wanted;
        }
        return ++counts[slot(hour)];
    }

    /// The most of any hour of the day before the running one.
    int worstBefore() {
        int worst = 0;
        for (int back = 1; back <= HOURS; back++) {
            worst = Math.max(worst, counts[slot(hour - back)]);
        }
        return worst;
    }

    private int slot(long of) {
        return (int) Math.floorMod(of, (long) counts.length);
    }
}
