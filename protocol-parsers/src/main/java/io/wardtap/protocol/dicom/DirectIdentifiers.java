package io.wardtap.protocol.dicom;

import io.wardtap.protocol.bytes.Bytes;

/// Where the direct identifiers of one data set lie, to find them again in what its device says of
/// itself. Positions only, no copies; valid as long as the unit is. One thread.
final class DirectIdentifiers {
    /// Words of one data set that are compared; more are left out.
    static final int MAX_WORDS = 128;

    /// Shorter ones (initials) would match by chance.
    private static final int SHORTEST = 2;

    /// A word inside a longer name must be this long to count as the same.
    private static final int SHORTEST_INSIDE = 4;

    private final int[] starts = new int[MAX_WORDS];
    private final int[] lengths = new int[MAX_WORDS];
    private byte[] bytes;
    private int count;

    void clear(byte[] unit) {
        bytes = unit;
        count = 0;
    }

    /// Adds a value's words: components, groups and values (PS3.5 section 6.2) part them, as blanks
    /// do.
    void add(int start, int length) {
        int end = start + length;
        int at = start;
        while (at < end) {
            int from = at;
            while (at < end && !isSeparator(Bytes.u8(bytes, at))) {
                at++;
            }
            if (at - from >= SHORTEST && count < MAX_WORDS) {
                starts[count] = from;
                lengths[count++] = at - from;
            }
            at++;
        }
    }

    /// Whether the value is one of the words, or has one of them as a word.
    boolean occurIn(int start, int length) {
        for (int i = 0; i < count; i++) {
            if (length >= lengths[i] && isWordOf(i, start, start + length)) {
                return true;
            }
        }
        return false;
    }

    private boolean isWordOf(int i, int from, int to) {
        int length = lengths[i];
        for (int at = from; at + length <= to; at++) {
            boolean begins = at == from || !isAlphanumeric(Bytes.u8(bytes, at - 1));
            boolean ends = at + length == to || !isAlphanumeric(Bytes.u8(bytes, at + length));
            boolean counts =
                    length >= SHORTEST_INSIDE || (isRest(from, at) && isRest(at + length, to));
            if (begins && ends && counts && same(starts[i], at, length)) {
                return true;
            }
        }
        return false;
    }

    /// Whether only padding lies there.
    private boolean isRest(int from, int to) {
        for (int at = from; at < to; at++) {
            if (!isSeparator(Bytes.u8(bytes, at))) {
                return false;
            }
        }
        return true;
    }

    private boolean same(int a, int b, int length) {
        for (int i = 0; i < length; i++) {
            if (Bytes.upper(Bytes.u8(bytes, a + i)) != Bytes.upper(Bytes.u8(bytes, b + i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSeparator(int b) {
        return b == ' ' || b == 0 || b == '^' || b == '=' || b == '\\';
    }

    private static boolean isAlphanumeric(int b) {
        return (b >= '0' && b <= '9')
                || (b >= 'A' && b <= 'Z')
                || (b >= 'a' && b <= 'z')
                || b >= 0x80;
    }
}
