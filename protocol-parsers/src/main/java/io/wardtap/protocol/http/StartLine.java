package io.wardtap.protocol.http;

import io.wardtap.protocol.bytes.Bytes;

/// View of a request line or status line (RFC 9112 sections 3 and 4). Valid as long as the bytes;
/// one thread at a time.
final class StartLine {
    /// Longer methods are none.
    static final int MAX_METHOD_BYTES = 20;

    private static final String VERSION = "HTTP/1.";
    private static final int VERSION_BYTES = 8;

    private boolean response;
    private int method;
    private int targetStart;
    private int targetLength;
    private int minorVersion;
    private int status;

    /// Whether these bytes, a line without its end, are a start line of HTTP/1.x.
    static boolean isStartLine(byte[] bytes, int start, int end) {
        return isVersion(bytes, start, end)
                ? isStatusLine(bytes, start, end)
                : isRequestLine(bytes, start, end);
    }

    /// Binds the line in these bytes, without its end.
    ///
    /// @return whether it is a start line of HTTP/1.x
    boolean wrap(byte[] bytes, int start, int end) {
        if (!isStartLine(bytes, start, end)) {
            return false;
        }
        response = isVersion(bytes, start, end);
        method = Methods.OTHER;
        status = 0;
        targetStart = start;
        targetLength = 0;
        if (response) {
            int at = start + VERSION_BYTES;
            minorVersion = Bytes.u8(bytes, at - 1) - '0';
            for (int i = 1; i <= 3; i++) {
                status = status * 10 + Bytes.u8(bytes, at + i) - '0';
            }
        } else {
            int length = methodLength(bytes, start, end);
            method = Methods.of(bytes, start, length);
            minorVersion = Bytes.u8(bytes, end - 1) - '0';
            targetStart = start + length + 1;
            targetLength = end - VERSION_BYTES - 1 - targetStart;
        }
        return true;
    }

    private static boolean isStatusLine(byte[] bytes, int start, int end) {
        int at = start + VERSION_BYTES;
        if (end - at < 4 || Bytes.u8(bytes, at) != ' ' || Bytes.u8(bytes, at + 1) == '0') {
            return false;
        }
        for (int i = 1; i <= 3; i++) {
            int b = Bytes.u8(bytes, at + i);
            if (b < '0' || b > '9') {
                return false;
            }
        }
        return end - at == 4 || Bytes.u8(bytes, at + 4) == ' ';
    }

    private static boolean isRequestLine(byte[] bytes, int start, int end) {
        int space = start + methodLength(bytes, start, end);
        int version = end - VERSION_BYTES;
        return space > start
                && space < end
                && Bytes.u8(bytes, space) == ' '
                && version > space + 2
                && isVersion(bytes, version, end)
                && Bytes.u8(bytes, version - 1) == ' '
                && isTarget(bytes, space + 1, version - 1 - (space + 1));
    }

    /// Letters and hyphens that may be a method, at most [#MAX_METHOD_BYTES] and one.
    static int methodLength(byte[] bytes, int start, int end) {
        int at = start;
        int to = Math.min(end, start + MAX_METHOD_BYTES + 1);
        while (at < to && isMethod(Bytes.u8(bytes, at))) {
            at++;
        }
        return at - start > MAX_METHOD_BYTES ? 0 : at - start;
    }

    private static boolean isMethod(int b) {
        return b >= 'A' && b <= 'Z' || b == '-' || b == '_';
    }

    private static boolean isTarget(byte[] bytes, int start, int length) {
        for (int i = 0; i < length; i++) {
            int b = Bytes.u8(bytes, start + i);
            if (b < ' ' || b == 0x7F) {
                return false;
            }
        }
        return true;
    }

    private static boolean isVersion(byte[] bytes, int at, int end) {
        if (end - at < VERSION_BYTES || !Bytes.startsWith(bytes, at, VERSION)) {
            return false;
        }
        int minor = Bytes.u8(bytes, at + VERSION.length());
        return minor >= '0' && minor <= '9';
    }

    boolean isResponse() {
        return response;
    }

    /// One of [Methods].
    int method() {
        return method;
    }

    int targetStart() {
        return targetStart;
    }

    int targetLength() {
        return targetLength;
    }

    int minorVersion() {
        return minorVersion;
    }

    int status() {
        return status;
    }
}
