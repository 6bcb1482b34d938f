package io.wardtap.appliance.detect.dicom;

import java.util.Arrays;

/// How much one client asks: requests in the running minute, unrestricted ones in the running ten
/// minutes. Analysis thread only.
final class QueryTracker {
    private static final long MINUTE_NS = 60_000_000_000L;
    private static final long TEN_MINUTES_NS = 10 * MINUTE_NS;

    // a ring of the latest times in either kind is exact without windows that start somewhere
    private final long[] finds;
    private final long[] unrestricted;
    private int findAt;
    private int unrestrictedAt;

    QueryTracker(int findLimit, int unrestrictedLimit) {
        finds = new long[findLimit + 1];
        unrestricted = new long[unrestrictedLimit];
        Arrays.fill(finds, Long.MIN_VALUE);
        Arrays.fill(unrestricted, Long.MIN_VALUE);
    }

    /// @return whether more than the limit came within a minute
    boolean find(long now) {
        finds[findAt] = now;
        findAt = (findAt + 1) % finds.length;
        long oldest = finds[findAt];
        return oldest != Long.MIN_VALUE && now - oldest < MINUTE_NS;
    }

    /// @return whether as many as the limit came within ten minutes
    boolean unrestricted(long now) {
        unrestricted[unrestrictedAt] = now;
        unrestrictedAt = (unrestrictedAt + 1) % unrestricted.length;
        long oldest = unrestricted[unrestrictedAt];
        return oldest != Long.MIN_VALUE && now - oldest < TEN_MINUTES_NS;
    }
}
