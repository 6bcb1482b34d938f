package io.wardtap.appliance.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.appliance.observe.Address;
import io.wardtap.appliance.observe.Conversation;
import io.wardtap.appliance.observe.Hl7Interface;
import io.wardtap.appliance.observe.Hl7Interfaces;
import io.wardtap.protocol.hl7.Hl7Facts;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;

@Timeout(30)
class Hl7ConformanceTest {
    private static final List<ConformanceFinding> MISSING =
            List.of(new ConformanceFinding("101", "PID-3"));

    private final List<String> checked = Collections.synchronizedList(new ArrayList<>());
    private final Hl7Interfaces interfaces = new Hl7Interfaces();
    private final Conversation flow = flow();

    @Test
    void checksTheFirstMessagesOfEachSenderAndType() throws InterruptedException {
        Hl7Conformance conformance = conformance(settings(3, 100, false, 2000), this::fine);
        for (int i = 0; i < 10; i++) {
            send(conformance, true, "ADT^A01", "2.5", "MSH|a\r");
            send(conformance, false, "ACK", "2.5", "MSH|b\r");
        }
        send(conformance, true, "ORU^R01", "2.3", "MSH|c\r");
        conformance.finish();

        Hl7Interface known = flow.hl7Interface;
        assertThat(checked).hasSize(7);
        assertThat(conformance.of(known)).hasSize(3);
        ConformanceCount first = conformance.of(known).getFirst();
        assertThat(first.isClient()).isTrue();
        assertThat(first.version()).isEqualTo("2.3");
        assertThat(conformance.of(known).get(1).checked()).isEqualTo(3);
        assertThat(conformance.of(known).getLast().isClient()).isFalse();
        assertThat(conformance.leftOut()).isZero();
        assertThat(conformance.unfinished()).isZero();
    }

    @Test
    void countsFindingsBySenderAndVersion() throws InterruptedException {
        Hl7Conformance conformance =
                conformance(
                        settings(5, 100, false, 2000),
                        message -> message.contains("bad") ? MISSING : List.of());
        send(conformance, true, "ADT^A01", "2.5", "MSH|bad\r");
        send(conformance, true, "ADT^A01", "2.5", "MSH|bad\r");
        send(conformance, true, "ADT^A01", "2.5", "MSH|good\r");
        conformance.finish();

        ConformanceCount count = conformance.of(flow.hl7Interface).getFirst();
        assertThat(count.checked()).isEqualTo(3);
        assertThat(count.faulty()).isEqualTo(2);
        assertThat(count.findings()).containsOnly(java.util.Map.entry(MISSING.getFirst(), 2L));
    }

    @Test
    void takesNoMoreThanItMayHold() throws InterruptedException {
        Hl7Conformance conformance = conformance(settings(1000, 20, false, 2000), this::fine);
        for (int i = 0; i < 50; i++) {
            send(conformance, true, "ADT^A01", "2.5", "MSH|a\r");
        }
        send(conformance, true, "MDM^T02", "2.5", "M".repeat(Hl7Conformance.MOST_BYTES + 1));
        conformance.finish();

        assertThat(checked).hasSize(20);
        assertThat(conformance.leftOut()).isEqualTo(31);
    }

    @Test
    void takesMoreInTheNextHourOfALiveRun() throws InterruptedException {
        Hl7Conformance conformance = conformance(settings(2, 100, true, 2000), this::fine);
        for (int hour = 0; hour < 3; hour++) {
            flow.lastNs = hour * 3_600_000_000_000L;
            for (int i = 0; i < 5; i++) {
                send(conformance, true, "ADT^A01", "2.5", "MSH|a\r");
            }
        }
        conformance.finish();

        assertThat(checked).hasSize(6);
    }

