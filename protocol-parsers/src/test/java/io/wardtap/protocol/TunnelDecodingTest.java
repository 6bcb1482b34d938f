package io.wardtap.protocol;

import static io.wardtap.protocol.status.DecodeEvent.TUNNEL_MALFORMED;
import static io.wardtap.protocol.status.DecodeEvent.TUNNEL_TOO_DEEP;
import static io.wardtap.protocol.status.DecodeEvent.TUNNEL_UNREAD;
import static io.wardtap.protocol.status.DecodeStatus.MALFORMED;
import static io.wardtap.protocol.status.DecodeStatus.OK;
import static io.wardtap.protocol.status.DecodeStatus.TRUNCATED;
import static io.wardtap.protocol.status.DecodeStatus.UNSUPPORTED;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.protocol.link.LinkType;
import io.wardtap.protocol.net.IpProtocol;
import io.wardtap.protocol.testkit.HexBytes;
import io.wardtap.protocol.testkit.PacketBuilder;
import io.wardtap.protocol.tunnel.TunnelKind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.List;

class TunnelDecodingTest {
    private static final PacketBuilder INNER =
            PacketBuilder.rawIp().ipv4("10.9.0.1", "10.9.0.2").udp(1024, 53).payload("abc");

    static List<TunnelVector> vectors() {
        return TunnelVector.ALL;
    }

    private static byte[] join(String hex, byte[] rest) {
        byte[] head = HexBytes.bytes(hex);
        byte[] all = Arrays.copyOf(head, head.length + rest.length);
        System.arraycopy(rest, 0, all, head.length, rest.length);
        return all;
    }

    private static PacketBuilder outer() {
        return PacketBuilder.ethernet().ipv4("192.0.2.1", "192.0.2.2");
    }

