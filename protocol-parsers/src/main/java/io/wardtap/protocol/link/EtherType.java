package io.wardtap.protocol.link;

/// EtherType values that Wardtap reads (IANA registry of IEEE 802 numbers).
public final class EtherType {
    public static final int IPV4 = 0x0800;
    public static final int ARP = 0x0806;

    /// C-VLAN tag, IEEE 802.1Q.
    public static final int VLAN = 0x8100;

    public static final int IPV6 = 0x86DD;

    /// S-VLAN tag, IEEE 802.1ad.
    public static final int SERVICE_VLAN = 0x88A8;

    /// Outer tag of switches older than 802.1ad.
    public static final int OLD_SERVICE_VLAN = 0x9100;

    public static final int MPLS = 0x8847;

    /// MPLS with an upstream-assigned label (RFC 5332 3).
    public static final int MPLS_MULTICAST = 0x8848;

    public static final int PPPOE_SESSION = 0x8864;

    /// Ethernet frames in GRE and Geneve.
    public static final int ETHERNET_BRIDGING = 0x6558;

    /// Mirrored frames in GRE, ERSPAN types I and II.
    public static final int ERSPAN = 0x88BE;

    public static final int ERSPAN_III = 0x22EB;

    /// Values from here on are types, see [EthernetFrame#MAX_LENGTH] for those that are lengths.
    public static final int MIN = 0x0600;

    private EtherType() {}

    /// Whether what stands behind this type, itself or within, is read.
    public static boolean isRead(int type) {
        return switch (type) {
            case IPV4, ARP, VLAN, IPV6, SERVICE_VLAN, OLD_SERVICE_VLAN, MPLS, MPLS_MULTICAST ->
                    true;
            case PPPOE_SESSION -> true;
            default -> false;
        };
    }

    /// The type of IP of this version, or 0.
    public static int ofIpVersion(int version) {
        return switch (version) {
            case 4 -> IPV4;
            case 6 -> IPV6;
            default -> 0;
        };
    }
}
