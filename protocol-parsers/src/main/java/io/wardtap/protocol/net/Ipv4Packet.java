package io.wardtap.protocol.net;

import io.wardtap.protocol.bytes.Bytes;

/// The header of an IPv4 packet (RFC 791 3.1).
///
///     0: version 4 | header length 4 | type of service 8 | total length 16
///     4: identification 16                   | flags 3 | fragment offset 13
///     8: time to live 8 | protocol 8         | header checksum 16
///     12: source 32
///     16: destination 32
///     20: options up to the header length
///
/// Callers check that [#MIN_HEADER_BYTES] are there. Any thread.
public final class Ipv4Packet {
    public static final int MIN_HEADER_BYTES = 20;

    /// IPv4 addresses as the low word of an IPv4-mapped IPv6 address (RFC 4291 2.5.5.2).
    public static final long MAPPED = 0xFFFF_0000_0000L;

    private static final int MORE_FRAGMENTS = 0x2000;
    private static final int OFFSET_MASK = 0x1FFF;

    private Ipv4Packet() {}

    public static int version(byte[] bytes, int start) {
        return Bytes.u8(bytes, start) >>> 4;
    }

    public static int headerBytes(byte[] bytes, int start) {
        return (Bytes.u8(bytes, start) & 0x0F) << 2;
    }

    /// Bytes of header and payload; 0 where the network card was to cut the packet up (segmentation
    /// offload).
    public static int totalLength(byte[] bytes, int start) {
        return Bytes.u16(bytes, start + 2);
    }

    /// Flags and fragment offset.
    public static int fragmentField(byte[] bytes, int start) {
        return Bytes.u16(bytes, start + 6);
    }

    public static boolean isFragment(int fragmentField) {
        return (fragmentField & (MORE_FRAGMENTS | OFFSET_MASK)) != 0;
    }

    public static boolean isFirst(int fragmentField) {
        return (fragmentField & OFFSET_MASK) == 0;
    }

    /// In bytes.
    public static int fragmentOffset(int fragmentField) {
        return (fragmentField & OFFSET_MASK) << 3;
    }

    public static boolean hasMoreFragments(int fragmentField) {
        return (fragmentField & MORE_FRAGMENTS) != 0;
    }

    public static int identification(byte[] bytes, int start) {
        return Bytes.u16(bytes, start + 4);
    }

    public static int protocol(byte[] bytes, int start) {
        return Bytes.u8(bytes, start + 9);
    }

    /// As the low word of a mapped address.
    public static long source(byte[] bytes, int start) {
        return MAPPED | Bytes.u32(bytes, start + 12);
    }

    /// As the low word of a mapped address.
    public static long destination(byte[] bytes, int start) {
        return MAPPED | Bytes.u32(bytes, start + 16);
    }
}
