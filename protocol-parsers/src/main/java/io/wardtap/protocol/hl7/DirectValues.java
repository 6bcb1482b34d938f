package io.wardtap.protocol.hl7;

import io.wardtap.protocol.bytes.Bytes;

/// Where the direct identifiers of one message lie, to find them again elsewhere in it. Positions
/// only, no copies; valid as long as the unit is. One thread.
final class DirectValues {
    /// Values of one message that are compared; more are left out.
    static final int MAX_VALUES = 64;

    /// Shorter ones (initials) would match by chance.
    private static final int SHORTEST = 2;

    /// A word inside a longer name must be this long to count as the same.
    private static final int SHORTEST_WORD = 4;

    private final int[] starts = new int[MAX_VALUES];
    private final int[] lengths = new int[MAX_VALUES];
    // values that only site segments are compared with
    private final int[] otherStarts = new int[MAX_VALUES];
    private final int[] otherLengths = new int[MAX_VALUES];
    private int others;
    private byte[] bytes;
    private int count;
    private long beginnings; // of the values that are long enough to be looked for in text

    void clear(byte[] message) {
        bytes = message;
        count = 0;
        others = 0;
        beginnings = 0;
    }

    void add(int from, int to) {
        int start = from;
        int end = to;
        while (start < end && Bytes.u8(bytes, start) == ' ') {
            start++;
        }
        while (end > start && Bytes.u8(bytes, end - 1) == ' ') {
            end--;
        }
        if (end - start >= SHORTEST && count < MAX_VALUES) {
            starts[count] = start;
            lengths[count++] = end - start;
            if (end - start >= SHORTEST_WORD) {
                beginnings |= beginning(bytes, start);
            }
        }
    }

    /// Adds a value that cannot be mistaken for a name of a system: a date, an address, a number of
    /// some kind. [#contains] knows it, [#occurIn] does not.
    void addOther(int from, int to) {
        if (to - from >= SHORTEST && others < MAX_VALUES) {
            otherStarts[others] = from;
            otherLengths[others++] = to - from;
        }
    }

    /// Whether `[from, to)` is one of the values, letters compared without case.
    boolean contains(int from, int to) {
        for (int i = 0; i < count; i++) {
            if (lengths[i] == to - from && same(starts[i], from, lengths[i])) {
                return true;
            }
        }
        for (int i = 0; i < others; i++) {
            if (otherLengths[i] == to - from && same(otherStarts[i], from, otherLengths[i])) {
                return true;
            }
        }
        return false;
    }

    /// Whether `[from, to)` is one of the values, or has one of them as a word.
    boolean occurIn(int from, int to) {
        for (int i = 0; i < count; i++) {
            if (lengths[i] == to - from && same(starts[i], from, lengths[i])) {
                return true;
            }
        }
        for (int at = from; at < to; at++) {
            boolean begins = at == from || !isWord(Bytes.u8(bytes, at - 1));
            if (begins && mayBegin(bytes, at, to) && isWordAt(at, to)) {
                return true;
            }
        }
        return false;
    }

    /// Whether one of the values may begin at `at` of the same message.
    boolean mayBegin(byte[] message, int at, int to) {
        return beginnings != 0
                && at + SHORTEST_WORD <= to
                && (beginnings & beginning(message, at)) != 0;
    }

    /// One of 64 bits by the first four letters, whatever their case.
    private static long beginning(byte[] message, int at) {
        return 1L << ((Bytes.i32(message, at) & 0xDFDFDFDF) * 0x9E3779B1 >>> 26);
    }

    /// Whether one of the values stands at `at`, where a word begins, as a word of a text that goes
    /// to `to`.
    boolean isWordAt(int at, int to) {
        for (int i = 0; i < count; i++) {
            int end = at + lengths[i];
            if (lengths[i] >= SHORTEST_WORD
                    && end <= to
                    && (end == to || !isWord(Bytes.u8(bytes, end)))
                    && same(starts[i], at, lengths[i])) {
                return true;
            }
        }
        return false;
    }

    private boolean same(int a, int b, int length) {
        for (int i = 0; i < length; i++) {
            if (Bytes.upper(Bytes.u8(bytes, a + i)) != Bytes.upper(Bytes.u8(bytes, b + i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isWord(int b) {
        return Hl7Header.isAlphanumeric(b) || b >= 0x80;
    }
}
