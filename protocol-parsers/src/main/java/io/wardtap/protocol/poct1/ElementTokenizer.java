package io.wardtap.protocol.poct1;

import io.wardtap.protocol.bytes.Bytes;

/// Walks the start tags of one unit: name, and the value of attribute `V`, which carries all of
/// POCT1-A's data. Text between tags, declarations and comments are passed over. One at a time;
/// allocates nothing.
final class ElementTokenizer {
    private byte[] bytes = {};
    private int at;
    private int end;
    private int nameStart;
    private int nameEnd;
    private int valueStart;
    private int valueEnd;
    private boolean closes;
    private boolean empty;

    void wrap(byte[] unit, int start, int length) {
        bytes = unit;
        at = start;
        end = start + length;
    }

    /// Goes to the next start or end tag.
    boolean next() {
        while (true) {
            int open = Bytes.indexOf(bytes, at, end, '<');
            if (open < 0 || open + 1 == end) {
                return false;
            }
            at = open + 1;
            closes = Bytes.u8(bytes, at) == '/';
            at += closes ? 1 : 0;
            nameStart = at;
            while (at < end && isName(Bytes.u8(bytes, at))) {
                at++;
            }
            nameEnd = at;
            valueStart = at;
            valueEnd = at;
            attributes();
            if (nameEnd > nameStart) {
                return true;
            }
        }
    }

    /// Whether the tag ends an element.
    boolean isEnd() {
        return closes;
    }

    /// Whether the element has nothing inside.
    boolean isEmpty() {
        return empty;
    }

    boolean isNamed(String name) {
        return nameEnd - nameStart == name.length() && Bytes.startsWith(bytes, nameStart, name);
    }

    /// Whether the name begins so.
    boolean isOf(String prefix) {
        return nameEnd - nameStart > prefix.length() && Bytes.startsWith(bytes, nameStart, prefix);
    }

    /// Whether attribute `V` has more than blanks.
    boolean hasValue() {
        for (int i = valueStart; i < valueEnd; i++) {
            if (!RootElement.isBlank(Bytes.u8(bytes, i))) {
                return true;
            }
        }
        return false;
    }

    int valueStart() {
        return valueStart;
    }

    int valueEnd() {
        return valueEnd;
    }

    /// Passes over the attributes, in quotation marks of either kind, to behind the tag's end.
    private void attributes() {
        empty = false;
        int attribute = nameEnd;
        while (at < end) {
            int b = Bytes.u8(bytes, at);
            if (b == '>') {
                empty = at > nameEnd && Bytes.u8(bytes, at - 1) == '/';
                at++;
                return;
            }
            if (b == '<') {
                return; // the tag was not ended
            }
            if (b == '"' || b == '\'') {
                int close = Bytes.indexOf(bytes, at + 1, end, b);
                int stop = close < 0 ? end : close;
                if (isV(attribute, at)) {
                    valueStart = at + 1;
                    valueEnd = stop;
                }
                at = Math.min(stop + 1, end);
                attribute = at;
            } else {
                at++;
            }
        }
    }

    /// Whether `[from, quote)` is blanks, `V`, blanks, `=` and blanks.
    private boolean isV(int from, int quote) {
        boolean name = false;
        boolean equals = false;
        for (int i = from; i < quote; i++) {
            int b = Bytes.u8(bytes, i);
            if (RootElement.isBlank(b)) {
                continue;
            }
            if (!name && b == 'V') {
                name = true;
            } else if (name && !equals && b == '=') {
                equals = true;
            } else {
                return false;
            }
        }
        return equals;
    }

    private static boolean isName(int b) {
        return b >= 'A' && b <= 'Z'
                || b >= 'a' && b <= 'z'
                || b >= '0' && b <= '9'
                || b == '.'
                || b == '_'
                || b == '-'
                || b == ':';
    }
}
