package io.wardtap.appliance.alert;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;

/// Hours of each day, local time; from `22:00` to `06:00` goes over midnight. Both times the same
/// are the whole day. Immutable, any thread.
///
/// @param to no longer in it
public record DailyWindow(LocalTime from, LocalTime to, ZoneId zone) {
    private static final long SECOND_NS = 1_000_000_000L;

    boolean holds(long nowNs) {
        LocalTime time =
                Instant.ofEpochSecond(Math.floorDiv(nowNs, SECOND_NS)).atZone(zone).toLocalTime();
        boolean begun = !time.isBefore(from);
        boolean before = time.isBefore(to);
        return from.isBefore(to) ? begun && before : begun || before;
    }
}
