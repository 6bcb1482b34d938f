package io.wardtap.protocol.tunnel;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.link.EtherType;
import io.wardtap.protocol.link.EthernetFrame;
import io.wardtap.protocol.net.Ipv4Packet;
import io.wardtap.protocol.net.Ipv6Packet;
import io.wardtap.protocol.status.DecodeStatus;

/// An MPLS label stack (RFC 3032 2.1) and what is below it, which no field names: IP, or an Ethernet
/// pseudowire with or without a control word (RFC 4448 4.6, RFC 4385 3).
///
///     0                    20   23  24    32
///     | label 20           | TC 3 | S 1 | TTL 8 | ... until S is set
///     control word: | 0000 | flags 4 | FRG 2 | length 6 | sequence 16 |
///
/// The first four bits below the stack tell: 4 and 6 are IP when the lengths there agree (a MAC may
/// begin with them, too), else the place of a known ether type decides between both kinds of
/// pseudowire. 1 is an associated channel (RFC 5586 2.1). Any thread.
public final class MplsStack {
    /// Labels of one stack; networks use up to five, and a pair more with entropy labels (RFC
    /// 6790).
    static final int MAX_LABELS = 16;

    private static final int ENTRY_BYTES = 4;
    private static final int BOTTOM = 0x01; // in the third byte
    private static final int CONTROL_WORD_BYTES = 4;
    private static final int FRAME_TYPE = 12;
    private static final int ASSOCIATED_CHANNEL = 1;

    private MplsStack() {}

    /// @param end of the captured bytes
    /// @param wireEnd of the bytes on the wire
    public static DecodeStatus open(byte[] bytes, int start, int end, long wireEnd, Tunnel tunnel) {
        int at = start;
        for (int i = 0; i < MAX_LABELS; i++) {
            if (end - at < ENTRY_BYTES) {
                return Tunnel.cut(at + (long) ENTRY_BYTES, wireEnd);
            }
            boolean bottom = (Bytes.u8(bytes, at + 2) & BOTTOM) != 0;
            at += ENTRY_BYTES;
            if (bottom) {
                return below(bytes, at, end, wireEnd, tunnel);
            }
        }
        return DecodeStatus.MALFORMED;
    }

    private static DecodeStatus below(byte[] bytes, int at, int end, long wireEnd, Tunnel tunnel) {
        if (end == at) {
            return Tunnel.cut(at + 1L, wireEnd);
        }
        int first = Bytes.u8(bytes, at) >>> 4;
        if (first == 4 && isFrame(bytes, at, end) && !isIpv4(bytes, at, end, wireEnd)
                || first == 6 && isFrame(bytes, at, end) && !isIpv6(bytes, at, end, wireEnd)) {
            return frame(at, wireEnd, tunnel);
        }
        return switch (first) {
            case 4 -> tunnel.opened(TunnelKind.MPLS, EtherType.IPV4, at, wireEnd);
            case 6 -> tunnel.opened(TunnelKind.MPLS, EtherType.IPV6, at, wireEnd);
            case 0 -> pseudowire(bytes, at, end, wireEnd, tunnel);
            case ASSOCIATED_CHANNEL ->
                    isFrame(bytes, at, end)
                            ? frame(at, wireEnd, tunnel)
                            : tunnel.unread(TunnelKind.MPLS);
            default -> frame(at, wireEnd, tunnel);
        };
    }

    private static DecodeStatus pseudowire(
            byte[] bytes, int at, int end, long wireEnd, Tunnel tunnel) {
        if (isFrame(bytes, at, end)) {
            return frame(at, wireEnd, tunnel);
        }
        int behind = at + CONTROL_WORD_BYTES;
        if (behind > end) {
            return Tunnel.cut(behind, wireEnd);
        }
        // a control word that says nothing, or an ether type where it must be behind one
        boolean word = Bytes.i32(bytes, at) == 0 || isFrame(bytes, behind, end);
        return frame(word ? behind : at, wireEnd, tunnel);
    }

    private static DecodeStatus frame(int at, long wireEnd, Tunnel tunnel) {
        return tunnel.opened(TunnelKind.MPLS, Tunnel.FRAME, at, wireEnd);
    }

    private static boolean isFrame(byte[] bytes, int at, int end) {
        return end - at >= EthernetFrame.HEADER_BYTES
                && EtherType.isRead(Bytes.u16(bytes, at + FRAME_TYPE));
    }

    private static boolean isIpv4(byte[] bytes, int at, int end, long wireEnd) {
        if (end - at < Ipv4Packet.MIN_HEADER_BYTES) {
            return true;
        }
        int header = Ipv4Packet.headerBytes(bytes, at);
        int total = Ipv4Packet.totalLength(bytes, at);
        return header >= Ipv4Packet.MIN_HEADER_BYTES && total >= header && at + total <= wireEnd;
    }

    private static boolean isIpv6(byte[] bytes, int at, int end, long wireEnd) {
        return end - at < Ipv6Packet.HEADER_BYTES
                || at + (long) Ipv6Packet.HEADER_BYTES + Ipv6Packet.payloadLength(bytes, at)
                        <= wireEnd;
    }
}
