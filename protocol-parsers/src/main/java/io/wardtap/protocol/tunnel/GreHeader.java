package io.wardtap.protocol.tunnel;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.link.EtherType;
import io.wardtap.protocol.status.DecodeStatus;

/// The GRE header (RFC 2784 2, RFC 2890 2) and what travels behind it: any ether type, Ethernet
/// frames, NVGRE (RFC 7637 3.2) and ERSPAN.
///
///     0                                              2               4
///     | C | R | K | S | reserved 9 | version 3 | protocol type | checksum, reserved (C)
///     | key (K): for NVGRE subnet 24, flow 8 | sequence (S) | ...
///
/// Version 1 (PPTP, RFC 2637) and source routes (R, RFC 1701) are not read. Any thread.
final class GreHeader {
    private static final int BASE_BYTES = 4;
    private static final int WORD_BYTES = 4;
    private static final int CHECKSUM = 0x8000;
    private static final int ROUTING = 0x4000;
    private static final int KEY = 0x2000;
    private static final int SEQUENCE = 0x1000;
    private static final int VERSION = 0x0007;

    /// Subnets below are reserved (RFC 7637 3.2).
    private static final int MIN_SUBNET = 0x1000;

    /// Switches of virtual machines that mirror through plain GRE say in this bit of the key which
    /// way a frame went.
    private static final int MIRRORED_DIRECTION = 0x0200_0000;

    private GreHeader() {}

    /// @param end of the captured bytes
    /// @param wireEnd of the bytes on the wire
    static DecodeStatus open(byte[] bytes, int start, int end, long wireEnd, Tunnel tunnel) {
        if (end - start < BASE_BYTES) {
            return Tunnel.cut(start + (long) BASE_BYTES, wireEnd);
        }
        int flags = Bytes.u16(bytes, start);
        int type = Bytes.u16(bytes, start + 2);
        if ((flags & (ROUTING | VERSION)) != 0) {
            return tunnel.unread(TunnelKind.GRE);
        }
        int keyAt = start + BASE_BYTES + words(flags & CHECKSUM);
        int inner = keyAt + words(flags & KEY) + words(flags & SEQUENCE);
        if (inner > end) {
            return Tunnel.cut(inner, wireEnd);
        }
        int key = (flags & KEY) != 0 ? Bytes.i32(bytes, keyAt) : 0;
        return switch (type) {
            case EtherType.ERSPAN ->
                    (flags & SEQUENCE) == 0
                            ? tunnel.opened(TunnelKind.ERSPAN, Tunnel.FRAME, inner, wireEnd)
                            : ErspanHeader.openII(bytes, inner, end, wireEnd, tunnel);
            case EtherType.ERSPAN_III -> ErspanHeader.openIII(bytes, inner, end, wireEnd, tunnel);
            case EtherType.ETHERNET_BRIDGING -> frame(flags, key, inner, wireEnd, tunnel);
            default ->
                    EtherType.isRead(type)
                            ? tunnel.opened(TunnelKind.GRE, type, inner, wireEnd, key)
                            : tunnel.unread(TunnelKind.GRE);
        };
    }

    private static DecodeStatus frame(int flags, int key, int inner, long wireEnd, Tunnel tunnel) {
        int network = key & ~MIRRORED_DIRECTION;
        int subnet = network >>> 8;
        boolean keyOnly = (flags & (CHECKSUM | KEY | SEQUENCE)) == KEY;
        return keyOnly && subnet >= MIN_SUBNET
                ? tunnel.opened(TunnelKind.NVGRE, Tunnel.FRAME, inner, wireEnd, subnet)
                : tunnel.opened(TunnelKind.GRE, Tunnel.FRAME, inner, wireEnd, network);
    }

    private static int words(int flag) {
        return flag != 0 ? WORD_BYTES : 0;
    }
}
