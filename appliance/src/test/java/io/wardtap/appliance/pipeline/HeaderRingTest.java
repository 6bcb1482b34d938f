package io.wardtap.appliance.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.protocol.link.LinkType;
import io.wardtap.protocol.net.IpProtocol;
import io.wardtap.protocol.testkit.PacketBuilder;
import io.wardtap.protocol.transport.TcpSegment;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

class HeaderRingTest {
    private static final String TEXT = "DOE^JANE";

    private final HeaderRing ring = new HeaderRing(0); // 16 slots
    private final HeaderRing.Copy copy = new HeaderRing.Copy();

    private static PacketBuilder tcp(int port) {
        return PacketBuilder.ethernet()
                .ipv4("10.1.0.1", "10.1.0.2")
                .tcp(port, 104)
                .flags(TcpSegment.ACK)
                .payload(TEXT);
    }

    static Stream<PacketBuilder> packetsWithText() {
        byte[] text = TEXT.getBytes(StandardCharsets.UTF_8);
        return Stream.of(
                tcp(4000),
                tcp(4000).vlan(5),
                PacketBuilder.ethernet().ipv4("10.1.0.1", "10.1.0.2").udp(1, 2).payload(TEXT),
                PacketBuilder.ethernet()
                        .ipv6("fd00::1", "fd00::2")
                        .tcp(1, 2)
                        .flags(TcpSegment.ACK)
                        .payload(TEXT),
                PacketBuilder.ethernet()
                        .ipv4("10.1.0.1", "10.1.0.2")
                        .ipOptions(text)
                        .tcp(1, 2)
                        .tcpOptions(text)
                        .payload(TEXT),
                PacketBuilder.ethernet()
                        .ipv6("fd00::1", "fd00::2")
                        .extension(
                                IpProtocol.DESTINATION_OPTIONS,
                                (TEXT + "PAT").getBytes(StandardCharsets.UTF_8))
                        .udp(1, 2)
                        .payload(TEXT),
                PacketBuilder.ethernet()
                        .ipv4("10.1.0.1", "10.1.0.2")
                        .fragment(64, false)
                        .protocol(IpProtocol.TCP)
                        .payload(TEXT),
                PacketBuilder.ethernet()
                        .ipv4("10.1.0.1", "10.1.0.2")
                        .protocol(4)
                        .payload(TEXT.repeat(20)),
                PacketBuilder.ethernet().ipv4("10.1.0.1", "10.1.0.2").icmp(8, 0).payload(TEXT));
    }

    @Test
    void keepsTheInnerPacketOfATunnel() {
        byte[] inner =
                PacketBuilder.rawIp()
                        .ipv4("10.1.0.1", "10.1.0.2")
                        .tcp(4000, 104)
                        .flags(TcpSegment.ACK)
                        .payload(TEXT)
                        .build();
        byte[] text = (TEXT + TEXT).getBytes(StandardCharsets.UTF_8);
        PacketBuilder packet =
                PacketBuilder.ethernet()
                        .ipv4("192.0.2.1", "192.0.2.2")
                        .ipOptions(text)
                        .protocol(IpProtocol.IPV4)
                        .payload(inner);
        HeaderRings.add(ring, packet, 1);

        byte[] kept = new byte[inner.length];
        assertThat(ring.copy(0, copy)).isTrue();
        copy.headers(kept);
        assertThat(copy.linkType()).isEqualTo(LinkType.RAW);
        assertThat(copy.capturedLength()).isEqualTo(inner.length);
        assertThat(new String(kept, StandardCharsets.ISO_8859_1)).doesNotContain("DOE", "JANE");
        assertThat(kept).startsWith(Arrays.copyOf(inner, 40));
    }

    @ParameterizedTest
    @MethodSource("packetsWithText")
    void keepsNothingBehindTheHeaders(PacketBuilder packet) {
        HeaderRings.add(ring, packet, 1);

        byte[] kept = new byte[packet.build().length];
        assertThat(ring.copy(0, copy)).isTrue();
        copy.headers(kept);
        assertThat(new String(kept, StandardCharsets.ISO_8859_1))
                .doesNotContain("DOE", "JANE", "PAT");
        assertThat(copy.capturedLength()).isEqualTo(kept.length);
    }

    @Test
    void keyIsTheSameForBothDirections() {
        long there = HeaderRing.key(0, 1, 4000, 0, 2, 104, 6);

        assertThat(HeaderRing.key(0, 2, 104, 0, 1, 4000, 6)).isEqualTo(there);
        assertThat(HeaderRing.key(0, 1, 104, 0, 2, 4000, 6)).isNotEqualTo(there);
        assertThat(HeaderRing.key(0, 1, 4000, 0, 2, 104, 17)).isNotEqualTo(there);
    }

    @Test
    void tellsWhatWasWrittenOver() {
        for (int i = 0; i < 40; i++) {
            HeaderRings.add(ring, tcp(4000 + i), i);
        }

        assertThat(ring.written()).isEqualTo(40);
        assertThat(ring.oldest()).isEqualTo(24);
        assertThat(ring.copy(23, copy)).isFalse();
        assertThat(ring.copy(24, copy)).isTrue();
        assertThat(copy.timeNs()).isEqualTo(24);
        assertThat(ring.copy(40, copy)).isFalse();
    }

    @Test
    void readersNeverGetHalfASlot() throws InterruptedException {
        AtomicBoolean done = new AtomicBoolean();
        Thread writer =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    for (int i = 0; i < 200_000; i++) {
                                        HeaderRings.add(ring, tcp(1000 + i % 60_000), i);
                                    }
                                    done.set(true);
                                });
        long whole = 0;
        while (!done.get()) {
            long at = ring.written() - 1;
            if (at >= 0 && ring.copy(at, copy)) {
                byte[] headers = new byte[54];
                copy.headers(headers);
                int port = (headers[34] & 0xFF) << 8 | headers[35] & 0xFF;
                assertThat(port).isEqualTo((int) (1000 + copy.timeNs() % 60_000));
                assertThat(copy.timeNs()).isEqualTo(at);
                whole++;
            }
        }
        writer.join();

        assertThat(whole).isPositive();
    }
}
