package io.wardtap.protocol.link;

/// LINKTYPE_ values of capture files that Wardtap reads (pcap-linktype(7)).
public final class LinkType {
    /// BSD loopback: address family in the byte order of the capturing host.
    public static final int NULL = 0;

    public static final int ETHERNET = 1;

    /// Raw IP as some BSDs number it.
    public static final int RAW_BSD = 12;

    /// Raw IP as OpenBSD numbers it.
    public static final int RAW_OPENBSD = 14;

    /// Raw IP, the version as in the first nibble.
    public static final int RAW = 101;

    /// OpenBSD loopback: address family in network byte order.
    public static final int LOOP = 108;

    public static final int LINUX_SLL = 113;
    public static final int IPV4 = 228;
    public static final int IPV6 = 229;
    public static final int LINUX_SLL2 = 276;

    private LinkType() {}

    /// Whether packets of such links are decoded.
    public static boolean isRead(int type) {
        return switch (type) {
            case NULL, ETHERNET, RAW_BSD, RAW_OPENBSD, RAW, LOOP, LINUX_SLL -> true;
            case IPV4, IPV6, LINUX_SLL2 -> true;
            default -> false;
        };
    }
}
