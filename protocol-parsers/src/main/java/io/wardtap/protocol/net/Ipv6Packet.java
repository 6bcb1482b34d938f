package io.wardtap.protocol.net;

import io.wardtap.protocol.bytes.Bytes;

/// The fixed header of an IPv6 packet (RFC 8200 3).
///
///     0: version 4 | traffic class 8 | flow label 20
///     4: payload length 16 | next header 8 | hop limit 8
///     8: source 128
///     24: destination 128
///
/// Callers check that [#HEADER_BYTES] are there. Any thread.
public final class Ipv6Packet {
    public static final int HEADER_BYTES = 40;

    private Ipv6Packet() {}

    public static int version(byte[] bytes, int start) {
        return Bytes.u8(bytes, start) >>> 4;
    }

    /// Bytes behind the fixed header; 0 in a jumbogram (RFC 2675 3).
    public static int payloadLength(byte[] bytes, int start) {
        return Bytes.u16(bytes, start + 4);
    }

    public static int nextHeader(byte[] bytes, int start) {
        return Bytes.u8(bytes, start + 6);
    }

    public static long sourceHigh(byte[] bytes, int start) {
        return Bytes.u64(bytes, start + 8);
    }

    public static long sourceLow(byte[] bytes, int start) {
        return Bytes.u64(bytes, start + 16);
    }

    public static long destinationHigh(byte[] bytes, int start) {
        return Bytes.u64(bytes, start + 24);
    }

    public static long destinationLow(byte[] bytes, int start) {
        return Bytes.u64(bytes, start + 32);
    }
}
