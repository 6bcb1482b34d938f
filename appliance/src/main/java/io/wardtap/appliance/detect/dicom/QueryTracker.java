package io.wardtap.appliance.detect.dicom;

import java.util.Arrays;

/// How much one client asks: requests within about a minute, in ten slices, and the latest
/// unrestricted ones. Analysis thread only.
final class QueryTracker {
    private static final int SLICES = 10;
    private static final long SLICE_NS = 6_000_000_000L;
    private static final long TEN_MINUTES_NS = 600_000_000_000L;

    private final int[] finds = new int[SLICES];
    private long slice = Long.MIN_VALUE;

    // a ring of times is exact, without a window that starts somewhere
    private final long[] unrestricted;
    private int unrestrictedAt;

    QueryTracker(int unrestrictedLimit) {
        unrestricted = new long[unrestrictedLimit];
        Arrays.fill(unrestricted, Long.MIN_VALUE);
    }

    /// @return requests within the last minute, this one included
    int find(long now) {
        long wanted = Math.floorDiv(now, SLICE_NS);
        if (slice == Long.MIN_VALUE || wanted - slice >= SLICES) {
            Arrays.fill(finds, 0);
            slice = wanted;
        }
        while (slice < wanted) {
            slice++;
            finds[(int) Math.floorMod(slice, (long) SLICES)] = 0;
        }
        finds[(int) Math.floorMod(slice, (long) SLICES)]++;
        int sum = 0;
        for (int count : finds) {
            sum += count;
        }
        return sum;
    }

    /// @return whether as many as the limit came within ten minutes
    boolean unrestricted(long now) {
        unrestricted[unrestrictedAt] = now;
        unrestrictedAt = (unrestrictedAt + 1) % unrestricted.length;
        long oldest = unrestricted[unrestrictedAt];
        return oldest != Long.MIN_VALUE && now - oldest < TEN_MINUTES_NS;
    }
}
