package io.wardtap.protocol;

import static io.wardtap.protocol.status.DecodeEvent.ARP_MALFORMED;
import static io.wardtap.protocol.status.DecodeEvent.LINK_TRUNCATED;
import static io.wardtap.protocol.status.DecodeEvent.LINK_UNSUPPORTED;
import static io.wardtap.protocol.status.DecodeStatus.MALFORMED;
import static io.wardtap.protocol.status.DecodeStatus.OK;
import static io.wardtap.protocol.status.DecodeStatus.TRUNCATED;
import static io.wardtap.protocol.status.DecodeStatus.UNSUPPORTED;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.protocol.link.ArpPacket;
import io.wardtap.protocol.link.EtherType;
import io.wardtap.protocol.link.LinkType;
import io.wardtap.protocol.testkit.HexBytes;
import io.wardtap.protocol.testkit.PacketBuilder;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteOrder;
import java.util.List;

class LinkDecodingTest {
    private static final String UDP_PACKET =
            """
            45 00 00 1E 00 01 00 00 40 11 00 00  # IPv4, 30 bytes, UDP
            0A 00 00 01                          # 10.0.0.1
            0A 00 00 02                          # 10.0.0.2
            14 E9 00 35 00 0A 00 00              # 5353 -> 53, 10 bytes
            "hi"
            """;

    @Test
    void readsMacsAndTypeOfEthernet() {
        Decoding seen =
                Decoding.ofEthernet(
                        """
                        00 1B 21 AA BB CC  # destination, IEEE 802.3 3.1.1
                        00 09 FB 01 02 03  # source
                        08 00              # type
                        """
                                + UDP_PACKET);

        seen.assertOk();
        assertThat(seen.packet.destinationMac()).isEqualTo(0x001B21AABBCCL);
        assertThat(seen.packet.sourceMac()).isEqualTo(0x0009FB010203L);
        assertThat(seen.packet.etherType()).isEqualTo(EtherType.IPV4);
        assertThat(seen.packet.vlan()).isZero();
        assertThat(seen.packet.vlanTags()).isZero();
        assertThat(seen.payloadText()).isEqualTo("hi");
    }

    @Test
    void readsOuterTagOfStackedVlans() {
        Decoding seen =
                Decoding.ofEthernet(
                        """
                        02 00 00 00 00 02  02 00 00 00 00 01
                        88 A8 60 64        # IEEE 802.1ad, priority 3, id 100
                        81 00 00 07        # IEEE 802.1Q, id 7
                        08 00
                        """
                                + UDP_PACKET);

        seen.assertOk();
        assertThat(seen.packet.vlan()).isEqualTo(100);
        assertThat(seen.packet.vlanTags()).isEqualTo(2);
        assertThat(seen.packet.destinationPort()).isEqualTo(53);
    }

    @Test
    void readsFourTagsAndNoFifth() {
        PacketBuilder builder = udp(PacketBuilder.ethernet());
        for (int type : List.of(0x9100, 0x88A8, 0x8100, 0x8100)) {
            builder.vlan(type, 5);
        }
        assertThat(Decoding.of(builder).assertOk().packet.vlanTags()).isEqualTo(4);

        builder.vlan(6);

        Decoding.of(builder).assertStops(UNSUPPORTED, LINK_UNSUPPORTED);
    }

    @Test
    void readsSnapBehindALength() {
        Decoding seen = Decoding.of(udp(PacketBuilder.ethernet().snap()).padded());

        seen.assertOk();
        assertThat(seen.packet.etherType()).isEqualTo(EtherType.IPV4);
        assertThat(seen.packet.isIp()).isTrue();
        assertThat(seen.payloadText()).isEqualTo("hello");
    }

    @Test
    void readsSnapBehindATag() {
        Decoding seen = Decoding.of(udp(PacketBuilder.ethernet().vlan(9).snap()));

        seen.assertOk();
        assertThat(seen.packet.vlan()).isEqualTo(9);
        assertThat(seen.payloadText()).isEqualTo("hello");
    }

    @Test
    void endsAFrameWithALengthThere() {
        Decoding seen =
                Decoding.ofEthernet(
                        """
                        02 00 00 00 00 02  02 00 00 00 00 01
                        00 1A                          # 26 bytes: 8 of SNAP, 18 of 30 of IPv4
                        AA AA 03  00 00 00  08 00      # LLC, SNAP (RFC 1042)
                        """
                                + UDP_PACKET);

        assertThat(seen.status).isNotEqualTo(OK);
        assertThat(seen.packet.isIp()).isFalse();
    }

    @Test
    void leavesSpanningTreeUnread() {
        Decoding seen =
                Decoding.ofEthernet(
                        """
                        01 80 C2 00 00 00  02 00 00 00 00 01
                        00 07              # length
                        42 42 03           # LLC: spanning tree
                        00 00 00 00        # protocol id, version, type
                        """);

        seen.assertStops(UNSUPPORTED, null);
        assertThat(seen.packet.sourceMac()).isEqualTo(0x020000000001L);
        assertThat(seen.packet.etherType()).isZero();
    }

