package io.wardtap.appliance.pipeline;

import io.wardtap.protocol.DecodedPacket;
import io.wardtap.protocol.net.IpProtocol;
import io.wardtap.protocol.pcap.PacketRecord;
import io.wardtap.protocol.status.DecodeStatus;

/// Counts of each packet what of it could not be seen, for its interface. Confined to the lane's
/// thread; allocates nothing.
final class LaneSight {
    // frames to these groups stay between switches (IEEE 802.1Q table 8-1, Cisco's own)
    private static final long BRIDGE_GROUP = 0x0180_C200_0000L;
    private static final long BRIDGE_GROUP_MASK = 0xFFFF_FFFF_FFC0L;
    private static final long CISCO_GROUP = 0x0100_0CCC_CCC0L;
    private static final long CISCO_GROUP_MASK = 0xFFFF_FFFF_FFF0L;

    private final LaneCounters counters;

    LaneSight(LaneCounters counters) {
        this.counters = counters;
    }

    void onPacket(PacketRecord packet) {
        int at = packet.interfaceIndex;
        counters.see(at, Sight.PACKETS, 1);
        counters.see(at, Sight.BYTES, packet.capturedLength);
        if (packet.capturedLength < packet.wireLength) {
            counters.add(LaneCounters.TRUNCATED_PACKETS, 1);
            counters.see(at, Sight.CUT_PACKETS, 1);
            counters.see(at, Sight.CUT_BYTES, packet.wireLength - packet.capturedLength);
        }
    }

    void onDuplicate(PacketRecord packet) {
        counters.see(packet.interfaceIndex, Sight.DUPLICATES, 1);
        counters.see(packet.interfaceIndex, Sight.DUPLICATE_BYTES, packet.capturedLength);
    }

    /// A packet that goes on to its flow.
    void onFlowPacket(DecodedPacket decoded, PacketRecord packet) {
        int protocol = decoded.ipProtocol();
        if (protocol == IpProtocol.TCP) {
            return; // its gaps tell what was cut
        }
        if (packet.capturedLength < packet.wireLength) {
            counters.see(
                    packet.interfaceIndex,
                    Sight.CUT_DATAGRAM_BYTES,
                    packet.wireLength - packet.capturedLength);
        }
        if (!decoded.hasTransport()) {
            unreadProtocol(protocol, packet);
        }
    }

    private void unreadProtocol(int protocol, PacketRecord packet) {
        switch (protocol) {
            // IPv4, IPv6, GRE, EtherIP, L2TP and MPLS inside IP
            case 4, 41, 47, 97, 115, 137 -> unread(Sight.UNREAD_TUNNEL, packet);
            // ESP and AH
            case 50, 51 -> counters.see(packet.interfaceIndex, Sight.OPAQUE_IPSEC, 1);
            // routers among themselves: IGMP, EIGRP, OSPF, PIM, VRRP; and no payload at all
            case 2, 88, 89, 103, 112, IpProtocol.NO_NEXT_HEADER ->
                    counters.see(packet.interfaceIndex, Sight.CONTROL, 1);
            default -> counters.see(packet.interfaceIndex, Sight.OPAQUE_OTHER, 1);
        }
    }

    /// A packet that is neither of a flow nor ARP.
    void onUnread(DecodedPacket decoded, DecodeStatus status, PacketRecord packet) {
        if (decoded.isFragment()) {
            unread(Sight.UNREAD_FRAGMENT, packet);
        } else if (status == DecodeStatus.TRUNCATED) {
            unread(Sight.UNREAD_HEADERS_CUT, packet);
        } else if (status == DecodeStatus.MALFORMED) {
            unread(Sight.UNREAD_MALFORMED, packet);
        } else if (isControl(decoded.destinationMac())) {
            counters.see(packet.interfaceIndex, Sight.CONTROL, 1);
        } else if (carriesPackets(decoded.etherType())) {
            unread(Sight.UNREAD_TUNNEL, packet);
        } else if (decoded.event() != null && decoded.destinationMac() == 0) {
            unread(Sight.UNREAD_LINK_TYPE, packet);
        } else {
            unread(Sight.UNREAD_OTHER, packet);
        }
    }

    private void unread(Sight reason, PacketRecord packet) {
        counters.see(packet.interfaceIndex, reason, 1);
        counters.see(packet.interfaceIndex, Sight.UNREAD_BYTES, packet.wireLength);
    }

    private static boolean isControl(long destination) {
        return (destination & BRIDGE_GROUP_MASK) == BRIDGE_GROUP
                || (destination & CISCO_GROUP_MASK) == CISCO_GROUP;
    }

    private static boolean carriesPackets(int etherType) {
        return switch (etherType) {
            // TRILL, transparent bridging, MPLS, PPPoE, ERSPAN, MACsec, provider backbone, NSH
            case 0x22F3, 0x6558, 0x8847, 0x8848, 0x8864, 0x88BE, 0x22EB, 0x88E5, 0x88E7, 0x894F ->
                    true;
            default -> false;
        };
    }
}
