package io.wardtap.appliance.pipeline;

import io.wardtap.protocol.DecodedPacket;
import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.net.IpProtocol;
import io.wardtap.protocol.net.Ipv4Packet;
import io.wardtap.protocol.net.Ipv6Extensions;
import io.wardtap.protocol.net.Ipv6Packet;
import io.wardtap.protocol.transport.TcpSegment;
import io.wardtap.protocol.transport.UdpDatagram;

/// Copies of a packet what cannot hold a patient's data: the fixed headers from link to transport.
/// Options of IPv4 and TCP, what IPv6 extension headers carry and everything behind the transport
/// header stay zero. Any thread.
final class PacketHeaders {
    private static final int EXTENSION_HEAD = 2; // next header, length
    private static final int ICMP_HEAD = 4; // type, code, checksum

    private PacketHeaders() {}

    /// Writes into zeroes.
    ///
    /// @param packet as decoded from `bytes` at `start`; an IP packet
    /// @param room bytes that may be written
    /// @return bytes up to the end of the last header written
    static int copy(
            DecodedPacket packet, byte[] bytes, int start, byte[] to, int toStart, int room) {
        int ip = packet.ipStart() - start;
        boolean four = packet.ipVersion() == 4;
        int end = ip + (four ? Ipv4Packet.MIN_HEADER_BYTES : Ipv6Packet.HEADER_BYTES);
        if (end > room) {
            return 0;
        }
        Bytes.copy(bytes, start, to, toStart, end);
        int transport =
                four
                        ? ip + Ipv4Packet.headerBytes(bytes, packet.ipStart())
                        : extensions(packet, bytes, start, to, toStart, end, room);
        int fixed = packet.hasTransport() ? fixedBytes(packet.ipProtocol()) : 0;
        if (fixed == 0 || transport < 0 || transport + fixed > room) {
            return end;
        }
        Bytes.copy(bytes, start + transport, to, toStart + transport, fixed);
        return transport + fixed;
    }

    private static int fixedBytes(int protocol) {
        return switch (protocol) {
            case IpProtocol.TCP -> TcpSegment.MIN_HEADER_BYTES;
            case IpProtocol.UDP -> UdpDatagram.HEADER_BYTES;
            case IpProtocol.ICMP, IpProtocol.ICMPV6 -> ICMP_HEAD;
            default -> 0;
        };
    }

    /// Copies of each extension header what leads to the next.
    ///
    /// @return where the transport header begins; -1 when that is not within `room`
    private static int extensions(
            DecodedPacket packet,
            byte[] bytes,
            int start,
            byte[] to,
            int toStart,
            int first,
            int room) {
        int at = first;
        int type = Ipv6Packet.nextHeader(bytes, packet.ipStart());
        if (!packet.hasTransport()) {
            return -1; // the chain may be cut
        }
        for (int i = 0; i < Ipv6Extensions.MAX_HEADERS && Ipv6Extensions.isExtension(type); i++) {
            if (at + Ipv6Extensions.MIN_BYTES > room) {
                return -1;
            }
            Bytes.copy(bytes, start + at, to, toStart + at, EXTENSION_HEAD);
            int length = Ipv6Extensions.lengthBytes(bytes, start + at, type);
            type = Ipv6Extensions.nextHeader(bytes, start + at);
            at += length;
        }
        return at;
    }
}