    @Test
    void neverWaitsForACheckThatHangs() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        Hl7Conformance conformance =
                conformance(
                        settings(1000, 1000, true, 50),
                        message -> {
                            await(never);
                            return List.of();
                        });
        long before = System.nanoTime();
        for (int i = 0; i < 500; i++) {
            send(conformance, true, "ADT^A01", "2.5", "MSH|a\r");
        }
        assertThat(System.nanoTime() - before).isLessThan(Duration.ofSeconds(2).toNanos());
        conformance.finish();

        assertThat(conformance.unfinished()).isBetween(1L, 64L);
        assertThat(conformance.leftOut() + conformance.unfinished()).isPositive();
        assertThat(conformance.of(flow.hl7Interface).getFirst().checked()).isZero();
        never.countDown();
    }

    @Test
    void goesOnAfterACheckThatThrows() throws InterruptedException {
        Hl7Conformance conformance =
                conformance(
                        settings(10, 100, false, 2000),
                        message -> {
                            if (message.contains("bad")) {
                                throw new IllegalStateException();
                            }
                            return List.of();
                        });
        send(conformance, true, "ADT^A01", "2.5", "MSH|bad\r");
        send(conformance, true, "ADT^A01", "2.5", "MSH|good\r");
        conformance.finish();

        assertThat(conformance.unfinished()).isOne();
        assertThat(conformance.of(flow.hl7Interface).getFirst().checked()).isOne();
    }

    @Test
    void tellsTypesApartToABound() throws InterruptedException {
        Hl7Conformance conformance = conformance(settings(1, 1000, false, 2000), this::fine);
        for (int i = 0; i < 100; i++) {
            send(conformance, true, "ADT^" + i, "2.5", "MSH|a\r");
        }
        conformance.finish();

        assertThat(checked).hasSize(SampledTypes.TYPES);
    }

    @Test
    void countsFindingsToABound() {
        ConformanceCount count = new ConformanceCount(true, "2.5");
        for (int i = 1; i <= 200; i++) {
            count.add(List.of(new ConformanceFinding("101", "PID-" + i)));
        }

        assertThat(count.findings()).hasSize(ConformanceCount.FINDINGS + 1);
        assertThat(count.findings().get(new ConformanceFinding("101", "other")))
                .isEqualTo(200L - ConformanceCount.FINDINGS);
    }

    @Test
    void readsAMessageOfABatchWithoutTheBatch() {
        byte[] message = "MSH|a\nPID|b\r\nBTS|1\rFTS|1\r".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(ConformanceWorker.text(message)).isEqualTo("MSH|a\rPID|b\r");
    }

    private Collection<ConformanceFinding> fine(String message) {
        checked.add(message);
        return List.of();
    }

    private static void await(CountDownLatch latch) {
        boolean interrupted = true;
        while (interrupted) {
            try {
                latch.await();
                interrupted = false;
            } catch (InterruptedException e) {
                // a check that does not listen
            }
        }
    }

    private static ConformanceSettings settings(
            int perType, int messages, boolean live, long timeLimitMs) {
        return new ConformanceSettings(
                perType,
                messages,
                8 << 20,
                Duration.ofMillis(timeLimitMs),
                Duration.ofSeconds(10),
                live);
    }

    private static Hl7Conformance conformance(
            ConformanceSettings settings, MessageValidator validator) {
        return new Hl7Conformance(settings, () -> validator);
    }

    private static Conversation flow() {
        Conversation flow = new Conversation();
        flow.client = Address.parse("10.0.2.5");
        flow.server = Address.parse("10.0.2.6");
        flow.serverPort = 2575;
        return flow;
    }

    private void send(
            Hl7Conformance conformance,
            boolean client,
            String type,
            String version,
            String message) {
        flow.fromClient = client;
        Hl7Facts facts = new Hl7Facts();
        facts.messageType = type;
        facts.version = version;
        interfaces.onHl7(flow, facts, 1, flow.lastNs);
        byte[] bytes = message.getBytes(StandardCharsets.ISO_8859_1);
        facts.bytes = bytes.length;
        conformance.onHl7(flow, facts, bytes, 0, bytes.length);
    }
}
