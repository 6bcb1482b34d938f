package io.wardtap.appliance.export;

import java.time.LocalDate;

/// Writes instants as RFC 3339 in UTC, such as `2026-05-04T10:15:30.123456789Z`. Keeps the text of
/// the last day, so that most calls only write digits; allocates nothing but on a new day. Confined
/// to one thread.
final class Rfc3339 {
    /// Characters with nine fraction digits.
    static final int NANOS_LENGTH = 30;

    private static final long NS_PER_S = 1_000_000_000L;
    private static final int S_PER_DAY = 86_400;

    private final char[] day = "1970-01-01T".toCharArray();
    private long dayNumber;

    /// Writes 30 characters.
    ///
    /// @param epochNs nanoseconds since 1970, may be negative
    /// @return the position behind the text
    int format(long epochNs, char[] out, int at) {
        return format(epochNs, 9, out, at);
    }

    /// Writes with `digits` fraction digits, 1 to 9; further ones are cut off.
    int format(long epochNs, int digits, char[] out, int at) {
        long second = Math.floorDiv(epochNs, NS_PER_S);
        int nanos = (int) Math.floorMod(epochNs, NS_PER_S);
        long number = Math.floorDiv(second, (long) S_PER_DAY);
        if (number != dayNumber) {
            turnTo(number);
        }
        System.arraycopy(day, 0, out, at, day.length);
        int ofDay = Math.floorMod(second, S_PER_DAY);
        int next = at + day.length;
        two(ofDay / 3600, out, next);
        out[next + 2] = ':';
        two(ofDay / 60 % 60, out, next + 3);
        out[next + 5] = ':';
        two(ofDay % 60, out, next + 6);
        out[next + 8] = '.';
        next += 9;
        for (int i = 0, unit = 100_000_000; i < digits; i++, unit /= 10) {
            out[next++] = (char) ('0' + nanos / unit % 10);
        }
        out[next++] = 'Z';
        return next;
    }

    private void turnTo(long number) {
        LocalDate date = LocalDate.ofEpochDay(number);
        int year = date.getYear();
        two(year / 100, day, 0);
        two(year % 100, day, 2);
        two(date.getMonthValue(), day, 5);
        two(date.getDayOfMonth(), day, 8);
        dayNumber = number;
    }

    private static void two(int value, char[] out, int at) {
        out[at] = (char) ('0' + value / 10);
        out[at + 1] = (char) ('0' + value % 10);
    }
}
