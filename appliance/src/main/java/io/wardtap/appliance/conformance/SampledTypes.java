package io.wardtap.appliance.conformance;

import java.util.Arrays;

/// How many messages of each type one sender of an interface has given for a check. Analysis thread
/// only.
final class SampledTypes {
    /// Types of one sender that are told apart; of others none is checked.
    static final int TYPES = 16;

    private final String[] types = new String[TYPES];
    private final int[] taken = new int[TYPES];
    private int size;
    private long hour = Long.MIN_VALUE;

    /// Whether one more of this type may be taken; notes it if so.
    ///
    /// @param most of one type within an hour
    boolean take(String type, int most, long wanted) {
        if (wanted != hour) {
            hour = wanted;
            Arrays.fill(taken, 0);
        }
        int at = 0;
        while (at < size && !types[at].equals(type)) {
            at++;
        }
        if (at == size) {
            if (size == TYPES) {
                return false;
            }
            types[size++] = type;
        }
        if (taken[at] >= most) {
            return false;
        }
        taken[at]++;
        return true;
    }
}
