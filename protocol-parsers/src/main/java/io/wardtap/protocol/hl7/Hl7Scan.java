package io.wardtap.protocol.hl7;

import io.wardtap.protocol.bytes.Bytes;

/// Searches for the few bytes that give HL7 text its shape, eight at a time. The lowest bit of a
/// hit word is exact, higher ones may be echoes of it, so only the lowest is used. Any thread.
final class Hl7Scan {
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final int END_BLOCK = 0x1C;
    private static final long CONTROLS = ONES * ' '; // anything below
    private static final long CRS = ONES * '\r';
    private static final long LFS = ONES * '\n';
    private static final long BELOW = ONES * ('\r' + 1);

    private Hl7Scan() {}

    /// Position of the first byte in `[from, to)` that may end a message: an end block, or behind a
    /// control character an M that may begin MSH (an S follows, or it is the last byte); -1 without
    /// one.
    ///
    /// @param before the byte before `from`
    static int mark(byte[] bytes, int from, int to, int before) {
        if (before < ' ' && isHeader(bytes, from, to)) {
            return from;
        }
        int at = from;
        while (at < to) {
            if (at + 8 <= to) {
                long word = Bytes.u64Le(bytes, at);
                long controls = word - CONTROLS & ~word & HIGHS;
                if (controls == 0) {
                    at += 8;
                    continue;
                }
                at += Long.numberOfTrailingZeros(controls) >>> 3;
            }
            int b = Bytes.u8(bytes, at);
            if (b == END_BLOCK) {
                return at;
            }
            at++;
            if (b < ' ' && isHeader(bytes, at, to)) {
                return at;
            }
        }
        return -1;
    }

    private static boolean isHeader(byte[] bytes, int at, int to) {
        return at < to
                && Bytes.u8(bytes, at) == 'M'
                && (at + 1 == to || Bytes.u8(bytes, at + 1) == 'S');
    }

    /// Position of the first carriage return or line feed in `[from, to)`, else `to`.
    static int lineEnd(byte[] bytes, int from, int to) {
        int at = from;
        for (; at + 8 <= to; at += 8) {
            long word = Bytes.u64Le(bytes, at);
            long hit = lineEnds(word);
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

    /// The carriage returns and line feeds among eight bytes, as hits.
    static long lineEnds(long word) {
        boolean control = (word - BELOW & ~word & HIGHS) != 0;
        return control ? zeros(word ^ CRS) | zeros(word ^ LFS) : 0;
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
