package io.wardtap.protocol.hl7;

import io.wardtap.protocol.bytes.Bytes;

/// Searches for the few bytes that give HL7 text its shape, eight at a time. The lowest bit of a
/// hit word is exact, higher ones may be echoes of it, so only the lowest is used. Any thread.
final class Hl7Scan {
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long END_BLOCKS = ONES * 0x1C;
    private static final long MS = ONES * 'M';
    private static final long SS = ONES * 'S';
    private static final long CRS = ONES * '\r';
    private static final long LFS = ONES * '\n';

    private Hl7Scan() {}

    /// Position of the first byte in `[from, to)` that may end a message: an end block, or an M
    /// that may begin MSH (an S follows, or it is the last byte); -1 without one.
    static int mark(byte[] bytes, int from, int to) {
        int at = from;
        // one byte more than the word, for the S behind an M in its last place
        for (; at + 9 <= to; at += 8) {
            long word = Bytes.u64Le(bytes, at);
            long next = Bytes.u64Le(bytes, at + 1);
            long hit = zeros(word ^ END_BLOCKS) | zeros((word ^ MS) | (next ^ SS));
            if (hit != 0) {
                return at + (Long.numberOfTrailingZeros(hit) >>> 3);
            }
        }
        for (; at < to; at++) {
            int b = Bytes.u8(bytes, at);
            if (b == 0x1C || (b == 'M' && (at + 1 == to || Bytes.u8(bytes, at + 1) == 'S'))) {
                return at;
            }
        }
        return -1;
    }

    /// Position of the first carriage return or line feed in `[from, to)`, else `to`.
    static int lineEnd(byte[] bytes, int from, int to) {
        int at = from;
        for (; at + 8 <= to; at += 8) {
            long word = Bytes.u64Le(bytes, at);
            long hit = zeros(word ^ CRS) | zeros(word ^ LFS);
            if (hit != 0) {
                return at + (Long.numberOfTrailingZeros(hit) >>> 3);
            }
        }
        for (; at < to; at++) {
            int b = Bytes.u8(bytes, at);
            if (b == '\r' || b == '\n') {
                return at;
            }
        }
        return to;
    }

    /// Position of the first field or segment end in `[from, to)`, else `to`.
    static int fieldEnd(byte[] bytes, int from, int to, int fieldSeparator) {
        long separators = ONES * (fieldSeparator & 0xFF);
        int at = from;
        for (; at + 8 <= to; at += 8) {
            long word = Bytes.u64Le(bytes, at);
            long hit = zeros(word ^ CRS) | zeros(word ^ LFS) | zeros(word ^ separators);
            if (hit != 0) {
                return at + (Long.numberOfTrailingZeros(hit) >>> 3);
            }
        }
        for (; at < to; at++) {
            int b = Bytes.u8(bytes, at);
            if (b == '\r' || b == '\n' || b == fieldSeparator) {
                return at;
            }
        }
        return to;
    }

    private static long zeros(long word) {
        return (word - ONES) & ~word & HIGHS;
    }
}
