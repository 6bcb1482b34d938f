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

    /// Values from here on are types, see [EthernetFrame#MAX_LENGTH] for those that are lengths.
    public static final int MIN = 0x0600;

    private EtherType() {}
}
