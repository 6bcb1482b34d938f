package io.wardtap.protocol;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.net.IpProtocol;
import io.wardtap.protocol.net.Ipv4Packet;

/// Whether a decoded packet's checksums are right (RFC 1071). What cannot be told counts as right:
/// packets cut by the capture, UDP over IPv4 without a checksum, IPv6 with a routing header, whose
/// last destination the checksum means (RFC 8200 8.1). Any thread; allocates nothing.
public final class Checksums {
    private static final int ALL = 0xFFFF;
    private static final int UDP_CHECKSUM = 6;

    private Checksums() {}

    /// Of an IPv4 packet's header; right for other packets.
    public static boolean isHeaderRight(DecodedPacket packet, byte[] bytes) {
        if (packet.ipVersion() != 4 || packet.isReassembled()) {
            return true;
        }
        int length = Ipv4Packet.headerBytes(bytes, packet.ipStart());
        return fold(sum(bytes, packet.ipStart(), length)) == ALL;
    }

    /// Of the TCP segment or UDP datagram; right for other packets.
    public static boolean isTransportRight(DecodedPacket packet, byte[] bytes) {
        int protocol = packet.ipProtocol();
        boolean udp = protocol == IpProtocol.UDP;
        if (!packet.hasTransport()
                || !udp && protocol != IpProtocol.TCP
                || packet.payloadLength() != packet.payloadWireLength()
                || packet.isRouted()) {
            return true;
        }
        int start = packet.transportStart();
        if (udp && packet.ipVersion() == 4 && Bytes.u16(bytes, start + UDP_CHECKSUM) == 0) {
            return true;
        }
        int length = packet.payloadStart() - start + packet.payloadLength();
        long pseudo = address(packet.sourceHigh(), packet.sourceLow(), packet.ipVersion());
        pseudo += address(packet.destinationHigh(), packet.destinationLow(), packet.ipVersion());
        return fold(pseudo + protocol + length + sum(bytes, start, length)) == ALL;
    }

    private static long address(long high, long low, int version) {
        if (version == 4) {
            return low & 0xFFFF_FFFFL;
        }
        return (high >>> 32) + (high & 0xFFFF_FFFFL) + (low >>> 32) + (low & 0xFFFF_FFFFL);
    }

    /// The 16-bit words' sum, not folded: four bytes at a time sum the same modulo 2^16 - 1.
    private static long sum(byte[] bytes, int start, int length) {
        long sum = 0;
        int at = start;
        int end = start + length;
        for (; at + 4 <= end; at += 4) {
            sum += Bytes.u32(bytes, at);
        }
        if (at + 2 <= end) {
            sum += Bytes.u16(bytes, at);
            at += 2;
        }
        return at < end ? sum + (Bytes.u8(bytes, at) << 8) : sum;
    }

    private static int fold(long sum) {
        long folded = sum;
        while (folded >>> 16 != 0) {
            folded = (folded & ALL) + (folded >>> 16);
        }
        return (int) folded;
    }
}