    private static PacketBuilder back() {
        return PacketBuilder.ethernet().ipv4("192.0.2.2", "192.0.2.1");
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void readsWhatIsInside(TunnelVector vector) {
        Decoding seen = Decoding.of(vector.linkType(), vector.bytes());

        seen.assertOk();
        PacketDecoder packet = seen.packet;
        assertThat(packet.tunnelKinds()).isEqualTo(vector.kindBits());
        assertThat(packet.isInTunnel()).isTrue();
        boolean four = packet.ipVersion() == 4;
        assertThat(packet.sourceHigh()).isEqualTo(four ? 0 : 0xFD00_0000_0000_0000L);
        assertThat(packet.sourceLow()).isEqualTo(four ? 0xFFFF_0A09_0001L : 1);
        assertThat(packet.destinationHigh()).isEqualTo(packet.sourceHigh());
        assertThat(packet.destinationLow()).isEqualTo(packet.sourceLow() + 1);
        assertThat(packet.hasTransport()).isTrue();
        assertThat(packet.sourcePort()).isEqualTo(1024);
        assertThat(packet.destinationPort()).isEqualTo(53);
        assertThat(packet.ipBytes()).isEqualTo(four ? 31 : 51);
        assertThat(seen.payloadText()).isEqualTo("abc");
        assertThat(packet.payloadWireLength()).isEqualTo(3);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void neverTakesAPrefixForTheWhole(TunnelVector vector) {
        byte[] bytes = vector.bytes();
        for (int length = 0; length < bytes.length; length++) {
            Decoding cut = Decoding.cut(vector.linkType(), bytes, length);
            Decoding shorter = Decoding.cutWithoutWireLength(vector.linkType(), bytes, length);

            assertThat(cut.status).as("%d bytes", length).isEqualTo(TRUNCATED);
            assertThat(cut.packet.event()).as("%d bytes", length).isNotNull();
            assertThat(shorter.status).as("%d bytes", length).isNotEqualTo(OK);
            if (vector.isInIp() && length >= 34) {
                assertThat(cut.packet.isIp()).as("%d bytes", length).isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void survivesAnyChangedByte(TunnelVector vector) {
        for (int at = 0; at < vector.bytes().length; at++) {
            for (int value = 0; value < 256; value++) {
                Decoding seen = Decoding.of(vector.linkType(), vector.with(at, value));

                assertThat(seen.packet.event() == null || seen.status != OK).isTrue();
            }
        }
    }

    @Test
    void givesTheInnerFramesAddressesOrNone() {
        byte[] frame =
                PacketBuilder.ethernet()
                        .macs(7, 8)
                        .vlan(9)
                        .ipv4("10.9.0.1", "10.9.0.2")
                        .udp(1, 2)
                        .build();

        Decoding framed =
                Decoding.of(
                        outer().vlan(5)
                                .udp(1, 4789)
                                .payload(join("08 00 00 00 00 00 2A 00", frame)));
        Decoding routed = Decoding.of(outer().vlan(5).protocol(4).payload(INNER.build()));

        framed.assertOk();
        assertThat(framed.packet.sourceMac()).isEqualTo(7);
        assertThat(framed.packet.destinationMac()).isEqualTo(8);
        assertThat(framed.packet.vlan()).isEqualTo(9);
        assertThat(framed.packet.vlanTags()).isEqualTo(2);
        routed.assertOk();
        assertThat(routed.packet.sourceMac()).isZero();
        assertThat(routed.packet.vlan()).isEqualTo(5);
    }

    @Test
    void goesThroughEightTunnelsAndCountsMore() {
        Decoding eight = Decoding.of(nested(8));
        Decoding nine = Decoding.of(nested(9));

        eight.assertOk();
        assertThat(eight.payloadText()).isEqualTo("abc");
        nine.assertStops(UNSUPPORTED, TUNNEL_TOO_DEEP);
        assertThat(nine.packet.isIp()).isTrue();
        assertThat(nine.packet.hasTransport()).isFalse();
        assertThat(nine.packet.sourceLow()).isEqualTo(0xFFFF_0A08_0001L);
    }

    private static PacketBuilder nested(int tunnels) {
        byte[] bytes = INNER.build();
        for (int i = 1; i < tunnels; i++) {
            bytes =
                    PacketBuilder.rawIp()
                            .ipv4("10.8.0." + i, "10.8.1.1")
                            .protocol(4)
                            .payload(bytes)
                            .build();
        }
        return outer().protocol(4).payload(bytes);
    }

    @Test
    void stopsAtAStackOfLabelsWithoutEnd() {
        Decoding seen =
                Decoding.of(PacketBuilder.ethernet().etherType(0x8847).payload(new byte[400]));

        seen.assertStops(MALFORMED, TUNNEL_MALFORMED);
    }

    @ParameterizedTest
    @CsvSource({
        "4789, 00 00 00 00 00 00 2A 00", // no valid VNI
        "4789, 08 00 00 00 00 00 2A 01", // reserved byte
        "6081, 40 00 65 58 00 00 2A 00", // version 1
        "6081, 00 80 65 58 00 00 2A 00", // control
        "6081, 00 00 88 CC 00 00 2A 00", // not read
        "6081, 3F 00 65 58 00 00 2A 00", // options longer than the datagram
        "2152, 32 01 00 04 00 00 00 00 00 00 00 00", // echo request
        "2152, 30 FF FF FF 00 00 00 63", // longer than the datagram
        "2152, 34 FF 00 08 00 00 00 63 00 00 00 C0 00 00 00 00", // an extension of no length
        "3544, 60 00 00 00 FF FF 11 40", // longer than the datagram
        "53,   08 00 00 00 00 00 2A 00"
    })
    void leavesADatagramWhoseHeaderDoesNotCheckOut(int port, String header) {
        byte[] frame = PacketBuilder.ethernet().ipv4("10.9.0.1", "10.9.0.2").udp(1, 2).build();

        Decoding seen = Decoding.of(outer().udp(4000, port).payload(join(header, frame)));

        seen.assertOk();
        assertThat(seen.packet.tunnelKinds()).isZero();
        assertThat(seen.packet.destinationPort()).isEqualTo(port);
        assertThat(seen.packet.payloadLength())
                .isEqualTo(HexBytes.bytes(header).length + frame.length);
    }

    @Test
    void keepsThePacketAroundWhenTheInsideIsNotRead() {
        byte[] lldp =
                PacketBuilder.ethernet()
                        .macs(7, 8)
                        .vlan(9)
                        .etherType(0x88CC)
                        .payload("any")
                        .build();
        byte[] vxlan = join("08 00 00 00 00 00 2A 00", lldp);

        Decoding seen = Decoding.of(outer().udp(4000, 4789).payload(vxlan));

        seen.assertStops(UNSUPPORTED, TUNNEL_UNREAD);
        assertThat(seen.packet.tunnelKinds()).isEqualTo(TunnelKind.VXLAN.bit());
        assertThat(seen.packet.tunnelPath()).isZero();
        assertThat(seen.packet.isInTunnel()).isFalse();
        assertThat(seen.packet.hasTransport()).isTrue();
        assertThat(seen.packet.destinationPort()).isEqualTo(4789);
        assertThat(seen.packet.sourceMac()).isEqualTo(0x0200_0000_0001L);
        assertThat(seen.packet.vlan()).isZero();
        assertThat(seen.packet.etherType()).isEqualTo(0x0800);
        assertThat(seen.packet.payloadLength()).isEqualTo(vxlan.length);
    }

    @ParameterizedTest
    @CsvSource({
        "30 81 88 0B 00 04 00 01 00 00 00 01", // version 1: PPTP
        "40 00 08 00 00 00 00 00", // source routes
        "00 00 88 0B" // PPP
    })
    void keepsGreWhoseInsideIsNotRead(String header) {
        Decoding seen = Decoding.of(outer().protocol(47).payload(join(header, INNER.build())));

        seen.assertStops(UNSUPPORTED, TUNNEL_UNREAD);
        assertThat(seen.packet.tunnelKinds()).isEqualTo(TunnelKind.GRE.bit());
        assertThat(seen.packet.ipProtocol()).isEqualTo(IpProtocol.GRE);
        assertThat(seen.packet.sourceLow()).isEqualTo(0xFFFF_C000_0201L);
    }

    @Test
    void namesTheInnerPacketThatIsMalformed() {
        byte[] inner = INNER.build();
        inner[0] = 0x42; // two words of header

        Decoding seen = Decoding.of(outer().protocol(4).payload(inner));

        assertThat(seen.status).isEqualTo(MALFORMED);
        assertThat(seen.packet.sourceLow()).isEqualTo(0xFFFF_C000_0201L);
    }

    @Test
    void readsArpAndFragmentsInside() {
        byte[] arp = PacketBuilder.ethernet().arp(1, 7, "10.0.0.1", 0, "10.0.0.2").build();
        byte[] fragment =
                PacketBuilder.rawIp()
                        .ipv4("10.9.0.1", "10.9.0.2")
                        .fragment(8, true)
                        .udp(1, 2)
                        .build();

        Decoding asked =
                Decoding.of(outer().udp(1, 4789).payload(join("08 00 00 00 00 00 2A 00", arp)));
        Decoding part = Decoding.of(outer().protocol(4).payload(fragment));

        asked.assertOk();
        assertThat(asked.packet.isArp()).isTrue();
        assertThat(asked.packet.isIp()).isFalse();
        assertThat(asked.packet.hasTransport()).isFalse();
        assertThat(part.packet.isFragment()).isTrue();
        assertThat(part.packet.sourceLow()).isEqualTo(0xFFFF_0A09_0001L);
        assertThat(part.packet.tunnelPath()).isNotZero();
    }

    @Test
    void decodesAPlainPacketAfterATunnelledOne() {
        PacketDecoder decoder = new PacketDecoder();
        for (TunnelVector vector : TunnelVector.ALL) {
            decoder.decode(
                    vector.linkType(),
                    vector.bytes(),
                    0,
                    vector.bytes().length,
                    vector.bytes().length);
            byte[] plain = outer().tcp(1, 104).build();

            assertThat(decoder.decode(LinkType.ETHERNET, plain, 0, plain.length, plain.length))
                    .isEqualTo(OK);
            assertThat(decoder.tunnelKinds()).isZero();
            assertThat(decoder.tunnelPath()).isZero();
            assertThat(decoder.sourceMac()).isEqualTo(0x0200_0000_0001L);
        }
    }

    // ---- paths

    private static int path(PacketBuilder packet) {
        Decoding seen = Decoding.of(packet);
        seen.assertOk();
        return seen.packet.tunnelPath();
    }

    private static byte[] frame() {
        return PacketBuilder.ethernet().ipv4("10.9.0.1", "10.9.0.2").udp(1, 2).build();
    }

    private static PacketBuilder gre(PacketBuilder outer, String header, byte[] inner) {
        return outer.protocol(47).payload(join(header, inner));
    }

    @Test
    void bothDirectionsHaveOnePath() {
        byte[] inner = INNER.build();

        assertThat(path(outer().protocol(4).payload(inner)))
                .isNotZero()
                .isEqualTo(path(back().protocol(4).payload(inner)));
        assertThat(path(gre(outer(), "20 00 08 00 00 00 00 05", inner)))
                .isNotZero()
                .isEqualTo(path(gre(back(), "20 00 08 00 00 00 00 05", inner)));
        assertThat(path(outer().udp(1, 2152).payload(join("30 FF 00 1F 00 00 00 63", inner))))
                .isNotZero()
                .isEqualTo(
                        path(back().udp(2, 2152).payload(join("30 FF 00 1F 00 00 00 77", inner))));
        assertThat(path(outer().udp(1, 4789).payload(join("08 00 00 00 00 00 2A 00", frame()))))
                .isNotZero()
                .isEqualTo(
                        path(
                                back().udp(9, 4789)
                                        .payload(join("08 00 00 00 00 00 2A 00", frame()))));
    }

    @Test
    void mirroredFramesHaveNoPathOfTheirOwn() {
        assertThat(path(gre(outer(), "00 00 88 BE", frame()))).isZero();
        assertThat(
                        path(
                                PacketBuilder.ethernet()
                                        .etherType(0x8847)
                                        .payload(join("00 02 01 40", INNER.build()))))
                .isZero();
    }

    @Test
    void frameMirroredThroughGreHasOnePathForBothDirections() {
        assertThat(path(gre(outer(), "20 00 65 58 00 00 00 00", frame())))
                .isEqualTo(path(gre(outer(), "20 00 65 58 02 00 00 00", frame())));
    }

    @Test
    void realmsHavePathsOfTheirOwn() {
        byte[] inner = INNER.build();
        List<Integer> paths =
                List.of(
                        0,
                        path(outer().protocol(4).payload(inner)),
                        path(
                                PacketBuilder.ethernet()
                                        .ipv4("192.0.2.1", "192.0.2.3")
                                        .protocol(4)
                                        .payload(inner)),
                        path(gre(outer(), "00 00 08 00", inner)),
                        path(gre(outer(), "20 00 08 00 00 00 00 05", inner)),
                        path(gre(outer(), "20 00 65 58 01 23 45 06", frame())),
                        path(
                                outer().udp(1, 4789)
                                        .payload(join("08 00 00 00 00 00 2A 00", frame()))),
                        path(
                                outer().udp(1, 4789)
                                        .payload(join("08 00 00 00 00 00 2B 00", frame()))),
                        path(
                                outer().udp(1, 6081)
                                        .payload(join("00 00 65 58 00 00 2A 00", frame()))),
                        path(
                                PacketBuilder.ethernet()
                                        .etherType(0x8864)
                                        .payload(join("11 00 00 2A 00 21 00 21", inner))),
                        path(nested(3)));

        assertThat(paths).doesNotHaveDuplicates();
    }
}
