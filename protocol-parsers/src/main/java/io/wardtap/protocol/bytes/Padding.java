package io.wardtap.protocol.bytes;

/// What fills up the ends of values: spaces and NULs. Any thread; allocates nothing.
public final class Padding {
    private Padding() {}

    /// Where the value in `[from, to)` begins, `to` when all is padding.
    public static int skip(byte[] bytes, int from, int to) {
        int start = from;
        while (start < to && is(bytes[start])) {
            start++;
        }
        return start;
    }

    /// Where the value in `[from, to)` ends, `from` when all is padding.
    public static int drop(byte[] bytes, int from, int to) {
        int end = to;
        while (end > from && is(bytes[end - 1])) {
            end--;
        }
        return end;
    }

    private static boolean is(byte b) {
        return b == ' ' || b == 0;
    }
}
