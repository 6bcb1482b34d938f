package io.wardtap.appliance.detect.hl7;

import java.util.Arrays;

/// Acknowledgements of one interface in a sliding window of ten slices. Analysis thread only.
final class AckWindow {
    static final int SLICES = 10;

    private final long sliceNs;
    private final int[] positive = new int[SLICES];
    private final int[] negative = new int[SLICES];
    private long slice = Long.MIN_VALUE;

    /// When it was first refused something in the running trouble.
    long firstNs;

    AckWindow(long windowNs, long firstNs) {
        this.sliceNs = windowNs / SLICES;
        this.firstNs = firstNs;
    }

    void add(boolean nak, long now) {
        turnTo(now);
        int at = (int) Math.floorMod(slice, (long) SLICES);
        if (nak) {
            if (negative() == 0) {
                firstNs = now;
            }
            negative[at]++;
        } else {
            positive[at]++;
        }
    }

    int negative() {
        return sum(negative);
    }

    int positive() {
        return sum(positive);
    }

    private void turnTo(long now) {
        long wanted = Math.floorDiv(now, sliceNs);
        if (slice == Long.MIN_VALUE || wanted - slice >= SLICES) {
            Arrays.fill(positive, 0);
            Arrays.fill(negative, 0);
            slice = wanted;
        }
        while (slice < wanted) {
            slice++;
            int at = (int) Math.floorMod(slice, (long) SLICES);
            positive[at] = 0;
            negative[at] = 0;
        }
    }

    private static int sum(int[] counts) {
        int sum = 0;
        for (int count : counts) {
            sum += count;
        }
        return sum;
    }
}
