package io.wardtap.protocol.hl7;

import io.wardtap.protocol.bytes.Bytes;

/// Turns one block of UTF-16 text into UTF-8, framing included, so that everything behind it reads
/// bytes as of any other sender. Two framings are met: start and end block as single bytes around
/// the text (HAPI), or as characters of it. Keeps a half character between slices and no text. Lane
/// thread only; allocates nothing once made.
final class Utf16Narrower {
    private static final int END_BLOCK = 0x1C;
    private static final int SCRATCH_BYTES = 512;

    /// One character, or a pair of surrogates, becomes so many bytes at most.
    private static final int LONGEST = 4;

    private final byte[] narrow = new byte[SCRATCH_BYTES];
    private int length;
    private boolean active;
    private boolean littleEndian;
    private int half; // first byte of a character whose second has not come, or -1
    private int highSurrogate;
    private boolean afterEndBlock;
    private boolean ended;

    void reset() {
        active = false;
        length = 0;
    }

    /// From here on the stream's bytes are characters.
    ///
    /// @param firstByte of a character that has begun, or -1
    void begin(boolean isLittleEndian, int firstByte) {
        active = true;
        littleEndian = isLittleEndian;
        half = firstByte;
        highSurrogate = 0;
        afterEndBlock = false;
        ended = false;
        length = 0;
    }

    boolean isActive() {
        return active;
    }

    /// Whether the end block and what belongs to it have been narrowed.
    boolean hasEnded() {
        return ended;
    }

    byte[] narrow() {
        return narrow;
    }

    /// Bytes in [#narrow].
    int length() {
        return length;
    }

    /// Narrows characters from `at` on: to `end`, until the block has ended, or as many as fit.
    ///
    /// @param one no more than one: whether it is HL7 at all is still to be seen
    /// @return behind the last byte taken in
    int take(byte[] bytes, int at, int end, boolean one) {
        length = 0;
        int most = one ? 0 : SCRATCH_BYTES - LONGEST;
        int i = at;
        while (i < end && !ended && length <= most) {
            int b = Bytes.u8(bytes, i++);
            if (half < 0) {
                half = b;
            } else {
                int first = half;
                half = -1;
                pair(first, b);
            }
        }
        return i;
    }

    private void pair(int first, int second) {
        if (first == END_BLOCK && second == '\r' && !afterEndBlock) {
            put(END_BLOCK);
            put('\r');
            ended = true;
            return;
        }
        int character = littleEndian ? second << 8 | first : first << 8 | second;
        // a character of the framing, or the next block's
        ended = afterEndBlock && (character == '\r' || character == '\n' || character == 0x0B);
        afterEndBlock = character == END_BLOCK;
        character(character);
    }

    private void character(int c) {
        if (c >= 0xD800 && c < 0xDC00) {
            lone();
            highSurrogate = c;
            return;
        }
        if (c >= 0xDC00 && c < 0xE000) {
            if (highSurrogate == 0) {
                put('?');
                return;
            }
            int point = 0x10000 + (highSurrogate - 0xD800 << 10) + (c - 0xDC00);
            highSurrogate = 0;
            put(0xF0 | point >> 18);
            put(0x80 | point >> 12 & 0x3F);
            put(0x80 | point >> 6 & 0x3F);
            put(0x80 | point & 0x3F);
            return;
        }
        lone();
        if (c < 0x80) {
            put(c);
        } else if (c < 0x800) {
            put(0xC0 | c >> 6);
            put(0x80 | c & 0x3F);
        } else {
            put(0xE0 | c >> 12);
            put(0x80 | c >> 6 & 0x3F);
            put(0x80 | c & 0x3F);
        }
    }

    /// Half a pair of surrogates is no character.
    private void lone() {
        if (highSurrogate != 0) {
            highSurrogate = 0;
            put('?');
        }
    }

    private void put(int b) {
        Bytes.putU8(narrow, length++, b);
    }
}
