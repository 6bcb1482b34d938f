package io.wardtap.protocol;

import static io.wardtap.protocol.status.DecodeEvent.ICMP_MALFORMED;
import static io.wardtap.protocol.status.DecodeEvent.ICMP_TRUNCATED;
import static io.wardtap.protocol.status.DecodeEvent.IPV4_TRUNCATED;
import static io.wardtap.protocol.status.DecodeEvent.TCP_MALFORMED;
import static io.wardtap.protocol.status.DecodeEvent.TCP_TRUNCATED;
import static io.wardtap.protocol.status.DecodeEvent.UDP_MALFORMED;
import static io.wardtap.protocol.status.DecodeEvent.UDP_TRUNCATED;
import static io.wardtap.protocol.status.DecodeStatus.MALFORMED;
import static io.wardtap.protocol.status.DecodeStatus.TRUNCATED;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.protocol.link.LinkType;
import io.wardtap.protocol.net.IpProtocol;
import io.wardtap.protocol.testkit.HexBytes;
import io.wardtap.protocol.testkit.PacketBuilder;
import io.wardtap.protocol.transport.TcpSegment;

import org.junit.jupiter.api.Test;

class TransportDecodingTest {
    private static final int TRANSPORT_AT = 14 + 20;

    @Test
    void readsTcp() {
        Decoding seen =
                Decoding.ofEthernet(
                        """
                        02 00 00 00 00 02  02 00 00 00 00 01  08 00
                        45 00 00 38 00 01 00 00 40 06 00 00 0A 00 00 01 0A 00 00 02
                        C3 50 00 68                          # 50000 -> 104, RFC 9293 3.1
                        FF FF FF FE                          # sequence number
                        80 00 00 01                          # acknowledgment number
                        80 D9 FA F0                          # 32 bytes of header, CWR ECE ACK PSH FIN, window
                        00 00 00 00                          # checksum, urgent pointer
                        01 01 08 0A 00 00 00 01 00 00 00 02  # time stamps
                        "DICM"
                        EE EE                                # padding
                        """);

        seen.assertOk();
        assertThat(seen.packet.hasTransport()).isTrue();
        assertThat(seen.packet.ipProtocol()).isEqualTo(IpProtocol.TCP);
        assertThat(seen.packet.sourcePort()).isEqualTo(50_000);
        assertThat(seen.packet.destinationPort()).isEqualTo(104);
        assertThat(seen.packet.tcpSequence()).isEqualTo(-2);
        assertThat(seen.packet.tcpAcknowledgment()).isEqualTo(0x8000_0001);
        assertThat(seen.packet.tcpFlags())
                .isEqualTo(
                        TcpSegment.CWR
                                | TcpSegment.ECE
                                | TcpSegment.ACK
                                | TcpSegment.PSH
                                | TcpSegment.FIN);
        assertThat(seen.packet.tcpWindow()).isEqualTo(0xFAF0);
        assertThat(seen.payloadText()).isEqualTo("DICM");
        assertThat(seen.packet.payloadWireLength()).isEqualTo(4);
    }

    @Test
    void readsUdpToItsOwnEnd() {
        Decoding seen =
                Decoding.ofEthernet(
                        """
                        02 00 00 00 00 02  02 00 00 00 00 01  08 00
                        45 00 00 22 00 01 00 00 40 11 00 00 0A 00 00 01 0A 00 00 02
                        C3 50 00 35     # 50000 -> 53, RFC 768
                        00 0B 00 00     # 11 bytes; IP has 14
                        "dns" AA BB CC
                        """);

        seen.assertOk();
        assertThat(seen.packet.sourcePort()).isEqualTo(50_000);
        assertThat(seen.packet.destinationPort()).isEqualTo(53);
        assertThat(seen.payloadText()).isEqualTo("dns");
        assertThat(seen.packet.payloadWireLength()).isEqualTo(3);
        assertThat(seen.packet.tcpFlags()).isZero();
    }

    @Test
    void readsIcmpOfEitherVersion() {
        Decoding four = Decoding.of(ip4().icmp(3, 1).payload("unreachable"));
        Decoding six = Decoding.of(ip6().icmp(135, 0).payload("solicitation"));

        four.assertOk();
        assertThat(four.packet.ipProtocol()).isEqualTo(IpProtocol.ICMP);
        assertThat(four.packet.icmpType()).isEqualTo(3);
        assertThat(four.packet.icmpCode()).isEqualTo(1);
        assertThat(four.payloadText()).isEqualTo("unreachable");
        six.assertOk();
        assertThat(six.packet.ipProtocol()).isEqualTo(IpProtocol.ICMPV6);
        assertThat(six.packet.icmpType()).isEqualTo(135);
        assertThat(six.packet.sourcePort()).isZero();
    }

