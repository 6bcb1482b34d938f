package io.wardtap.protocol.xml;

import io.wardtap.protocol.bytes.Bytes;

/// Names of elements where they lie: ASCII letters, digits and `._-:` (of XML 1.0 section 2.3 what
/// standards use in theirs). Stateless, any thread; allocates nothing.
public final class XmlNames {
    private XmlNames() {}

    /// Where the name ends that begins at `at`; `at` itself where there is none.
    public static int end(byte[] bytes, int at, int end) {
        int behind = at;
        while (behind < end && isNameByte(Bytes.u8(bytes, behind))) {
            behind++;
        }
        return behind;
    }

    /// Where the local part begins of the name in `[start, end)`: behind its last colon.
    public static int local(byte[] bytes, int start, int end) {
        int local = end;
        while (local > start && Bytes.u8(bytes, local - 1) != ':') {
            local--;
        }
        return local;
    }

    /// White space (XML 1.0 section 2.3).
    public static boolean isBlank(int b) {
        return b == ' ' || b == '\t' || b == '\r' || b == '\n';
    }

    static boolean isNameByte(int b) {
        return b >= 'a' && b <= 'z'
                || b >= 'A' && b <= 'Z'
                || b >= '0' && b <= '9'
                || b == '.'
                || b == ':'
                || b == '_'
                || b == '-';
    }
}
