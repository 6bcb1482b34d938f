package io.wardtap.protocol.http;

import io.wardtap.protocol.bytes.Bytes;

/// Steps through the field lines of a head (RFC 9112 section 5). Lines that go on an earlier one
/// (obsolete folding) and lines without a colon are passed over. Valid as long as the bytes; one
/// thread at a time.
final class HeaderLines {
    private byte[] bytes;
    private int at;
    private int end;
    private HeaderName name = HeaderName.OTHER;
    private int valueStart;
    private int valueEnd;

    /// Binds a head and steps over its first line.
    void wrap(byte[] head, int start, int length) {
        wrapFields(head, start, length);
        at = afterLine(start);
    }

    /// Binds field lines without a start line.
    void wrapFields(byte[] head, int start, int length) {
        bytes = head;
        at = start;
        end = start + length;
    }

    /// Where the first line ends, its CR LF left out.
    int firstLineEnd(int start) {
        int to = lineEnd(start);
        return to > start && Bytes.u8(bytes, to - 1) == '\r' ? to - 1 : to;
    }

    /// The next field, or false after the last.
    boolean next() {
        while (at < end) {
            int start = at;
            int to = firstLineEnd(start);
            at = afterLine(start);
            int colon = Bytes.indexOf(bytes, start, to, ':');
            int first = to > start ? Bytes.u8(bytes, start) : ' ';
            if (colon > start && first != ' ' && first != '\t') {
                name = HeaderName.of(bytes, start, colon - start);
                valueStart = colon + 1;
                valueEnd = to;
                trim();
                return true;
            }
        }
        return false;
    }

    private void trim() {
        while (valueStart < valueEnd && isBlank(Bytes.u8(bytes, valueStart))) {
            valueStart++;
        }
        while (valueEnd > valueStart && isBlank(Bytes.u8(bytes, valueEnd - 1))) {
            valueEnd--;
        }
    }

    HeaderName name() {
        return name;
    }

    int valueStart() {
        return valueStart;
    }

    int valueLength() {
        return valueEnd - valueStart;
    }

    int valueEnd() {
        return valueEnd;
    }

    /// Whether the value has this word (lower case) anywhere, in whatever case.
    boolean has(String lower) {
        return find(bytes, valueStart, valueEnd, lower) >= 0;
    }

    /// A decimal number, or -1 when the value is none or too large.
    long number() {
        int length = valueEnd - valueStart;
        if (length <= 0 || length > 18) {
            return -1;
        }
        long value = 0;
        for (int i = valueStart; i < valueEnd; i++) {
            int digit = Bytes.u8(bytes, i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private int lineEnd(int start) {
        int lf = Bytes.indexOf(bytes, start, end, '\n');
        return lf < 0 ? end : lf;
    }

    private int afterLine(int start) {
        return Math.min(end, lineEnd(start) + 1);
    }

    private static boolean isBlank(int b) {
        return b == ' ' || b == '\t';
    }

    /// Where the word (lower case) stands first, in whatever case, or -1.
    static int find(byte[] bytes, int from, int to, String lower) {
        int last = to - lower.length();
        for (int at = from; at <= last; at++) {
            if (equalsLower(bytes, at, lower)) {
                return at;
            }
        }
        return -1;
    }

    /// Whether the text stands there, in whatever case; the caller has checked the length.
    static boolean equalsLower(byte[] bytes, int start, String lower) {
        for (int i = 0; i < lower.length(); i++) {
            int b = Bytes.u8(bytes, start + i);
            if ((b >= 'A' && b <= 'Z' ? b | 0x20 : b) != lower.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
