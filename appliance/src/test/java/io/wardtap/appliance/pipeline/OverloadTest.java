package io.wardtap.appliance.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.appliance.capture.Arrival;
import io.wardtap.appliance.capture.CaptureReport;
import io.wardtap.appliance.capture.CaptureSource;
import io.wardtap.appliance.pipeline.OverloadPolicy.Level;
import io.wardtap.protocol.pcap.PacketRecord;
import io.wardtap.protocol.testkit.PacketBuilder;
import io.wardtap.protocol.unit.KeyedHash;
import io.wardtap.protocol.unit.NameInterner;
import io.wardtap.protocol.unit.ParserContext;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// A live pipeline with more traffic than its consumers take, or with consumers that stand still:
/// the lane goes on, what is lost is counted to the last unit, and everything comes back.
@Timeout(60)
class OverloadTest {
    private static final int RING = 2048;
    private static final long FOREVER_NS = 20_000_000_000L;

    private static RecordedTraffic traffic;

    private OverloadPolicy policy = OverloadPolicy.shedding();
    private Consumer consumer = new Consumer();
    private final List<String> faults = Collections.synchronizedList(new ArrayList<>());
    private int workers = 1;
    private int ring = RING;
    private Pipeline pipeline;

    @BeforeAll
    static void readCapture() throws Exception {
        traffic = RecordedTraffic.of("first-minutes.pcap.gz");
    }

    /// Counts what is analysed, and stands still on request.
    private static final class Consumer implements UnitConsumer {
        private final Map<UnitKind, Long> kinds = new EnumMap<>(UnitKind.class);
        private final Set<Long> open = new java.util.HashSet<>();
        private volatile long units;
        private volatile boolean stopped;
        private volatile boolean slow;
        private long lostBytes;
        private long shedTold;
        private long wrongOrder;

        @Override
        public void onUnit(UnitEvent event) {
            await(() -> !stopped);
            if (slow && units % 64 == 0) {
                LockSupport.parkNanos(100_000);
            }
            kinds.merge(event.kind, 1L, Long::sum);
            units++;
            lostBytes += event.lostBefore;
            shedTold += event.shedBefore ? 1 : 0;
            if (event.kind == UnitKind.FLOW_BEGIN) {
                open.add(event.flow);
            } else if (event.kind == UnitKind.FLOW_END) {
                wrongOrder += open.remove(event.flow) ? 0 : 1;
            } else if (event.flow != 0 && !open.contains(event.flow)) {
                wrongOrder++;
            }
        }

        long of(UnitKind kind) {
            return kinds.getOrDefault(kind, 0L);
        }
    }

    /// Plays the capture; before each round something may happen.
    private class Rounds extends RecordedTraffic.Source {
        private final int rounds;
        volatile boolean paced;
        private int round;
        private int next;
        private final Set<Level> levels = Collections.synchronizedSet(EnumSet.noneOf(Level.class));

        Rounds(int rounds) {
            this.rounds = rounds;
        }

        @Override
        public Arrival next(PacketRecord packet) {
            levels.add(policy.level());
            if (paced && policy.ringOccupancy() > 0.1) {
                LockSupport.parkNanos(20_000);
                return Arrival.IDLE;
            }
            if (next == traffic.packets().size()) {
                round++;
                next = 0;
                onRound(round);
            }
            if (round == rounds) {
                levelAtEnd = policy.level();
                return Arrival.END;
            }
            return deliver(traffic.packets().get(next++), round * traffic.roundNs(), packet);
        }

        void onRound(int number) {}
    }

    private void run(CaptureSource... sources) throws InterruptedException {
        pipeline =
                new Pipeline(
                        List.of(sources),
                        new LaneSettings(
                                65_536,
                                64L << 20,
                                8L << 20,
                                ring,
                                FlowTimeouts.defaults(),
                                VlanKey.OFF,
                                false,
                                LaneSettings.DUPLICATE_WINDOW_NS,
                                false),
                        workers,
                        () ->
                                new ParserContext(
                                        new KeyedHash(1, 2),
                                        new KeyedHash(3, 4),
                                        new NameInterner(1024)),
                        consumer,
                        (where, fault) -> faults.add(where),
                        policy);
        pipeline.beforeEachUnit(this::beforeUnit);
        pipeline.run(() -> false);
    }

    private Level levelAtEnd;
    private volatile java.util.function.Consumer<UnitEvent> hook = event -> {};

    private void beforeUnit(UnitEvent event) {
        hook.accept(event);
    }

