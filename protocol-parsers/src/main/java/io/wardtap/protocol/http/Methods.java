package io.wardtap.protocol.http;

import io.wardtap.protocol.bytes.Bytes;

/// Request methods (RFC 9110 section 9, RFC 5789, RFC 4918, RFC 3253, UPnP's eventing) by number.
/// Any thread; allocates nothing.
final class Methods {
    static final int OTHER = 0;
    static final int GET = 1;
    static final int HEAD = 2;
    static final int POST = 3;
    static final int PUT = 4;
    static final int DELETE = 5;
    static final int PATCH = 6;
    static final int OPTIONS = 7;
    static final int CONNECT = 8;

    private static final String[] NAMES = {
        "other",
        "GET",
        "HEAD",
        "POST",
        "PUT",
        "DELETE",
        "PATCH",
        "OPTIONS",
        "CONNECT",
        "TRACE",
        "PROPFIND",
        "PROPPATCH",
        "MKCOL",
        "COPY",
        "MOVE",
        "LOCK",
        "UNLOCK",
        "REPORT",
        "SEARCH",
        "SUBSCRIBE",
        "UNSUBSCRIBE",
        "NOTIFY",
        "M-SEARCH",
    };

    private Methods() {}

    static int of(byte[] bytes, int start, int length) {
        for (int i = 1; i < NAMES.length; i++) {
            if (Bytes.isText(bytes, start, length, NAMES[i])) {
                return i;
            }
        }
        return OTHER;
    }

    /// As outputs show it.
    static String name(int method) {
        return NAMES[method];
    }
}
