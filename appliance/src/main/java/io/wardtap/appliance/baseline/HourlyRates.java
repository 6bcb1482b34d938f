package io.wardtap.appliance.baseline;

import java.util.Arrays;

/// Observations an hour by local hour of the week: the latest few weeks of each hour, median and
/// median absolute deviation over them. Hours in which the device was never active are not kept.
/// Analysis thread only.
public final class HourlyRates {
    public static final int HOURS = 168;

    /// Weeks that are remembered of each hour.
    static final int WEEKS = 4;

    final int[][] counts = new int[HOURS][];
    long hour = Long.MIN_VALUE;
    int hourOfWeek;
    int running;

    /// @param hour running number of the hour
    /// @param hourOfWeek 0 is Monday midnight, local time
    void observe(long hour, int hourOfWeek) {
        if (hour != this.hour) {
            settle();
            this.hour = hour;
            this.hourOfWeek = hourOfWeek;
        }
        running++;
    }

    /// Puts the running hour into its place.
    void settle() {
        if (running > 0) {
            int[] kept = counts[hourOfWeek];
            int[] next =
                    kept == null
                            ? new int[1]
                            : Arrays.copyOf(kept, Math.min(kept.length + 1, WEEKS));
            if (kept != null) {
                System.arraycopy(kept, 0, next, 1, next.length - 1);
            }
            next[0] = running;
            counts[hourOfWeek] = next;
            running = 0;
        }
    }

    /// Weeks in which this hour was seen active.
    public int weeks(int hourOfWeek) {
        return counts[hourOfWeek] == null ? 0 : counts[hourOfWeek].length;
    }

    /// Of the active weeks; -1 when there is none.
    public double median(int hourOfWeek) {
        return weeks(hourOfWeek) == 0 ? -1 : median(doubles(counts[hourOfWeek], 0));
    }

    /// Median absolute deviation of the active weeks; -1 when there is none.
    public double deviation(int hourOfWeek) {
        return weeks(hourOfWeek) == 0
                ? -1
                : median(doubles(counts[hourOfWeek], median(hourOfWeek)));
    }

    private static double[] doubles(int[] values, double from) {
        double[] distances = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            distances[i] = Math.abs(values[i] - from);
        }
        return distances;
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        int half = values.length / 2;
        return values.length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
    }
}
