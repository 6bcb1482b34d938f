package io.wardtap.protocol.link;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.status.DecodeStatus;

/// One ARP packet that joins 48-bit link addresses and IPv4 addresses (RFC 826).
///
///     0          2          4    5    6           8              14             18             24
///     | hardware | protocol | 6 | 4 | operation | sender MAC 6 | sender IP 4 | target MAC 6 | target IP 4 |
///
/// Callers check that [#BYTES] are there. Any thread.
public final class ArpPacket {
    public static final int BYTES = 28;
    public static final int REQUEST = 1;
    public static final int REPLY = 2;
    private static final int HARDWARE_ETHERNET = 1;
    private static final int MAC_AND_IPV4 = 0x0604; // both address lengths

    private ArpPacket() {}

    /// OK: the accessors may be used. UNSUPPORTED: addresses of another kind.
    public static DecodeStatus check(byte[] bytes, int start) {
        int hardware = Bytes.u16(bytes, start);
        int protocol = Bytes.u16(bytes, start + 2);
        if (Bytes.u16(bytes, start + 4) == MAC_AND_IPV4) {
            return protocol == EtherType.IPV4 ? DecodeStatus.OK : DecodeStatus.UNSUPPORTED;
        }
        boolean ours = hardware == HARDWARE_ETHERNET && protocol == EtherType.IPV4;
        return ours ? DecodeStatus.MALFORMED : DecodeStatus.UNSUPPORTED;
    }

    public static int operation(byte[] bytes, int start) {
        return Bytes.u16(bytes, start + 6);
    }

    /// 48 bits.
    public static long senderMac(byte[] bytes, int start) {
        return Bytes.u64(bytes, start + 8) >>> 16;
    }

    /// IPv4.
    public static int senderAddress(byte[] bytes, int start) {
        return Bytes.i32(bytes, start + 14);
    }

    /// 48 bits.
    public static long targetMac(byte[] bytes, int start) {
        return Bytes.u64(bytes, start + 18) >>> 16;
    }

    /// IPv4.
    public static int targetAddress(byte[] bytes, int start) {
        return Bytes.i32(bytes, start + 24);
    }
}
