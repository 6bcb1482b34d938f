package io.wardtap.protocol.net;

import io.wardtap.protocol.bytes.Bytes;

/// What all messages of ICMP (RFC 792) and ICMPv6 (RFC 4443 2.1) begin with.
///
///     0      1      2          4
///     | type | code | checksum | ...
///
/// Callers check that [#HEADER_BYTES] are there. Any thread.
public final class Icmp {
    public static final int HEADER_BYTES = 4;

    private Icmp() {}

    public static int type(byte[] bytes, int start) {
        return Bytes.u8(bytes, start);
    }

    public static int code(byte[] bytes, int start) {
        return Bytes.u8(bytes, start + 1);
    }
}
