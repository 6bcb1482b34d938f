package io.wardtap.protocol;

import static io.wardtap.protocol.status.DecodeEvent.IPV4_MALFORMED;
import static io.wardtap.protocol.status.DecodeEvent.IPV4_TRUNCATED;
import static io.wardtap.protocol.status.DecodeEvent.IPV6_MALFORMED;
import static io.wardtap.protocol.status.DecodeEvent.IPV6_TRUNCATED;
import static io.wardtap.protocol.status.DecodeStatus.MALFORMED;
import static io.wardtap.protocol.status.DecodeStatus.OK;
import static io.wardtap.protocol.status.DecodeStatus.TRUNCATED;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.protocol.link.LinkType;
import io.wardtap.protocol.net.IpProtocol;
import io.wardtap.protocol.status.DecodeStatus;
import io.wardtap.protocol.testkit.HexBytes;
import io.wardtap.protocol.testkit.PacketBuilder;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IpDecodingTest {
    private static final int IPV4_AT = 14;

    @Test
    void readsIpv4() {
        Decoding seen =
                Decoding.of(
                        LinkType.RAW,
                        HexBytes.bytes(
                                """
                                46 00 00 23     # version 4, 24 bytes of header, 35 in all (RFC 791 3.1)
                                12 34 40 00     # identification, don't fragment
                                40 11 00 00     # 64 hops, UDP
                                C0 A8 00 01     # 192.168.0.1
                                FF FE 00 02     # 255.254.0.2
                                94 04 00 00     # router alert
                                04 00 00 35     # UDP 1024 -> 53
                                00 0B 00 00     # 11 bytes
                                "abc"
                                """));

        seen.assertOk();
        assertThat(seen.packet.isIp()).isTrue();
        assertThat(seen.packet.ipVersion()).isEqualTo(4);
        assertThat(seen.packet.sourceHigh()).isZero();
        assertThat(seen.packet.sourceLow()).isEqualTo(0xFFFF_C0A8_0001L);
        assertThat(seen.packet.destinationHigh()).isZero();
        assertThat(seen.packet.destinationLow()).isEqualTo(0xFFFF_FFFE_0002L);
        assertThat(seen.packet.ipProtocol()).isEqualTo(IpProtocol.UDP);
        assertThat(seen.packet.ipBytes()).isEqualTo(35);
        assertThat(seen.packet.isFragment()).isFalse();
        assertThat(seen.packet.sourcePort()).isEqualTo(1024);
        assertThat(seen.payloadText()).isEqualTo("abc");
        assertThat(seen.packet.payloadStart() - seen.packet.ipStart()).isEqualTo(32);
    }

    @Test
    void readsIpv6() {
        Decoding seen =
                Decoding.of(
                        LinkType.RAW,
                        HexBytes.bytes(
                                """
                                60 00 00 00                                      # RFC 8200 3
                                00 0B 11 40                                      # 11 bytes behind the header, UDP
                                20 01 0D B8 00 00 00 01 00 00 00 00 00 00 00 02  # source
                                FE 80 00 00 00 00 00 00 02 11 22 FF FE 33 44 55  # destination
                                04 00 00 35
                                00 0B 00 00
                                "abc"
                                """));

        seen.assertOk();
        assertThat(seen.packet.ipVersion()).isEqualTo(6);
        assertThat(seen.packet.sourceHigh()).isEqualTo(0x20010DB800000001L);
        assertThat(seen.packet.sourceLow()).isEqualTo(2);
        assertThat(seen.packet.destinationHigh()).isEqualTo(0xFE80000000000000L);
        assertThat(seen.packet.destinationLow()).isEqualTo(0x021122FFFE334455L);
        assertThat(seen.packet.ipProtocol()).isEqualTo(IpProtocol.UDP);
        assertThat(seen.packet.ipBytes()).isEqualTo(51);
        assertThat(seen.payloadText()).isEqualTo("abc");
    }

    @Test
    void leavesPaddingOut() {
        Decoding seen = Decoding.of(udp4().payload("x").padded());

        seen.assertOk();
        assertThat(seen.payloadText()).isEqualTo("x");
        assertThat(seen.packet.payloadWireLength()).isEqualTo(1);
        assertThat(seen.packet.ipBytes()).isEqualTo(29);
    }

    @Test
    void takesAllThereIsWhenSegmentationIsOffloaded() {
        PacketBuilder builder = tcp4().payload(new byte[66_000]).ipLength(0);

        Decoding seen = Decoding.of(builder);
        Decoding cut = Decoding.cut(LinkType.ETHERNET, builder.build(), 200);

        seen.assertOk();
        assertThat(seen.packet.payloadLength()).isEqualTo(66_000);
        assertThat(seen.packet.ipBytes()).isEqualTo(66_040);
        cut.assertStops(TRUNCATED, IPV4_TRUNCATED);
        assertThat(cut.packet.payloadLength()).isEqualTo(200 - 14 - 40);
        assertThat(cut.packet.payloadWireLength()).isEqualTo(66_000);
    }

    @Test
    void takesAllThereIsOfAnIpv6Jumbogram() {
        byte[] jumboOption = HexBytes.bytes("00 C2 04 00 01 01 00"); // RFC 2675 2
        PacketBuilder builder =
                ip6().extension(IpProtocol.HOP_BY_HOP, jumboOption)
                        .tcp(1, 2)
                        .payload(new byte[66_000])
                        .ipLength(0);

        Decoding seen = Decoding.of(builder);

        seen.assertOk();
        assertThat(seen.packet.payloadLength()).isEqualTo(66_000);
        assertThat(seen.packet.ipBytes()).isEqualTo(40 + 8 + 20 + 66_000);
    }

    @Test
    void readsTransportOfACutPacket() {
        byte[] bytes = tcp4().payload(new byte[500]).build();

        Decoding seen = Decoding.cut(LinkType.ETHERNET, bytes, 96);

        seen.assertStops(TRUNCATED, IPV4_TRUNCATED);
        assertThat(seen.packet.hasTransport()).isTrue();
        assertThat(seen.packet.destinationPort()).isEqualTo(104);
        assertThat(seen.packet.payloadLength()).isEqualTo(96 - 54);
        assertThat(seen.packet.payloadWireLength()).isEqualTo(500);
    }

    @Test
    void readsTransportOfAPacketLongerThanItsFrame() {
        byte[] bytes = tcp4().payload(new byte[500]).build();

        Decoding seen = Decoding.cutWithoutWireLength(LinkType.ETHERNET, bytes, 96);

        seen.assertStops(MALFORMED, IPV4_MALFORMED);
        assertThat(seen.packet.hasTransport()).isTrue();
        assertThat(seen.packet.payloadLength()).isEqualTo(96 - 54);
        assertThat(seen.packet.payloadWireLength()).isEqualTo(96 - 54);
        assertThat(seen.packet.ipBytes()).isEqualTo(540);
        byte[] six = ip6().tcp(1, 2).payload(new byte[500]).build();
        Decoding.cutWithoutWireLength(LinkType.ETHERNET, six, 96)
                .assertStops(MALFORMED, IPV6_MALFORMED);
        byte[] udp = udp4().payload(new byte[500]).build();
        Decoding datagram = Decoding.cutWithoutWireLength(LinkType.ETHERNET, udp, 96);
        datagram.assertStops(MALFORMED, IPV4_MALFORMED);
        assertThat(datagram.packet.destinationPort()).isEqualTo(53);
        assertThat(datagram.packet.payloadWireLength()).isEqualTo(96 - 42);
    }

    @Test
    void refusesImpossibleIpv4Headers() {
        assertRefused(0, 0x55); // version 5
        assertRefused(0, 0x44); // 16 bytes of header
        assertRefused(0, 0x4F); // 60 bytes of header, 33 in all
        assertRefused(3, 19); // total shorter than the header
    }

    @Test
    void refusesIpv6OfAnotherVersion() {
        byte[] bytes = ip6().udp(1, 2).build();
        bytes[14] = 0x45;

        Decoding seen = Decoding.of(LinkType.ETHERNET, bytes);

        seen.assertStops(MALFORMED, IPV6_MALFORMED);
        assertThat(seen.packet.isIp()).isFalse();
    }

    @Test
    void stopsAtFragmentsOfIpv4() {
        Decoding first = Decoding.of(udp4().payload("12345678").fragment(0, true));
        Decoding last = Decoding.of(udp4().payload("12345678").fragment(16, false));

        first.assertStops(OK, null);
        assertThat(first.packet.isFragment()).isTrue();
        assertThat(first.packet.isFirstFragment()).isTrue();
        assertThat(first.packet.hasTransport()).isFalse();
        assertThat(first.packet.isIp()).isTrue();
        assertThat(first.packet.ipProtocol()).isEqualTo(IpProtocol.UDP);
        assertThat(first.packet.payloadLength()).isEqualTo(16);
        last.assertStops(OK, null);
        assertThat(last.packet.isFragment()).isTrue();
        assertThat(last.packet.isFirstFragment()).isFalse();
    }

    @Test
    void stopsAtFragmentsOfIpv6() {
        Decoding first = Decoding.of(ip6().fragment(0, true).udp(1, 2).payload("12345678"));
        Decoding last = Decoding.of(ip6().fragment(8, false).udp(1, 2).payload("12345678"));

        first.assertStops(OK, null);
        assertThat(first.packet.isFirstFragment()).isTrue();
        assertThat(first.packet.ipProtocol()).isEqualTo(IpProtocol.UDP);
        last.assertStops(OK, null);
        assertThat(last.packet.isFragment()).isTrue();
        assertThat(last.packet.isFirstFragment()).isFalse();
        assertThat(last.packet.hasTransport()).isFalse();
    }

    @Test
    void readsAtomicFragments() {
        Decoding seen = Decoding.of(ip6().fragment(0, false).udp(1, 2).payload("whole"));

        seen.assertOk(); // RFC 6946
        assertThat(seen.packet.isFragment()).isFalse();
        assertThat(seen.payloadText()).isEqualTo("whole");
    }

    @Test
    void stepsOverExtensionHeaders() {
        Decoding seen =
                Decoding.of(
                        ip6().extension(IpProtocol.HOP_BY_HOP, HexBytes.bytes("00 01 04 00000000"))
                                .extension(
                                        IpProtocol.DESTINATION_OPTIONS,
                                        HexBytes.bytes("01 01 0C 000000000000000000000000"))
                                .extension(
                                        IpProtocol.AUTHENTICATION, // 4 * (4 + 2) bytes
                                        HexBytes.bytes(
                                                "04 0000 00000001 00000001"
                                                        + " 000000000000000000000000"))
                                .tcp(40_000, 2575)
                                .payload("MSH"));

        seen.assertOk();
        assertThat(seen.packet.ipProtocol()).isEqualTo(IpProtocol.TCP);
        assertThat(seen.packet.destinationPort()).isEqualTo(2575);
        assertThat(seen.payloadText()).isEqualTo("MSH");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 43, 60, 135, 139, 140})
    void stepsOverExtensionsThatCountEightBytes(int type) {
        byte[] sixteenBytes = HexBytes.bytes("01 000000000000 0000000000000000");

        Decoding seen =
                Decoding.of(ip6().extension(type, sixteenBytes).udp(1, 53).payload("query"));

        seen.assertOk();
        assertThat(seen.packet.ipProtocol()).isEqualTo(IpProtocol.UDP);
        assertThat(seen.payloadText()).isEqualTo("query");
    }

    @Test
    void followsEightExtensionHeadersAndNoNinth() {
        byte[] eightBytes = HexBytes.bytes("00 01 04 00000000");
        PacketBuilder builder = ip6().udp(1, 53).payload("query");
        for (int i = 0; i < 8; i++) {
            builder.extension(IpProtocol.DESTINATION_OPTIONS, eightBytes);
        }
        assertThat(Decoding.of(builder).assertOk().payloadText()).isEqualTo("query");

        builder.extension(IpProtocol.DESTINATION_OPTIONS, eightBytes);

        Decoding.of(builder).assertStops(MALFORMED, IPV6_MALFORMED);
    }

    @Test
    void refusesAnExtensionLongerThanThePacket() {
        byte[] longer = HexBytes.bytes("10 01 04 00000000");

        Decoding seen =
                Decoding.of(ip6().extension(IpProtocol.ROUTING, longer).udp(1, 53).payload("q"));

        seen.assertStops(MALFORMED, IPV6_MALFORMED);
        assertThat(seen.packet.hasTransport()).isFalse();
    }

    @Test
    void countsAnExtensionThatTheCaptureCuts() {
        byte[] eightBytes = HexBytes.bytes("00 01 04 00000000");
        byte[] bytes = ip6().extension(IpProtocol.ROUTING, eightBytes).udp(1, 53).build();

        Decoding.cut(LinkType.ETHERNET, bytes, 14 + 40 + 7).assertStops(TRUNCATED, IPV6_TRUNCATED);
    }

    @Test
    void acceptsNoNextHeader() {
        Decoding seen = Decoding.of(ip6().protocol(IpProtocol.NO_NEXT_HEADER).padded());

        seen.assertOk();
        assertThat(seen.packet.ipBytes()).isEqualTo(40);
        assertThat(seen.packet.payloadLength()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 50, 89, 132, 255})
    void givesPayloadOfOtherProtocols(int protocol) {
        Decoding seen = Decoding.of(ip4().protocol(protocol).payload("something else").padded());

        seen.assertOk();
        assertThat(seen.packet.ipProtocol()).isEqualTo(protocol);
        assertThat(seen.packet.hasTransport()).isFalse();
        assertThat(seen.payloadText()).isEqualTo("something else");
    }

    @Test
    void hasNoPayloadOfTheFragmentInADatagramThatStops() {
        Decoding seen = Decoding.of(ip6().fragment(8, false).protocol(0).payload("12345678"));
        assertThat(seen.packet.payloadLength()).isEqualTo(8);
        byte[] datagram = new byte[16];
        datagram[1] = 5; // hop-by-hop options of 48 bytes

        DecodeStatus status = seen.packet.decodeReassembled(datagram, 0, 16, 16, 0, 96);

        assertThat(status).isEqualTo(MALFORMED);
        assertThat(seen.packet.event()).isEqualTo(IPV6_MALFORMED);
        assertThat(seen.packet.payloadLength()).isZero();
        assertThat(seen.packet.payloadWireLength()).isZero();
    }

    private static void assertRefused(int offset, int value) {
        byte[] bytes = udp4().payload("fives").build();
        bytes[IPV4_AT + offset] = (byte) value;

        Decoding seen = Decoding.of(LinkType.ETHERNET, bytes);

        seen.assertStops(MALFORMED, IPV4_MALFORMED);
        assertThat(seen.packet.isIp()).isFalse();
        assertThat(seen.packet.sourceMac()).isNotZero();
    }

    private static PacketBuilder ip4() {
        return PacketBuilder.ethernet().ipv4("10.0.0.1", "10.0.0.2");
    }

    private static PacketBuilder udp4() {
        return ip4().udp(5353, 53);
    }

    private static PacketBuilder tcp4() {
        return ip4().tcp(40_000, 104);
    }

    private static PacketBuilder ip6() {
        return PacketBuilder.ethernet().ipv6("2001:db8::1", "2001:db8::2");
    }
}
