package io.wardtap.appliance.baseline;

import java.time.Instant;
import java.time.ZoneId;

/// The local hour of the week of a packet time; asks the time zone once a quarter of an hour, since
/// offsets change on quarters. Analysis thread only.
final class LocalHours {
    private static final long SECOND = 1_000_000_000L;
    private static final long QUARTER = 900;
    private static final long HOUR = 3600;

    /// 1970-01-01 was a Thursday.
    private static final long EPOCH_HOUR_OF_WEEK = 3 * 24;

    private final ZoneId zone;
    private long quarter = Long.MIN_VALUE;
    private long hour;

    LocalHours(ZoneId zone) {
        this.zone = zone;
    }

    /// Running number of the local hour.
    long hour(long nowNs) {
        long seconds = Math.floorDiv(nowNs, SECOND);
        long now = Math.floorDiv(seconds, QUARTER);
        if (now != quarter) {
            quarter = now;
            int offset =
                    zone.getRules().getOffset(Instant.ofEpochSecond(seconds)).getTotalSeconds();
            hour = Math.floorDiv(seconds + offset, HOUR);
        }
        return hour;
    }

    static int hourOfWeek(long hour) {
        return (int) Math.floorMod(hour + EPOCH_HOUR_OF_WEEK, (long) HourlyRates.HOURS);
    }
}
