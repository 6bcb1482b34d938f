package io.wardtap.protocol.http;

import io.wardtap.protocol.bytes.Bytes;

/// The header fields that are read (RFC 9110, RFC 9112). Any thread; allocates nothing.
enum HeaderName {
    OTHER(""),
    HOST("host"),
    USER_AGENT("user-agent"),
    SERVER("server"),
    CONTENT_TYPE("content-type"),
    CONTENT_LENGTH("content-length"),
    CONTENT_ENCODING("content-encoding"),
    TRANSFER_ENCODING("transfer-encoding"),
    AUTHORIZATION("authorization"),
    PROXY_AUTHORIZATION("proxy-authorization"),
    X_POWERED_BY("x-powered-by"),
    ACCEPT("accept");

    private static final HeaderName[] VALUES = values();

    private final String lower;

    HeaderName(String lower) {
        this.lower = lower;
    }

    static HeaderName of(byte[] bytes, int start, int length) {
        for (int i = 1; i < VALUES.length; i++) {
            HeaderName name = VALUES[i];
            if (name.lower.length() == length
                    && (Bytes.u8(bytes, start) | 0x20) == name.lower.charAt(0)
                    && HeaderLines.equalsLower(bytes, start, name.lower)) {
                return name;
            }
        }
        return OTHER;
    }
}
