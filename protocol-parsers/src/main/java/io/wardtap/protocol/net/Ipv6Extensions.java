package io.wardtap.protocol.net;

import io.wardtap.protocol.bytes.Bytes;

/// Extension headers of IPv6 (RFC 8200 4; Authentication: RFC 4302 2.2; Mobility: RFC 6275 6.1.1;
/// Host Identity: RFC 7401 5.1; Shim6: RFC 5533 5.1). All but Fragment say their own length.
///
///     0             1                  2
///     | next header | length (8-byte units after the first 8; Authentication: 4-byte units less 2) | ...
///     Fragment: | next header | reserved 8 | offset 13 | reserved 2 | more 1 | identification 32 |
///
/// Callers check that [#MIN_BYTES] are there. Any thread.
public final class Ipv6Extensions {
    /// The shortest extension header, and the length of Fragment.
    public static final int MIN_BYTES = 8;

    /// Extension headers followed in one packet: the order that RFC 8200 4.1 recommends has seven.
    public static final int MAX_HEADERS = 8;

    private static final int OFFSET_AND_MORE = 0xFFF9;
    private static final int OFFSET = 0xFFF8;
    private static final int MORE = 1;

    private Ipv6Extensions() {}

    public static boolean isExtension(int nextHeader) {
        return switch (nextHeader) {
            case IpProtocol.HOP_BY_HOP,
                    IpProtocol.ROUTING,
                    IpProtocol.FRAGMENT,
                    IpProtocol.AUTHENTICATION,
                    IpProtocol.DESTINATION_OPTIONS,
                    IpProtocol.MOBILITY,
                    IpProtocol.HOST_IDENTITY,
                    IpProtocol.SHIM6 ->
                    true;
            default -> false;
        };
    }

    public static int nextHeader(byte[] bytes, int start) {
        return Bytes.u8(bytes, start);
    }

    /// Bytes of the extension header at `start`, whose type is `type`.
    public static int lengthBytes(byte[] bytes, int start, int type) {
        return switch (type) {
            case IpProtocol.FRAGMENT -> MIN_BYTES;
            case IpProtocol.AUTHENTICATION -> (Bytes.u8(bytes, start + 1) + 2) << 2;
            default -> (Bytes.u8(bytes, start + 1) + 1) << 3;
        };
    }

    /// Offset and more flag of a Fragment header.
    public static int fragmentField(byte[] bytes, int start) {
        return Bytes.u16(bytes, start + 2);
    }

    /// Not so for an atomic fragment, a whole packet that has the header nevertheless (RFC 6946).
    public static boolean isFragment(int fragmentField) {
        return (fragmentField & OFFSET_AND_MORE) != 0;
    }

    public static boolean isFirst(int fragmentField) {
        return (fragmentField & OFFSET) == 0;
    }

    /// In bytes.
    public static int fragmentOffset(int fragmentField) {
        return fragmentField & OFFSET;
    }

    public static boolean hasMoreFragments(int fragmentField) {
        return (fragmentField & MORE) != 0;
    }

    /// Of a Fragment header.
    public static int identification(byte[] bytes, int start) {
        return (int) Bytes.u32(bytes, start + 4);
    }
}
