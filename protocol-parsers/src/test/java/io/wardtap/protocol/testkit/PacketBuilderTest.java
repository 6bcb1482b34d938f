package io.wardtap.protocol.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.protocol.link.LinkType;
import io.wardtap.protocol.transport.TcpSegment;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;

class PacketBuilderTest {
    private static final int ETHERNET_BYTES = 14;
    private static final int IPV6_AND_ETHERNET_BYTES = 54;

    @Test
    void buildsTcpOverIpv4ByteForByte() {
        byte[] built =
                PacketBuilder.ethernet()
                        .macs(0x0009FB010203L, 0x001B21AABBCCL)
                        .vlan(12)
                        .ipv4("192.168.0.1", "192.168.0.199")
                        .identification(0x1234)
                        .tcp(50_000, 104)
                        .sequence(1)
                        .acknowledgment(2)
                        .flags(TcpSegment.PSH | TcpSegment.ACK)
                        .window(512)
                        .tcpOptions(HexBytes.bytes("01 01 01 00"))
                        .payload("ab")
                        .build();

        assertThat(built)
                .isEqualTo(
                        HexBytes.bytes(
                                """
                                00 1B 21 AA BB CC  00 09 FB 01 02 03
                                81 00 00 0C  08 00
                                45 00 00 2E 12 34 00 00 40 06 E6 7D  # header checksum
                                C0 A8 00 01 C0 A8 00 C7
                                C3 50 00 68  00 00 00 01  00 00 00 02
                                60 18 02 00  F4 8E 00 00             # checksum
                                01 01 01 00
                                "ab"
                                """));
    }

    @Test
    void checksumsAddUpToAllOnes() {
        byte[] four = PacketBuilder.ethernet().ipv4("10.0.0.1", "10.9.8.7").udp(1, 2).build();
        byte[] oddUdp = six().udp(5353, 53).payload("odd").build();
        byte[] tcp = six().tcp(5353, 53).payload("even").build();
        byte[] icmp = six().icmp(128, 0).payload("ping").build();

        assertThat(sum(four, ETHERNET_BYTES, 20, 0)).isEqualTo(0xFFFF); // RFC 1071
        assertThat(sumWithPseudoHeader(oddUdp, 17)).isEqualTo(0xFFFF);
        assertThat(sumWithPseudoHeader(tcp, 6)).isEqualTo(0xFFFF);
        assertThat(sumWithPseudoHeader(icmp, 58)).isEqualTo(0xFFFF);
    }

    @Test
    void padsToTheLeastFrame() {
        byte[] padded =
                PacketBuilder.ethernet().ipv4("10.0.0.1", "10.0.0.2").udp(1, 2).padded().build();

        assertThat(padded).hasSize(60).endsWith(0xEE, 0xEE);
        assertThat(padded[ETHERNET_BYTES + 3]).isEqualTo((byte) 28);
    }

    @Test
    void buildsArp() {
        byte[] built =
                PacketBuilder.ethernet()
                        .macs(1, 0xFFFF_FFFF_FFFFL)
                        .arp(1, 1, "10.0.0.1", 0, "10.0.0.2")
                        .build();

        assertThat(built)
                .isEqualTo(
                        HexBytes.bytes(
                                """
                                FF FF FF FF FF FF  00 00 00 00 00 01  08 06
                                00 01 08 00 06 04 00 01
                                00 00 00 00 00 01  0A 00 00 01
                                00 00 00 00 00 00  0A 00 00 02
                                """));
    }

    @Test
    void chainsExtensionHeaders() {
        byte[] built = six().fragment(16, true).udp(1, 2).build();

        assertThat(built[ETHERNET_BYTES + 6]).isEqualTo((byte) 44);
        assertThat(built[IPV6_AND_ETHERNET_BYTES]).isEqualTo((byte) 17);
        assertThat(ByteBuffer.wrap(built).getShort(IPV6_AND_ETHERNET_BYTES + 2))
                .isEqualTo((short) 17); // offset 16, more
        assertThat(PacketBuilder.linuxCooked().linkType()).isEqualTo(LinkType.LINUX_SLL);
    }

    private static PacketBuilder six() {
        return PacketBuilder.ethernet().ipv6("2001:db8::1", "fe80::9");
    }

    /// RFC 8200 8.1: addresses, length and protocol are summed, too.
    private static int sumWithPseudoHeader(byte[] frame, int protocol) {
        int carried = frame.length - IPV6_AND_ETHERNET_BYTES;
        int addresses = sum(frame, ETHERNET_BYTES + 8, 32, 0);
        return sum(frame, IPV6_AND_ETHERNET_BYTES, carried, addresses + carried + protocol);
    }

    private static int sum(byte[] bytes, int from, int length, int start) {
        int sum = start;
        for (int i = 0; i < length; i += 2) {
            int high = bytes[from + i] & 0xFF;
            int low = i + 1 < length ? bytes[from + i + 1] & 0xFF : 0;
            sum += high << 8 | low;
            sum = (sum & 0xFFFF) + (sum >>> 16);
        }
        return sum;
    }
}
