package io.wardtap.protocol.hl7;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.unit.UnitAssembler;

/// What is kept of a message that came in more than one slice, or that is too long to be kept
/// whole: its first [#WHOLE_BYTES] as they are, then the head of every field, so that what follows
/// an embedded document is still read, and nothing beyond [#KEPT_BYTES]. The result depends on the
/// message alone, not on where it was cut. The bytes are the assembler's. Lane thread only.
final class HeldMessage {
    /// Messages to this length are kept as they are (DESIGN.md 1, rule 3).
    static final int WHOLE_BYTES = 64 * 1024;

    /// Of a field that begins behind that, so much is kept.
    static final int FIELD_HEAD_BYTES = 256;

    /// No segment is longer (reference limit).
    static final int LONGEST_SEGMENT_BYTES = 1024 * 1024;

    /// No more of one message is kept.
    static final int KEPT_BYTES = 256 * 1024;

    private final UnitAssembler assembler;
    private long handle = UnitAssembler.NONE;
    private int separator;
    private long totalBytes;
    private int kept;
    private int fieldKept;
    private boolean lost;
    private long fieldBytes; // of the field in hand, behind what is kept whole
    private long segmentBytes;
    private long flags;

    HeldMessage(UnitAssembler assembler) {
        this.assembler = assembler;
    }

    /// Starts over with a message of this field separator; what was held is given up.
    void begin(int fieldSeparator) {
        release();
        separator = fieldSeparator;
    }

    void release() {
        assembler.release(handle);
        handle = UnitAssembler.NONE;
        totalBytes = 0;
        kept = 0;
        fieldKept = 0;
        lost = false;
        fieldBytes = 0;
        segmentBytes = 0;
        flags = 0;
    }

    /// Adds the message's next bytes, `[from, to)` of the segment.
    void add(byte[] bytes, int from, int to) {
        if (to <= from) {
            return;
        }
        totalBytes += to - from;
        int at = from;
        if (kept < WHOLE_BYTES) {
            int whole = Math.min(to - at, WHOLE_BYTES - kept);
            keep(bytes, at, whole);
            at += whole;
        }
        while (at < to && !lost) {
            at = addHead(bytes, at, to);
        }
    }

    /// Adds what is kept of one field, or of the part of it that is here, and its end.
    private int addHead(byte[] bytes, int at, int to) {
        int end = Hl7Scan.fieldEnd(bytes, at, to, separator);
        measure(bytes, at, end, to);
        int head = Math.min(end - at, FIELD_HEAD_BYTES - fieldKept);
        fieldKept += head;
        if (end == to) {
            keep(bytes, at, head);
            return to;
        }
        if (at + head == end) {
            keep(bytes, at, head + 1);
        } else {
            keep(bytes, at, head);
            keep(bytes, end, 1);
        }
        fieldKept = 0;
        return end + 1;
    }

    /// Of a field or segment that began in the part kept whole, what lies behind counts.
    private void measure(byte[] bytes, int at, int end, int to) {
        fieldBytes += end - at;
        segmentBytes += end - at;
        flags |= fieldBytes > WHOLE_BYTES ? Hl7.LONG_FIELD : 0;
        flags |= segmentBytes > LONGEST_SEGMENT_BYTES ? Hl7.LONG_SEGMENT : 0;
        if (end < to) {
            fieldBytes = 0;
            segmentBytes = Bytes.u8(bytes, end) == separator ? segmentBytes : 0;
        }
    }

    /// [Hl7#LONG_FIELD], [Hl7#LONG_SEGMENT].
    long flags() {
        return flags;
    }

    private void keep(byte[] bytes, int at, int count) {
        int n = Math.min(count, KEPT_BYTES - kept);
        if (n <= 0 || lost) {
            return;
        }
        handle = assembler.append(handle, bytes, at, n);
        lost = handle == UnitAssembler.NONE;
        kept += n;
    }

    boolean isEmpty() {
        return totalBytes == 0;
    }

    /// Whether the assembler could not hold the message, or threw it out.
    boolean isLost() {
        return lost || (kept > 0 && !assembler.isLive(handle));
    }

    /// The message's bytes so far, kept or not.
    long totalBytes() {
        return totalBytes;
    }

    /// Bytes of the message that were not kept.
    long skippedBytes() {
        return totalBytes - kept;
    }

    int length() {
        return kept;
    }

    byte[] segment() {
        return assembler.segment(handle);
    }

    int start() {
        return assembler.start(handle);
    }
}
