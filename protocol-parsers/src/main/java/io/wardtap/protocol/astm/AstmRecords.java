package io.wardtap.protocol.astm;

import io.wardtap.protocol.bytes.Bytes;

/// Walks the records of one unit (LIS02-A2 6): each ends with a carriage return, fields are parted
/// by the delimiter that the header declares and count from 1, the record's letter. One at a time;
/// allocates nothing.
final class AstmRecords {
    /// Fields behind this one are not read; the standard's longest record has 35.
    static final int MAX_FIELDS = 48;

    private final int[] starts = new int[MAX_FIELDS + 2];
    private byte[] bytes = {};
    private int end;
    private int at;
    private int recordStart;
    private int recordEnd;
    private int fields;
    private int field = '|';
    private int repeat = '\\';
    private int component = '^';

    void wrap(byte[] unit, int start, int length, int delimiters) {
        bytes = unit;
        at = start;
        end = start + length;
        delimiters(delimiters);
    }

    /// Goes to the next record that is not empty.
    boolean next() {
        while (at < end && isLineEnd(Bytes.u8(bytes, at))) {
            at++;
        }
        if (at == end) {
            return false;
        }
        recordStart = at;
        while (at < end && !isLineEnd(Bytes.u8(bytes, at))) {
            at++;
        }
        recordEnd = at;
        if (type() == 'H' && AstmHeader.isAt(bytes, recordStart, end)) {
            delimiters(delimitersAt(recordStart));
        }
        split();
        return true;
    }

    /// Field, repeat and component delimiter of the header record at hand, or those in force.
    int delimiters() {
        return field << 16 | repeat << 8 | component;
    }

    int type() {
        return Bytes.u8(bytes, recordStart);
    }

    /// Whether the record is one of the standard's: a known letter, then the delimiter or nothing.
    boolean isWellFormed() {
        boolean alone = recordEnd == recordStart + 1;
        return AstmHeader.isRecordType(type())
                && (alone || Bytes.u8(bytes, recordStart + 1) == field);
    }

    byte[] bytes() {
        return bytes;
    }

    /// Whether field `n` has more than delimiters, blanks and quotation marks.
    boolean has(int n) {
        return n <= fields && hasContent(start(n), end(n));
    }

    /// Start of field `n`; only for `n` up to the record's last, see [#has].
    int start(int n) {
        return starts[n];
    }

    int end(int n) {
        return starts[n + 1] - 1;
    }

    /// The first byte of field `n`, or 0 when it is empty.
    int code(int n) {
        return has(n) && end(n) - start(n) == 1 ? Bytes.u8(bytes, start(n)) : 0;
    }

    /// Start of component `c` (from 1) of the first repeat of field `n`, or -1.
    int component(int n, int c) {
        int to = end(n);
        int from = start(n);
        for (int i = 1; i < c; i++) {
            from = componentEnd(from, to);
            if (from == to || Bytes.u8(bytes, from) != component) {
                return -1;
            }
            from++;
        }
        return from;
    }

    /// End of the component that starts at `from`, in a field that goes to `to`.
    int componentEnd(int from, int to) {
        int stop = from;
        while (stop < to) {
            int b = Bytes.u8(bytes, stop);
            if (b == component || b == repeat) {
                return stop;
            }
            stop++;
        }
        return to;
    }

    boolean hasContent(int from, int to) {
        for (int i = from; i < to; i++) {
            int b = Bytes.u8(bytes, i);
            if (b > ' ' && b != '"' && b != component && b != repeat) {
                return true;
            }
        }
        return false;
    }

    private void split() {
        fields = 1;
        starts[1] = recordStart;
        for (int i = recordStart; i < recordEnd && fields < MAX_FIELDS; i++) {
            if (Bytes.u8(bytes, i) == field) {
                starts[++fields] = i + 1;
            }
        }
        if (fields == MAX_FIELDS) {
            // what stands behind the last field is not its
            int stop = Bytes.indexOf(bytes, starts[fields], recordEnd, field);
            starts[fields + 1] = (stop < 0 ? recordEnd : stop) + 1;
        } else {
            starts[fields + 1] = recordEnd + 1;
        }
    }

    private int delimitersAt(int header) {
        return Bytes.u8(bytes, header + 1) << 16
                | Bytes.u8(bytes, header + 2) << 8
                | Bytes.u8(bytes, header + 3);
    }

    private void delimiters(int three) {
        field = three >>> 16 & 0xFF;
        repeat = three >>> 8 & 0xFF;
        component = three & 0xFF;
    }

    private static boolean isLineEnd(int b) {
        return b == '\r' || b == '\n';
    }
}
