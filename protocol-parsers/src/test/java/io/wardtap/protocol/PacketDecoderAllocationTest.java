package io.wardtap.protocol;

import io.wardtap.protocol.net.IpProtocol;
import io.wardtap.protocol.testkit.AllocationMeter;
import io.wardtap.protocol.testkit.PacketBuilder;

import org.junit.jupiter.api.Test;

class PacketDecoderAllocationTest {
    private static final int RUNS = 5_000;

    @Test
    void allocatesNothingOnGoodAndBadPackets() {
        PacketBuilder[] builders = {
            PacketBuilder.ethernet().ipv4("10.0.0.1", "10.0.0.2").tcp(1, 104).payload("bytes"),
            PacketBuilder.ethernet().vlan(5).ipv4("10.0.0.1", "10.0.0.2").udp(1, 53).payload("q"),
            PacketBuilder.ethernet().snap().ipv6("fe80::1", "fe80::2").icmp(135, 0).payload("n"),
            PacketBuilder.ethernet()
                    .ipv6("fe80::1", "fe80::2")
                    .extension(IpProtocol.HOP_BY_HOP, new byte[7])
                    .tcp(1, 2575),
            PacketBuilder.linuxCooked().ipv4("10.0.0.1", "10.0.0.2").fragment(8, true).udp(1, 2),
            PacketBuilder.linuxCookedV2().arp(1, 1, "10.0.0.1", 0, "10.0.0.2"),
            PacketBuilder.rawIp().ipv4("10.0.0.1", "10.0.0.2").protocol(6).payload("short"),
            PacketBuilder.ethernet().etherType(0x88CC).payload("unread"),
        };
        byte[][] packets = new byte[builders.length][];
        int[] linkTypes = new int[builders.length];
        for (int i = 0; i < builders.length; i++) {
            packets[i] = builders[i].build();
            linkTypes[i] = builders[i].linkType();
        }
        assertAllocatesNothing(packets, linkTypes);
    }

    @Test
    void allocatesNothingOnTunnels() {
        byte[][] packets =
                TunnelVector.ALL.stream().map(TunnelVector::bytes).toArray(byte[][]::new);
        int[] linkTypes = TunnelVector.ALL.stream().mapToInt(TunnelVector::linkType).toArray();
        assertAllocatesNothing(packets, linkTypes);
    }

    private static void assertAllocatesNothing(byte[][] packets, int[] linkTypes) {
        PacketDecoder decoder = new PacketDecoder();

        AllocationMeter.assertAllocatesNothing(
                RUNS,
                () -> {
                    for (int i = 0; i < packets.length; i++) {
                        int length = packets[i].length;
                        decoder.decode(linkTypes[i], packets[i], 0, length, length);
                        decoder.decode(linkTypes[i], packets[i], 0, length / 2, length);
                    }
                });
    }
}
