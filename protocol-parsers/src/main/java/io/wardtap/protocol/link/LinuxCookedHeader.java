package io.wardtap.protocol.link;

import io.wardtap.protocol.bytes.Bytes;

/// The header that Linux puts in place of the link's when it captures on all interfaces: version 1
/// (LINKTYPE_LINUX_SLL) and version 2 (LINKTYPE_LINUX_SLL2).
///
///     v1: 0             2          4                6           14         16
///         | packet type | ARPHRD_ | address length | address 8 | protocol | ...
///     v2: 0          2          4                 8         10            11               12          20
///         | protocol | reserved | interface index | ARPHRD_ | packet type | address length | address 8 | ...
///
/// Callers check that [#V1_BYTES] or [#V2_BYTES] are there. Any thread.
public final class LinuxCookedHeader {
    public static final int V1_BYTES = 16;
    public static final int V2_BYTES = 20;

    /// Protocol value: an IEEE 802.2 LLC header follows (ETH_P_802_2).
    public static final int PROTOCOL_LLC = 4;

    private static final int MAC_BYTES = 6;

    private LinuxCookedHeader() {}

    public static int protocolV1(byte[] bytes, int start) {
        return Bytes.u16(bytes, start + 14);
    }

    public static int protocolV2(byte[] bytes, int start) {
        return Bytes.u16(bytes, start);
    }

    /// The sender's link address when it has 48 bits, else 0.
    public static long sourceMacV1(byte[] bytes, int start) {
        return mac(bytes, start + 6, Bytes.u16(bytes, start + 4));
    }

    /// The sender's link address when it has 48 bits, else 0.
    public static long sourceMacV2(byte[] bytes, int start) {
        return mac(bytes, start + 12, Bytes.u8(bytes, start + 11));
    }

    private static long mac(byte[] bytes, int at, int length) {
        return length == MAC_BYTES ? Bytes.u64(bytes, at) >>> 16 : 0;
    }
}
