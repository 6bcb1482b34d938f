package io.wardtap.appliance.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wardtap.protocol.pcap.PacketRecord;
import io.wardtap.protocol.testkit.PcapBuilder;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;

final class PacedSourceTest {
    private static final long SECOND = 1_000_000_000L;

    private static final class FakePacer implements Pacer {
        private long now = 42;
        private long longestWait;

        @Override
        public long nowNs() {
            return now;
        }

        @Override
        public void waitNs(long ns) {
            now += ns;
            longestWait = Math.max(longestWait, ns);
        }
    }

    private final FakePacer pacer = new FakePacer();

    @AfterEach
    void forgetInterrupt() {
        Thread.interrupted();
    }

    private static CaptureSource source(double... seconds) throws CaptureOpenException {
        PcapBuilder capture = new PcapBuilder().nanoseconds();
        for (double time : seconds) {
            capture.packet(1_000 * SECOND + (long) (time * SECOND), new byte[1]);
        }
        return CaptureFiles.open(List.of("-"), new ByteArrayInputStream(capture.bytes()));
    }

    /// Seconds after the first packet at which each was delivered.
    private List<Double> deliveries(CaptureSource source) {
        List<Double> times = new ArrayList<>();
        PacketRecord packet = new PacketRecord();
        long start = pacer.now;
        while (source.next(packet) == Arrival.PACKET) {
            times.add((pacer.now - start) / (double) SECOND);
        }
        return times;
    }

    @Test
    void packetsComeWhenTheirTimesSay() throws Exception {
        try (CaptureSource paced = new PacedSource(source(0, 0.5, 0.5, 7), 1, pacer, () -> false)) {
            assertThat(deliveries(paced)).containsExactly(0.0, 0.5, 0.5, 7.0);
            assertThat(pacer.longestWait).isLessThanOrEqualTo(PacedSource.PIECE_NS);
            assertThat(paced.reports().getFirst().packets()).isEqualTo(4);
        }
    }

    @Test
    void factorDividesTheWaits() throws Exception {
        try (CaptureSource paced = new PacedSource(source(0, 10, 20), 10, pacer, () -> false)) {
            assertThat(deliveries(paced)).containsExactly(0.0, 1.0, 2.0);
        }
    }

    @Test
    void waitsAreBounded() throws Exception {
        try (CaptureSource paced =
                new PacedSource(source(0, 40_000, 40_001), 1, pacer, () -> false)) {
            assertThat(deliveries(paced)).containsExactly(0.0, 300.0, 301.0);
        }
    }

    @Test
    void timesALittleBackDoNotStretchTheReplay() throws Exception {
        try (CaptureSource paced = new PacedSource(source(0, 2, 1, 2, 3), 1, pacer, () -> false)) {
            assertThat(deliveries(paced)).containsExactly(0.0, 2.0, 2.0, 2.0, 3.0);
        }
    }

    @Test
    void afterAJumpFarBackThePaceIsKept() throws Exception {
        try (CaptureSource paced = new PacedSource(source(9000, 0, 1, 2), 1, pacer, () -> false)) {
            assertThat(deliveries(paced)).containsExactly(0.0, 0.0, 1.0, 2.0);
        }
    }

    @Test
    void timeSpentOnPacketsIsNotWaitedAgain() throws Exception {
        try (CaptureSource paced = new PacedSource(source(0, 1, 2), 1, pacer, () -> false)) {
            PacketRecord packet = new PacketRecord();
            paced.next(packet);
            pacer.now += 5 * SECOND;
            assertThat(deliveries(paced)).containsExactly(0.0, 0.0);
        }
    }

    @Test
    void interruptEndsTheWaiting() throws Exception {
        try (CaptureSource paced =
                new PacedSource(source(0, 100, 200), 1, Pacer.SYSTEM, () -> false)) {
            Thread.currentThread().interrupt();
            long before = System.nanoTime();
            assertThat(deliveries(paced)).hasSize(3);
            assertThat(System.nanoTime() - before).isLessThan(60 * SECOND);
        }
    }

    @Test
    void aCancelledReplayEndsWhileItWaits() throws Exception {
        CaptureSource source = source(0, 2, 100, 101);
        try (CaptureSource paced =
                new PacedSource(source, 1, pacer, () -> pacer.now >= 50 * SECOND)) {
            // the packet that was waited for is delivered: it was counted as read
            assertThat(deliveries(paced)).containsExactly(0.0, 2.0, 50.0);
        }
    }

    @Test
    void realPacerWaits() throws Exception {
        try (CaptureSource paced = new ReplaySpeed(1).pace(source(0, 0.05), () -> false)) {
            long before = System.nanoTime();
            assertThat(deliveries(paced)).hasSize(2);
            assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(SECOND / 20);
        }
    }

    @Test
    void speedsAreRead() throws Exception {
        assertThat(ReplaySpeed.parse("max").isMax()).isTrue();
        assertThat(ReplaySpeed.parse("real").factor()).isEqualTo(1);
        assertThat(ReplaySpeed.parse("2.5x").factor()).isEqualTo(2.5);
        CaptureSource source = source(0);
        assertThat(ReplaySpeed.MAX.pace(source, () -> false)).isSameAs(source);
        source.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "fast", "x", "0x", "-1x", "10", "1e3x", "NaNx", "0x10x"})
    void otherSpeedsAreRefused(String text) {
        assertThatThrownBy(() -> ReplaySpeed.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("give max, real or a factor");
    }
}
