package io.wardtap.protocol.link;

import io.wardtap.protocol.bytes.Bytes;

/// The four bytes of a BSD loopback link: an address family (LINKTYPE_NULL, in the capturing host's
/// byte order, LINKTYPE_LOOP in network order). Families of IPv6 differ between systems.
///
/// Callers check that [#BYTES] are there. Any thread.
public final class LoopbackHeader {
    public static final int BYTES = 4;
    private static final int AF_INET = 2;
    private static final int AF_INET6_NETBSD = 24; // OpenBSD's and Npcap's, too
    private static final int AF_INET6_FREEBSD = 28;
    private static final int AF_INET6_DARWIN = 30;

    private LoopbackHeader() {}

    /// EtherType of the family, or 0 when it is neither IPv4 nor IPv6.
    ///
    /// @param hostOrder the family may stand in either byte order
    public static int etherType(byte[] bytes, int start, boolean hostOrder) {
        int family = Bytes.i32(bytes, start);
        return switch (hostOrder && family >>> 16 != 0 ? Integer.reverseBytes(family) : family) {
            case AF_INET -> EtherType.IPV4;
            case AF_INET6_NETBSD, AF_INET6_FREEBSD, AF_INET6_DARWIN -> EtherType.IPV6;
            default -> 0;
        };
    }
}
