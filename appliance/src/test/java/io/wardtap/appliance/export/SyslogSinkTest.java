package io.wardtap.appliance.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.appliance.alert.Alert;
import io.wardtap.appliance.alert.AlertAction;
import io.wardtap.appliance.detect.Severity;

import org.junit.jupiter.api.Test;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

class SyslogSinkTest {
    private static void send(SyslogSink sink, int count) {
        Alert alert = Samples.alert("phi-cleartext-hl7", Severity.HIGH);
        alert.count = count;
        sink.onAlert(alert, AlertAction.UPDATED, 1, Samples.T0);
    }

    private static SyslogOptions options(boolean tcp, int port) {
        return SyslogMessageTest.options(tcp, port, 0, false);
    }

    private static List<Integer> counts(List<String> messages) {
        return messages.stream()
                .map(
                        message ->
                                Integer.parseInt(
                                        message.replaceAll("(?s).* count=\"(\\d+)\".*", "$1")))
                .toList();
    }

    @Test
    void sendsEveryRevisionAsADatagram() throws Exception {
        try (DatagramSocket receiver =
                new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            receiver.setSoTimeout(20_000);
            List<String> received = new ArrayList<>();
            try (SyslogSink sink = new SyslogSink(options(false, receiver.getLocalPort()))) {
                for (int i = 1; i <= 5; i++) {
                    send(sink, i);
                    DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
                    receiver.receive(packet);
                    received.add(
                            new String(
                                    packet.getData(),
                                    0,
                                    packet.getLength(),
                                    StandardCharsets.UTF_8));
                }
                assertThat(Eventually.holds(() -> sink.delivered() == 5)).isTrue();
                assertThat(sink.failed()).isZero();
            }

            assertThat(counts(received)).containsExactly(1, 2, 3, 4, 5);
        }
    }

    @Test
    void countsOctetsOverTcp() throws Exception {
        try (SyslogReceiver receiver = new SyslogReceiver(0);
                SyslogSink sink = new SyslogSink(options(true, receiver.port()))) {
            for (int i = 1; i <= 100; i++) {
                send(sink, i);
            }

            assertThat(Eventually.holds(() -> receiver.messages.size() == 100)).isTrue();
            assertThat(counts(receiver.messages)).isSorted();
            assertThat(receiver.faults).isEmpty();
            assertThat(Eventually.holds(() -> sink.delivered() == 100 && sink.backlog() == 0))
                    .isTrue();
        }
    }

    @Test
    void connectsAgainAndSendsTheLatestAgainWhenTheReceiverHungUp() throws Exception {
        try (SyslogReceiver receiver = new SyslogReceiver(0);
                SyslogSink sink = new SyslogSink(options(true, receiver.port()))) {
            send(sink, 1);
            assertThat(Eventually.holds(() -> receiver.messages.size() == 1)).isTrue();

            receiver.hangUp();

            // without a further alert: what may have been lost comes again by itself
            assertThat(Eventually.holds(() -> receiver.messages.size() == 2)).isTrue();
            send(sink, 2);
            assertThat(Eventually.holds(() -> counts(receiver.messages).contains(2))).isTrue();
            assertThat(counts(receiver.messages).subList(0, 2)).containsExactly(1, 1);
        }
    }

    @Test
    void keepsAlertsForAReceiverThatIsAwayAndNeverBlocks() throws Exception {
        int port;
        try (SyslogReceiver probe = new SyslogReceiver(0)) {
            port = probe.port();
        }
        try (SyslogSink sink = new SyslogSink(options(true, port))) {
            long start = System.nanoTime();
            for (int i = 1; i <= 50; i++) {
                send(sink, i);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofSeconds(5));
            assertThat(Eventually.holds(() -> !sink.lastError().isEmpty())).isTrue();
            assertThat(sink.backlog()).isEqualTo(50);
            assertThat(sink.oldestPendingMs()).isPositive();

            try (SyslogReceiver receiver = new SyslogReceiver(port)) {
                assertThat(Eventually.holds(() -> receiver.messages.size() >= 50)).isTrue();
                assertThat(counts(receiver.messages).stream().distinct()).hasSize(50);
            }
            assertThat(sink.failed()).isZero();
        }
    }

    @Test
    void losesTheLowestSeveritiesWhenItsQueueIsFullAndCountsThem() throws Exception {
        int port;
        try (SyslogReceiver probe = new SyslogReceiver(0)) {
            port = probe.port();
        }
        SyslogSink sink = new SyslogSink(options(true, port), 10);
        for (int i = 0; i < 20; i++) {
            sink.onAlert(
                    Samples.alert("a-low-rule", Severity.LOW), AlertAction.OPENED, 1, Samples.T0);
        }
        for (int i = 0; i < 10; i++) {
            sink.onAlert(
                    Samples.alert("a-high-rule", Severity.HIGH), AlertAction.OPENED, 1, Samples.T0);
        }
        // one may be in the sender's hands
        assertThat(sink.failed()).isBetween(19L, 20L);

        long start = System.nanoTime();
        sink.close(Duration.ofMillis(300));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        assertThat(sink.failed()).isEqualTo(30);
        assertThat(sink.delivered()).isZero();
    }

    @Test
    void sendsNothingBelowItsSeverity() throws Exception {
        try (SyslogReceiver receiver = new SyslogReceiver(0)) {
            SyslogOptions all = options(true, receiver.port());
            SyslogOptions high =
                    new SyslogOptions(
                            all.name(),
                            true,
                            all.host(),
                            all.port(),
                            all.facility(),
                            0,
                            Severity.HIGH,
                            all.sensor(),
                            false,
                            null);
            try (SyslogSink sink = new SyslogSink(high)) {
                sink.onAlert(
                        Samples.alert("a-rule", Severity.MEDIUM),
                        AlertAction.OPENED,
                        1,
                        Samples.T0);
                send(sink, 7);
                assertThat(Eventually.holds(() -> sink.delivered() == 1)).isTrue();
            }
            assertThat(Eventually.holds(() -> receiver.messages.size() == 1)).isTrue();
            assertThat(counts(receiver.messages)).containsExactly(7);
        }
    }
}
