package io.wardtap.protocol.dicom;

import io.wardtap.protocol.bytes.Bytes;

/// View of a [Dicom#DATA_SET] unit: Wardtap's own layout of what a data set's walk kept, written by
/// [ValueCollector]. Big-endian. Valid as long as the bytes; one thread at a time.
///
/// ```
/// 0 u16 flags     2 u8 presentation context id     3 u8 0
/// 4 u32 fragments of encapsulated pixel data   8 u64 bytes of pixel data
/// 16 u32 private attributes with a value
/// then, if deflated, the first bytes of the deflate stream; else for each kept value:
/// 0 u32 tag   4 u8 1 in a sequence   5 u8 0   6 u16 kept bytes   8 u32 bytes of the whole value   12 kept bytes
/// ```
///
/// The last value may be cut short, where the walk ended inside it.
final class DataSetUnit {
    /// Bytes of the message are missing, or its end was never seen.
    static final int INCOMPLETE = 1;

    /// The transfer syntax was guessed from the bytes.
    static final int GUESSED_SYNTAX = 1 << 1;

    /// The walk ended before the pixel data and before the end: wanted values may be missing.
    static final int TRUNCATED = 1 << 2;

    /// The data set is deflated: what follows the header is the stream's beginning.
    static final int DEFLATED = 1 << 3;

    /// The elements do not add up.
    static final int MALFORMED = 1 << 4;

    /// Pixel data was reached.
    static final int PIXEL_DATA = 1 << 5;

    /// There are non-empty elements that nobody wanted.
    static final int OTHER_VALUES = 1 << 6;

    /// The command set of this data set was not seen.
    static final int NO_COMMAND = 1 << 7;

    /// Numbers are big-endian.
    static final int BIG_ENDIAN = 1 << 8;

    /// Not all of the deflate stream is there.
    static final int DEFLATED_CUT = 1 << 9;

    /// Pixel data is encapsulated (PS3.5 Annex A.4).
    static final int ENCAPSULATED = 1 << 10;

    /// The values were inflated.
    static final int INFLATED = 1 << 11;

    static final int HEADER_BYTES = 20;
    static final int ENTRY_BYTES = 12;

    private byte[] bytes;
    private int flags;
    private int contextId;
    private long fragments;
    private long pixelDataBytes;
    private long privateAttributes;
    private int at;
    private int end;
    private int tag;
    private boolean nested;
    private int valueStart;
    private int valueLength;
    private long fullLength;

    void wrap(byte[] bytes, int start, int length) {
        this.bytes = bytes;
        boolean whole = length >= HEADER_BYTES;
        flags = whole ? Bytes.u16(bytes, start) : TRUNCATED;
        contextId = whole ? Bytes.u8(bytes, start + 2) : 0;
        fragments = whole ? Bytes.u32(bytes, start + 4) : 0;
        pixelDataBytes = whole ? Bytes.u64(bytes, start + 8) : 0;
        privateAttributes = whole ? Bytes.u32(bytes, start + 16) : 0;
        at = start + HEADER_BYTES;
        end = start + length;
    }

    int flags() {
        return flags;
    }

    boolean has(int flag) {
        return (flags & flag) != 0;
    }

    int contextId() {
        return contextId;
    }

    /// Fragments of encapsulated pixel data.
    long fragments() {
        return fragments;
    }

    /// Bytes of pixel data, as its element or its fragments say.
    long pixelDataBytes() {
        return pixelDataBytes;
    }

    long privateAttributes() {
        return privateAttributes;
    }

    /// Where the deflate stream begins.
    int streamStart() {
        return at;
    }

    /// Bytes of it that are there.
    int streamLength() {
        return Math.max(0, end - at);
    }

    /// The next kept value, or false after the last.
    boolean next() {
        if (end - at < ENTRY_BYTES) {
            return false;
        }
        tag = Bytes.i32(bytes, at);
        nested = Bytes.u8(bytes, at + 4) != 0;
        int kept = Bytes.u16(bytes, at + 6);
        fullLength = Bytes.u32(bytes, at + 8);
        valueStart = at + ENTRY_BYTES;
        valueLength = Math.min(kept, end - valueStart);
        at = valueStart + valueLength;
        return true;
    }

    int tag() {
        return tag;
    }

    /// Inside a sequence.
    boolean isNested() {
        return nested;
    }

    byte[] segment() {
        return bytes;
    }

    int valueStart() {
        return valueStart;
    }

    /// The kept bytes.
    int valueLength() {
        return valueLength;
    }

    /// All bytes of the value on the wire.
    long fullLength() {
        return fullLength;
    }
}
