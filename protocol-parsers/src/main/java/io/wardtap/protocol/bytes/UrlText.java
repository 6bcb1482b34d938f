package io.wardtap.protocol.bytes;

/// Names and values as queries and forms have them (URL Standard, section 5.1): escapes, and `+`
/// for a space. Any thread; allocates nothing.
public final class UrlText {
    private UrlText() {}

    /// Decodes `[start, end)` as far as there is room; an escape that is none stays as it is.
    ///
    /// @return bytes decoded
    public static int decode(byte[] bytes, int start, int end, byte[] to) {
        int n = 0;
        for (int at = start; at < end && n < to.length; at++) {
            int b = bytes[at];
            int high = b == '%' && at + 2 < end ? Character.digit(bytes[at + 1], 16) : -1;
            int low = high >= 0 ? Character.digit(bytes[at + 2], 16) : -1;
            if (low >= 0) {
                to[n++] = (byte) (high << 4 | low);
                at += 2;
            } else {
                to[n++] = (byte) (b == '+' ? ' ' : b);
            }
        }
        return n;
    }
}
