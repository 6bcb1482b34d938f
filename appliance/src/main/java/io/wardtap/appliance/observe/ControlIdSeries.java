package io.wardtap.appliance.observe;

/// Control ids of one interface that count up: a few series, told apart by what stands before the
/// number. A series is believed after [#ORDERED] steps ahead; then a jump of more than [#JUMP] is a
/// gap, one back by more a reset. Smaller steps back are parallel connections. Analysis thread
/// only.
final class ControlIdSeries {
    /// Series of one interface that are followed; the one used longest ago goes.
    static final int SERIES = 8;

    /// Steps in a row after which numbers are believed to count up.
    static final int ORDERED = 50;

    /// A step of more is none (reference hl7v2.md 9).
    static final long JUMP = 1000;

    private final long[] names = new long[SERIES];
    private final long[] numbers = new long[SERIES];
    private final int[] ordered = new int[SERIES];
    private final long[] used = new long[SERIES];
    private int count;
    private long uses;
    private long jump;

    /// @param number -1 when the control id has none
    /// @return [Hl7Interface#GAP], [Hl7Interface#RESET] or 0
    int step(long series, long number) {
        if (number < 0) {
            return 0;
        }
        int at = place(series, number);
        used[at] = ++uses;
        long step = number - numbers[at];
        if (step >= -JUMP && step <= JUMP) {
            if (step > 0) {
                numbers[at] = number;
                ordered[at]++;
            }
            return 0;
        }
        boolean believed = ordered[at] >= ORDERED;
        numbers[at] = number;
        ordered[at] = 0;
        if (!believed) {
            return 0;
        }
        jump = step;
        return step > 0 ? Hl7Interface.GAP : Hl7Interface.RESET;
    }

    /// How far the latest gap or reset went, negative for a reset.
    long jump() {
        return jump;
    }

    private int place(long series, long number) {
        int oldest = 0;
        for (int i = 0; i < count; i++) {
            if (names[i] == series) {
                return i;
            }
            oldest = used[i] < used[oldest] ? i : oldest;
        }
        int at = count < SERIES ? count++ : oldest;
        names[at] = series;
        numbers[at] = number;
        ordered[at] = 0;
        return at;
    }
}