    @Test
    void doesNotTakeOneVersionsIcmpForTheOthers() {
        Decoding four = Decoding.of(ip4().protocol(IpProtocol.ICMPV6).payload("12345678"));
        Decoding six = Decoding.of(ip6().protocol(IpProtocol.ICMP).payload("12345678"));

        assertThat(four.assertOk().packet.hasTransport()).isFalse();
        assertThat(six.assertOk().packet.hasTransport()).isFalse();
    }

    @Test
    void refusesADataOffsetOutsideTheSegment() {
        byte[] tooSmall = ip4().tcp(1, 2).payload("abc").build();
        tooSmall[TRANSPORT_AT + 12] = 0x40; // 16 bytes
        byte[] tooLarge = ip4().tcp(1, 2).payload("abc").build();
        tooLarge[TRANSPORT_AT + 12] = 0x60; // 24 of 23 bytes

        for (byte[] bytes : new byte[][] {tooSmall, tooLarge}) {
            Decoding seen = Decoding.of(LinkType.ETHERNET, bytes);
            seen.assertStops(MALFORMED, TCP_MALFORMED);
            assertThat(seen.packet.hasTransport()).isFalse();
            assertThat(seen.packet.isIp()).isTrue();
        }
    }

    @Test
    void refusesImpossibleUdpLengths() {
        for (int length : new int[] {0, 7, 12}) {
            byte[] bytes = ip4().udp(1, 2).payload("abc").build();
            bytes[TRANSPORT_AT + 5] = (byte) length;

            Decoding seen = Decoding.of(LinkType.ETHERNET, bytes);

            seen.assertStops(MALFORMED, UDP_MALFORMED);
            assertThat(seen.packet.hasTransport()).isFalse();
        }
    }

    @Test
    void takesAllThereIsOfAUdpJumbogram() {
        byte[] jumboOption = HexBytes.bytes("00 C2 04 00 01 01 00"); // RFC 2675 2
        byte[] bytes =
                ip6().extension(IpProtocol.HOP_BY_HOP, jumboOption)
                        .udp(1, 2)
                        .payload(new byte[70_000])
                        .ipLength(0)
                        .build();
        bytes[14 + 40 + 8 + 4] = 0; // RFC 2675 4: the length is 0
        bytes[14 + 40 + 8 + 5] = 0;

        Decoding seen = Decoding.of(LinkType.ETHERNET, bytes);

        seen.assertOk();
        assertThat(seen.packet.payloadLength()).isEqualTo(70_000);
    }

    @Test
    void refusesIpTooShortForItsTransport() {
        Decoding.of(ip4().protocol(IpProtocol.TCP).payload(new byte[19]))
                .assertStops(MALFORMED, TCP_MALFORMED);
        Decoding.of(ip4().protocol(IpProtocol.UDP).payload(new byte[7]))
                .assertStops(MALFORMED, UDP_MALFORMED);
        Decoding.of(ip4().protocol(IpProtocol.ICMP).payload(new byte[3]))
                .assertStops(MALFORMED, ICMP_MALFORMED);
    }

    @Test
    void countsATransportHeaderThatTheCaptureCuts() {
        byte[] tcp = ip4().tcp(1, 2).payload("abc").build();
        byte[] udp = ip4().udp(1, 2).payload("abc").build();
        byte[] icmp = ip4().icmp(8, 0).payload("abc").build();

        Decoding.cut(LinkType.ETHERNET, tcp, TRANSPORT_AT + 19)
                .assertStops(TRUNCATED, TCP_TRUNCATED);
        Decoding.cut(LinkType.ETHERNET, udp, TRANSPORT_AT + 7)
                .assertStops(TRUNCATED, UDP_TRUNCATED);
        Decoding.cut(LinkType.ETHERNET, icmp, TRANSPORT_AT + 3)
                .assertStops(TRUNCATED, ICMP_TRUNCATED);
    }

    @Test
    void readsTcpWhoseOptionsTheCaptureCuts() {
        byte[] bytes = ip4().tcp(1, 104).tcpOptions(new byte[12]).payload("payload").build();

        Decoding seen = Decoding.cut(LinkType.ETHERNET, bytes, TRANSPORT_AT + 24);

        seen.assertStops(TRUNCATED, IPV4_TRUNCATED);
        assertThat(seen.packet.hasTransport()).isTrue();
        assertThat(seen.packet.destinationPort()).isEqualTo(104);
        assertThat(seen.packet.payloadLength()).isZero();
        assertThat(seen.packet.payloadWireLength()).isEqualTo(7);
    }

    private static PacketBuilder ip4() {
        return PacketBuilder.ethernet().ipv4("10.0.0.1", "10.0.0.2");
    }

    private static PacketBuilder ip6() {
        return PacketBuilder.ethernet().ipv6("fe80::1", "fe80::2");
    }
}
