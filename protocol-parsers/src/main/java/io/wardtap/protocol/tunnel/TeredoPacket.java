package io.wardtap.protocol.tunnel;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.link.EtherType;
import io.wardtap.protocol.net.Ipv6Packet;
import io.wardtap.protocol.status.DecodeStatus;

/// IPv6 in UDP by Teredo (RFC 4380 5.1.1): an IPv6 packet that fills the datagram, perhaps behind an
/// authentication header, an origin indication, or both in that order. Trailers (RFC 6081 4) may
/// follow.
///
///     authentication: | 0001 | id length 1 | value length 1 | id | value | nonce 8 | confirmation 1 |
///     origin:         | 0000 | port 2 | address 4 |
///
/// Any thread.
final class TeredoPacket {
    private static final int AUTHENTICATION = 0x0001;
    private static final int AUTHENTICATION_BYTES = 13; // without id and value
    private static final int ORIGIN = 0x0000;
    private static final int ORIGIN_BYTES = 8;

    private TeredoPacket() {}

    static DecodeStatus open(byte[] bytes, int start, int end, long wireEnd, Tunnel tunnel) {
        int at = start;
        if (end - at >= AUTHENTICATION_BYTES && Bytes.u16(bytes, at) == AUTHENTICATION) {
            at += AUTHENTICATION_BYTES + Bytes.u8(bytes, at + 2) + Bytes.u8(bytes, at + 3);
        }
        if (end - at >= ORIGIN_BYTES && Bytes.u16(bytes, at) == ORIGIN) {
            at += ORIGIN_BYTES;
        }
        if (end - at < Ipv6Packet.HEADER_BYTES || Ipv6Packet.version(bytes, at) != 6) {
            return DecodeStatus.UNSUPPORTED;
        }
        long innerEnd = at + (long) Ipv6Packet.HEADER_BYTES + Ipv6Packet.payloadLength(bytes, at);
        return innerEnd <= wireEnd
                ? tunnel.opened(TunnelKind.TEREDO, EtherType.IPV6, at, innerEnd)
                : DecodeStatus.UNSUPPORTED;
    }
}
