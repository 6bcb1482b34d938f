package io.wardtap.protocol.tunnel;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.link.EtherType;
import io.wardtap.protocol.status.DecodeStatus;

/// Frames that a switch mirrors through GRE (draft-foschiano-erspan-03 4.1 to 4.3). Type I has no
/// header at all: GRE without a sequence number.
///
///     II:  0                    2                                4                 8
///          | version 1, vlan 12 | COS 3, En 2, T 1, session 10 | reserved, index | frame
///     III: 0                    2                               4           8     10                       12
///          | version 2, vlan 12 | COS 3, BSO 2, T 1, session 10 | timestamp | SGT | P, FT 5, Hw 6, D, Gra 2, O | ...
///          O: | platform's own (8) |
///
/// Any thread.
final class ErspanHeader {
    private static final int II_BYTES = 8;
    private static final int III_BYTES = 12;
    private static final int PLATFORM_BYTES = 8;
    private static final int LAST_FIELD = 10;
    private static final int PLATFORM = 0x0001;
    private static final int FRAME_ETHERNET = 0;
    private static final int FRAME_IP = 2;

    private ErspanHeader() {}

    static DecodeStatus openII(byte[] bytes, int at, int end, long wireEnd, Tunnel tunnel) {
        if (end - at < II_BYTES) {
            return Tunnel.cut(at + (long) II_BYTES, wireEnd);
        }
        return version(bytes, at) == 1
                ? tunnel.opened(TunnelKind.ERSPAN, Tunnel.FRAME, at + II_BYTES, wireEnd)
                : tunnel.unread(TunnelKind.ERSPAN);
    }

    static DecodeStatus openIII(byte[] bytes, int at, int end, long wireEnd, Tunnel tunnel) {
        if (end - at < III_BYTES) {
            return Tunnel.cut(at + (long) III_BYTES, wireEnd);
        }
        if (version(bytes, at) != 2) {
            return tunnel.unread(TunnelKind.ERSPAN);
        }
        int fields = Bytes.u16(bytes, at + LAST_FIELD);
        int inner = at + III_BYTES + ((fields & PLATFORM) != 0 ? PLATFORM_BYTES : 0);
        if (inner > end) {
            return Tunnel.cut(inner, wireEnd);
        }
        return switch (fields >>> 10 & 0x1F) {
            case FRAME_ETHERNET -> tunnel.opened(TunnelKind.ERSPAN, Tunnel.FRAME, inner, wireEnd);
            case FRAME_IP -> ip(bytes, inner, end, wireEnd, tunnel);
            default -> tunnel.unread(TunnelKind.ERSPAN);
        };
    }

    private static DecodeStatus ip(byte[] bytes, int at, int end, long wireEnd, Tunnel tunnel) {
        if (at == end) {
            return Tunnel.cut(at + 1L, wireEnd);
        }
        int type = EtherType.ofIpVersion(Bytes.u8(bytes, at) >>> 4);
        return type != 0
                ? tunnel.opened(TunnelKind.ERSPAN, type, at, wireEnd)
                : tunnel.unread(TunnelKind.ERSPAN);
    }

    private static int version(byte[] bytes, int at) {
        return Bytes.u8(bytes, at) >>> 4;
    }
}