    @Test
    void leavesSnapOfOtherOrganisationsUnread() {
        Decoding seen =
                Decoding.ofEthernet(
                        """
                        01 00 0C CC CC CC  02 00 00 00 00 01
                        00 0A
                        AA AA 03  00 00 0C  20 00  # Cisco's discovery protocol
                        02 B4
                        """);

        seen.assertStops(UNSUPPORTED, null);
        assertThat(seen.packet.isIp()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0x88CC, 0x8863, 0x6558, 0x05DD, 0xFFFF})
    void leavesOtherEtherTypesUnread(int type) {
        Decoding seen =
                Decoding.of(PacketBuilder.ethernet().etherType(type).payload("any bytes at all"));

        seen.assertStops(UNSUPPORTED, null);
        assertThat(seen.packet.etherType()).isEqualTo(type);
        assertThat(seen.packet.isIp()).isFalse();
        assertThat(seen.packet.payloadLength()).isZero();
    }

    @Test
    void readsLinuxCookedVersion1() {
        Decoding seen =
                Decoding.of(
                        LinkType.LINUX_SLL,
                        HexBytes.bytes(
                                """
                                00 04              # sent by this host
                                00 01              # ARPHRD_ETHER
                                00 06              # address length
                                02 00 00 00 00 01  # address
                                00 00              # fills eight bytes
                                08 00              # protocol
                                """
                                        + UDP_PACKET));

        seen.assertOk();
        assertThat(seen.packet.sourceMac()).isEqualTo(0x020000000001L);
        assertThat(seen.packet.destinationMac()).isZero();
        assertThat(seen.payloadText()).isEqualTo("hi");
    }

    @Test
    void readsLinuxCookedVersion2() {
        Decoding seen =
                Decoding.of(
                        LinkType.LINUX_SLL2,
                        HexBytes.bytes(
                                """
                                08 00              # protocol
                                00 00              # reserved
                                00 00 00 03        # interface index
                                00 01              # ARPHRD_ETHER
                                00                 # to this host
                                06                 # address length
                                02 00 00 00 00 01  # address
                                00 00              # fills eight bytes
                                """
                                        + UDP_PACKET));

        seen.assertOk();
        assertThat(seen.packet.sourceMac()).isEqualTo(0x020000000001L);
        assertThat(seen.payloadText()).isEqualTo("hi");
    }

    @Test
    void readsTagsAndLlcInCookedCaptures() {
        assertThat(Decoding.of(udp(PacketBuilder.linuxCooked().vlan(8))).assertOk().packet.vlan())
                .isEqualTo(8);
        assertThat(Decoding.of(udp(PacketBuilder.linuxCookedV2().vlan(8))).assertOk().packet.vlan())
                .isEqualTo(8);
        assertThat(Decoding.of(udp(PacketBuilder.linuxCooked().snap())).assertOk().payloadText())
                .isEqualTo("hello");
    }

    @Test
    void hasNoMacWhereTheLinkAddressIsShorter() {
        byte[] bytes = udp(PacketBuilder.linuxCooked()).build();
        bytes[5] = 0; // address length

        assertThat(Decoding.of(LinkType.LINUX_SLL, bytes).assertOk().packet.sourceMac()).isZero();
    }

