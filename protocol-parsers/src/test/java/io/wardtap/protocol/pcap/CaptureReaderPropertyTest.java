package io.wardtap.protocol.pcap;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.protocol.testkit.PcapBuilder;
import io.wardtap.protocol.testkit.PcapngBuilder;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

import java.nio.ByteOrder;
import java.util.List;

/// Whatever the bytes: no exception, an end, packets that lie within the capture, and the same from
/// the smallest window as from the whole.
final class CaptureReaderPropertyTest {
    private static final byte[] PACKET = new byte[61];

    @Provide
    Arbitrary<byte[]> captures() {
        return Arbitraries.of(
                new PcapBuilder().packet(1_000_000, PACKET).packet(2_000_000, PACKET, 99).bytes(),
                new PcapBuilder()
                        .byteOrder(ByteOrder.BIG_ENDIAN)
                        .nanoseconds()
                        .packet(5, PACKET)
                        .packet(6, PACKET)
                        .bytes(),
                new PcapBuilder().modified().packet(1_000_000, PACKET).bytes(),
                pcapng(ByteOrder.LITTLE_ENDIAN),
                pcapng(ByteOrder.BIG_ENDIAN));
    }

    private static byte[] pcapng(ByteOrder order) {
        return new PcapngBuilder()
                .section(order)
                .interfaceDescription(1, 40, o -> o.name("eth0").timeResolution(9).end())
                .enhancedPacket(0, 1_000, PACKET)
                .block(4, new byte[24])
                .simplePacket(PACKET, 61)
                .section(ByteOrder.BIG_ENDIAN)
                .interfaceDescription(113, 0, o -> o.timeOffset(7))
                .obsoletePacket(0, 2_000, PACKET)
                .enhancedPacket(0, 3_000, PACKET)
                .bytes();
    }

    record Change(int at, int kind, int value) {}

    @Provide
    Arbitrary<List<Change>> changes() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 600),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.of(0, 1, 3, 4, 6, 12, 13, 28, 32, 127, 128, 254, 255))
                .as(Change::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
    }

    @Property
    void changedCapturesAreReadToAnEnd(
            @ForAll("captures") byte[] original,
            @ForAll("changes") List<Change> changes,
            @ForAll @IntRange(max = 40) int step) {
        byte[] capture = original.clone();
        for (Change change : changes) {
            int at = change.at() % capture.length;
            switch (change.kind()) {
                case 0 -> capture[at] = (byte) change.value();
                case 1 -> capture[at] ^= (byte) (1 << (change.value() & 7));
                default -> {
                    int to = (at * 31 + change.value()) % capture.length;
                    int length = Math.min(capture.length - Math.max(at, to), 4);
                    System.arraycopy(capture, at, capture, to, length);
                }
            }
        }
        assertReadsToAnEnd(capture, step);
    }

    @Property
    void anyBytesAreReadToAnEnd(
            @ForAll byte[] tail,
            @ForAll("captures") byte[] capture,
            @ForAll @IntRange(max = 64) int kept) {
        byte[] bytes = java.util.Arrays.copyOf(capture, kept + tail.length);
        System.arraycopy(tail, 0, bytes, kept, tail.length);
        assertReadsToAnEnd(bytes, kept);
    }

    private static void assertReadsToAnEnd(byte[] capture, int step) {
        ReadCapture whole = ReadCapture.of(capture);
        assertThat(whole.packets().size()).isLessThanOrEqualTo(capture.length / 16);
        if (whole.damage() != null) {
            assertThat(whole.damage().offset()).isBetween(0L, (long) capture.length);
        } else {
            assertThat(whole.reader().offset()).isEqualTo(capture.length);
        }
        ReadCapture small = ReadCapture.of(new SlidingWindow(capture, step));
        assertThat(small.packets()).isEqualTo(whole.packets());
        assertThat(small.damage()).isEqualTo(whole.damage());
    }
}
