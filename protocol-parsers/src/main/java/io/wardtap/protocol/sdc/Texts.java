package io.wardtap.protocol.sdc;

import io.wardtap.protocol.bytes.Bytes;

/// Finds texts and elements in XML. Stateless, any thread; allocates nothing.
final class Texts {
    private Texts() {}

    /// Where the text stands in `[from, to)`, or -1.
    static int find(byte[] bytes, int from, int to, String text) {
        int last = to - text.length();
        int at = from <= last ? Bytes.indexOf(bytes, from, last + 1, text.charAt(0)) : -1;
        while (at >= 0) {
            if (Bytes.startsWith(bytes, at, text)) {
                return at;
            }
            at = Bytes.indexOf(bytes, at + 1, last + 1, text.charAt(0));
        }
        return -1;
    }

    /// Where the local name begins of the element whose name begins at `at`.
    static int localName(byte[] bytes, int at, int end) {
        int local = at;
        for (int i = at; i < end && isName(Bytes.u8(bytes, i)); i++) {
            if (Bytes.u8(bytes, i) == ':') {
                local = i + 1;
            }
        }
        return local;
    }

    /// Whether the local name at `at` is this one.
    static boolean isElement(byte[] bytes, int at, int end, String name) {
        int behind = at + name.length();
        return behind < end
                && Bytes.startsWith(bytes, at, name)
                && !isName(Bytes.u8(bytes, behind));
    }

    static boolean isBlank(int b) {
        return b == ' ' || b == '\t' || b == '\r' || b == '\n';
    }

    private static boolean isName(int b) {
        return b >= 'A' && b <= 'Z'
                || b >= 'a' && b <= 'z'
                || b >= '0' && b <= '9'
                || b == ':'
                || b == '_'
                || b == '-'
                || b == '.';
    }
}