    private long counted(int counter) {
        return pipeline.counters().get(counter);
    }

    private static void await(java.util.function.BooleanSupplier condition) {
        long end = System.nanoTime() + FOREVER_NS;
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            LockSupport.parkNanos(100_000);
        }
    }

    private void sumsReconcile(RecordedTraffic.Source... sources) {
        assertThat(counted(LaneCounters.PACKETS) + counted(LaneCounters.PACKETS_SHED))
                .as("packets offered")
                .isEqualTo(Stream.of(sources).mapToLong(RecordedTraffic.Source::delivered).sum());
        assertThat(counted(LaneCounters.UNITS_REFUSED)).isZero();
        assertThat(consumer.units).as("units analysed").isEqualTo(counted(LaneCounters.UNITS));
        assertThat(consumer.wrongOrder).as("units without their flow").isZero();
        assertThat(consumer.open).as("flows without an end").isEmpty();
        assertThat(levelAtEnd).isEqualTo(Level.NONE);
    }

    @Test
    void losesNothingWhileConsumersKeepUp() throws InterruptedException {
        Rounds source = new Rounds(3);
        source.paced = true;

        run(source);

        sumsReconcile(source);
        assertThat(counted(LaneCounters.PACKETS)).isEqualTo(3L * traffic.packets().size());
        assertThat(counted(LaneCounters.UNITS_SHED)).isZero();
        assertThat(source.levels).containsExactly(Level.NONE);
        assertThat(consumer.of(UnitKind.MESSAGE)).isGreaterThan(1000);
        assertThat(faults).isEmpty();
    }

    @Test
    void neverWaitsForAStalledAnalysisAndCountsWhatItLoses() throws InterruptedException {
        consumer.stopped = true;
        Rounds source = goesOnInRound(8, 10);

        run(source);

        sumsReconcile(source);
        assertThat(source.levels).containsExactly(Level.values());
        assertThat(counted(LaneCounters.PACKETS_SHED)).isGreaterThan(1000);
        assertThat(counted(LaneCounters.UNITS_SHED)).isPositive();
        assertThat(counted(LaneCounters.UNIT_BYTES_SHED)).isPositive();
    }

    @Test
    void severalLanesShareTheRoomThatIsLeft() throws InterruptedException {
        consumer.stopped = true;
        Rounds first = goesOnInRound(4, 6);
        Rounds second = goesOnInRound(4, 6);

        run(first, second);

        sumsReconcile(first, second);
        assertThat(counted(LaneCounters.PACKETS_SHED)).isGreaterThan(1000);
        assertThat(counted(LaneCounters.UNITS_SHED)).isPositive();
        assertThat(pipeline.counters(1).get(LaneCounters.PACKETS)).isPositive();
    }

    /// Until that round nothing is analysed; by then everything is full.
    private Rounds goesOnInRound(int round, int rounds) {
        return new Rounds(rounds) {
            @Override
            void onRound(int number) {
                if (number == round) {
                    consumer.stopped = false;
                    paced = true;
                }
            }
        };
    }

    @Test
    void shedsUnitsBeforePacketsAndTellsOfThemAfterwards() throws InterruptedException {
        ring = 16_384;
        consumer.stopped = true;
        Rounds source =
                new Rounds(12) {
                    @Override
                    public Arrival next(PacketRecord packet) {
                        if (pipeline.counters().get(LaneCounters.UNITS_SHED) > 500) {
                            consumer.stopped = false;
                            paced = true;
                        }
                        return super.next(packet);
                    }
                };

        run(source);

        sumsReconcile(source);
        assertThat(counted(LaneCounters.PACKETS_SHED)).isZero();
        assertThat(source.levels).contains(Level.EVENTS, Level.UNITS).doesNotContain(Level.PACKETS);
        assertThat(consumer.shedTold).isPositive();
        assertThat(consumer.lostBytes).isPositive();
        long shed = counted(LaneCounters.UNITS_SHED);
        long carried = consumer.of(UnitKind.MESSAGE);
        assertThat(shed).isGreaterThan(500);
        assertThat(carried + shed).isEqualTo(messagesOfAReplay(12));
    }

    /// What framers cut when nothing is shed.
    private long messagesOfAReplay(int rounds) throws InterruptedException {
        policy = OverloadPolicy.waiting();
        consumer = new Consumer();
        run(new Rounds(rounds));
        return consumer.of(UnitKind.MESSAGE);
    }

    @Test
    void goesNoFasterThanAnalysisWhileTheCaptureHasRoom() throws InterruptedException {
        ring = 1024;
        consumer.slow = true;
        Rounds source =
                new Rounds(4) {
                    @Override
                    public boolean hasSlack() {
                        return true;
                    }
                };

        run(source);

        sumsReconcile(source);
        assertThat(counted(LaneCounters.PACKETS_SHED)).isZero();
        assertThat(counted(LaneCounters.UNITS_SHED)).isZero();
    }

    @Test
    void doesNotWaitForAnAnalysisThatHangsThoughTheCaptureHasRoom() throws InterruptedException {
        consumer.stopped = true;
        Rounds source =
                new Rounds(8) {
                    @Override
                    public boolean hasSlack() {
                        return consumer.stopped;
                    }

                    @Override
                    void onRound(int number) {
                        if (number == 6) {
                            consumer.stopped = false;
                            paced = true;
                        }
                    }
                };

        run(source);

        sumsReconcile(source);
        assertThat(counted(LaneCounters.PACKETS_SHED)).isPositive();
    }

    @Test
    void tenThousandFlowsThatEndAtOnceCostNothingElse() throws InterruptedException {
        PacketListSource source = new PacketListSource();
        long begin = 1_700_000_000_000_000_000L;
        for (int i = 0; i < 10_000; i++) {
            source.add(begin + i, udp("10.1." + i / 250 + "." + (1 + i % 250)));
        }
        for (int i = 0; i < 2000; i++) { // long after, all of them are over
            source.add(begin + 100_000_000_000L + i * 1_000_000L, udp("10.9.9.9"));
        }
        consumer.slow = true;

        run(new Paced(source));

        assertThat(consumer.of(UnitKind.FLOW_END)).isEqualTo(10_001);
        assertThat(counted(LaneCounters.PACKETS)).isEqualTo(12_000);
        assertThat(counted(LaneCounters.PACKETS_SHED)).isZero();
        assertThat(counted(LaneCounters.UNITS_REFUSED)).isZero();
    }

    private static PacketBuilder udp(String client) {
        return PacketBuilder.ethernet().ipv4(client, "10.8.0.1").udp(5000, 9999).payload("x");
    }

    /// As fast as consumers go while the ring is more than half full.
    private final class Paced implements CaptureSource {
        private final CaptureSource packets;

        Paced(CaptureSource packets) {
            this.packets = packets;
        }

        @Override
        public Arrival next(PacketRecord packet) {
            if (policy.ringOccupancy() > 0.55) {
                LockSupport.parkNanos(20_000);
                return Arrival.IDLE;
            }
            return packets.next(packet);
        }

        @Override
        public List<String> interfaceNames() {
            return packets.interfaceNames();
        }

        @Override
        public List<CaptureReport> reports() {
            return packets.reports();
        }

        @Override
        public long bytesRead() {
            return packets.bytesRead();
        }

        @Override
        public long bytesTotal() {
            return packets.bytesTotal();
        }

        @Override
        public void close() {}
    }

    @Test
    void replacesAParserThatHangsAndGoesOn() throws InterruptedException {
        hangs(1);
    }

    @Test
    void replacesOneOfSeveralParsersThatHangs() throws InterruptedException {
        hangs(3);
    }

    private void hangs(int parsers) throws InterruptedException {
        workers = parsers;
        AtomicBoolean once = new AtomicBoolean();
        CountDownLatch release = new CountDownLatch(1);
        hook =
                event -> {
                    if (event.packetNumber > 200 && once.compareAndSet(false, true)) {
                        awaitUninterruptibly(release);
                    }
                };
        Rounds source =
                new Rounds(4) {
                    @Override
                    void onRound(int number) {
                        if (number == 3) {
                            release.countDown();
                        }
                    }
                };
        source.paced = true;

        run(source);

        sumsReconcile(source);
        assertThat(policy.parserStalls()).isEqualTo(1);
        assertThat(faults).hasSize(1).first().asString().startsWith("parser ").endsWith(" hung");
        assertThat(counted(LaneCounters.PACKETS_SHED)).isZero();
        assertThat(counted(LaneCounters.UNITS_SHED)).isZero();
        assertThat(consumer.of(UnitKind.UNREAD)).isPositive().isEqualTo(policy.unitsUnread());
        assertThat(consumer.of(UnitKind.MESSAGE)).isGreaterThan(1000);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException e) {
                // a parser that hangs does not listen
            }
        }
    }
}