    @Test
    void readsLoopbackInEitherByteOrder() {
        for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
            Decoding.of(udp(PacketBuilder.nullLink(order))).assertOk();
            Decoding.of(udp6(PacketBuilder.nullLink(order))).assertOk();
        }
        Decoding.of(udp(PacketBuilder.loopback())).assertOk();
        Decoding.of(udp6(PacketBuilder.loopback())).assertOk();
    }

    @ParameterizedTest
    @ValueSource(ints = {24, 28, 30})
    void knowsEverySystemsFamilyOfIpv6(int family) {
        byte[] bytes = udp6(PacketBuilder.nullLink(ByteOrder.LITTLE_ENDIAN)).build();
        bytes[0] = (byte) family;

        assertThat(Decoding.of(LinkType.NULL, bytes).assertOk().packet.ipVersion()).isEqualTo(6);
    }

    @Test
    void takesLoopFramesInNetworkOrderOnly() {
        byte[] bytes = udp(PacketBuilder.nullLink(ByteOrder.LITTLE_ENDIAN)).build();

        Decoding.of(LinkType.LOOP, bytes).assertStops(UNSUPPORTED, null);
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 14, 101})
    void tellsTheVersionOfRawIp(int linkType) {
        byte[] four = udp(PacketBuilder.rawIp()).build();
        byte[] six = udp6(PacketBuilder.rawIp()).build();

        assertThat(Decoding.of(linkType, four).assertOk().packet.ipVersion()).isEqualTo(4);
        assertThat(Decoding.of(linkType, six).assertOk().packet.ipVersion()).isEqualTo(6);
    }

    @Test
    void readsLinksOfOneVersion() {
        byte[] four = udp(PacketBuilder.rawIp()).build();
        byte[] six = udp6(PacketBuilder.rawIp()).build();

        Decoding.of(LinkType.IPV4, four).assertOk();
        Decoding.of(LinkType.IPV6, six).assertOk();
        assertThat(Decoding.of(LinkType.IPV4, six).status).isEqualTo(MALFORMED);
        assertThat(Decoding.of(LinkType.IPV6, four).status).isEqualTo(TRUNCATED);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 2, 105, 127, 147, 195, 65_535})
    void countsOtherLinkTypes(int linkType) {
        Decoding seen = Decoding.of(linkType, udp(PacketBuilder.ethernet()).build());

        seen.assertStops(UNSUPPORTED, LINK_UNSUPPORTED);
        assertThat(seen.packet.isIp()).isFalse();
    }

    @Test
    void readsArp() {
        Decoding seen =
                Decoding.ofEthernet(
                        """
                        FF FF FF FF FF FF  02 00 00 00 00 01  08 06
                        00 01              # Ethernet, RFC 826
                        08 00              # IPv4
                        06 04              # address lengths
                        00 02              # reply
                        02 00 00 00 00 01  # sender
                        0A 00 00 01
                        02 00 00 00 00 02  # target
                        C0 A8 01 FE
                        """);

        seen.assertOk();
        assertThat(seen.packet.isArp()).isTrue();
        assertThat(seen.packet.isIp()).isFalse();
        assertThat(seen.packet.arpOperation()).isEqualTo(ArpPacket.REPLY);
        assertThat(seen.packet.arpSenderMac()).isEqualTo(0x020000000001L);
        assertThat(seen.packet.arpSenderAddress()).isEqualTo(0x0A000001);
        assertThat(seen.packet.arpTargetMac()).isEqualTo(0x020000000002L);
        assertThat(seen.packet.arpTargetAddress()).isEqualTo(0xC0A801FE);
    }

    @Test
    void refusesArpWithWrongLengths() {
        byte[] bytes = arp().build();
        bytes[14 + 4] = 8; // length of link addresses

        Decoding.of(LinkType.ETHERNET, bytes).assertStops(MALFORMED, ARP_MALFORMED);
        Decoding.cutWithoutWireLength(LinkType.ETHERNET, arp().build(), 14 + 27)
                .assertStops(MALFORMED, ARP_MALFORMED);
    }

    @Test
    void leavesArpOfOtherAddressesUnread() {
        byte[] bytes = arp().build();
        bytes[14 + 2] = (byte) 0x86; // protocol

        Decoding seen = Decoding.of(LinkType.ETHERNET, bytes);

        seen.assertStops(UNSUPPORTED, null);
        assertThat(seen.packet.isArp()).isFalse();
    }

    @Test
    void countsACutLinkHeader() {
        Decoding.cut(LinkType.ETHERNET, arp().build(), 13).assertStops(TRUNCATED, LINK_TRUNCATED);
        Decoding.cut(LinkType.ETHERNET, arp().build(), 30).assertStops(TRUNCATED, LINK_TRUNCATED);
        Decoding.of(LinkType.ETHERNET, new byte[0]).assertStops(TRUNCATED, LINK_TRUNCATED);
        Decoding.of(LinkType.RAW, new byte[0]).assertStops(TRUNCATED, LINK_TRUNCATED);
    }

    @Test
    void forgetsThePacketBefore() {
        PacketDecoder decoder = new PacketDecoder();
        byte[] first = udp(PacketBuilder.ethernet().vlan(3)).build();
        decoder.decode(LinkType.ETHERNET, first, 0, first.length, first.length);
        byte[] second = arp().build();
        PacketDecoder fresh = new PacketDecoder();
        fresh.decode(LinkType.ETHERNET, second, 0, second.length, second.length);

        decoder.decode(LinkType.ETHERNET, second, 0, second.length, second.length);

        assertThat(decoder).usingRecursiveComparison().isEqualTo(fresh);
    }

    private static PacketBuilder udp(PacketBuilder link) {
        return link.ipv4("10.0.0.1", "10.0.0.2").udp(5353, 53).payload("hello");
    }

    private static PacketBuilder udp6(PacketBuilder link) {
        return link.ipv6("2001:db8::1", "2001:db8::2").udp(5353, 53).payload("hello");
    }

    private static PacketBuilder arp() {
        return PacketBuilder.ethernet().arp(ArpPacket.REQUEST, 1, "10.0.0.1", 0, "10.0.0.2");
    }
}
