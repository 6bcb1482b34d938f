package io.wardtap.appliance.pipeline;

import com.lmax.disruptor.BlockingWaitStrategy;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;
import com.lmax.disruptor.dsl.ProducerType;

import io.wardtap.appliance.capture.CaptureSource;
import io.wardtap.appliance.host.ServiceThread;
import io.wardtap.protocol.unit.ParserContext;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The way of the data: a lane a source, the ring, parsers in parallel, one ordered analysis.
/// Threads: the caller's is the first lane, each further lane has its own; parsers and analysis
/// have one each, or share one when there is a single parser; in a replay the lane then parses
/// every other flow. Live, a watch replaces parsers that hang.
public final class Pipeline {
    private static final long END_MS = 5_000;
    private static final long LOOK_MS = 500;
    private static final StackTraceElement[] NOWHERE = {};

    private final List<CaptureSource> sources;
    private final LaneSettings settings;
    private final int workers;
    private final Supplier<ParserContext> contexts;
    private final UnitConsumer analysis;
    private final FaultListener faults;
    private final OverloadPolicy policy;
    private final LaneCounters[] counters;
    private final LaneCounters sum;
    private List<HeaderRing> headers = List.of();
    private static volatile Consumer<UnitEvent> testHookOfAll;

    private Consumer<UnitEvent> testHook = testHookOfAll;

    /// One lane that waits when the ring is full: for captures.
    ///
    /// @param workers parser threads, at least 1
    /// @param contexts one for each parser thread
    public Pipeline(
            CaptureSource source,
            LaneSettings settings,
            int workers,
            Supplier<ParserContext> contexts,
            UnitConsumer analysis,
            FaultListener faults) {
        this(
                List.of(source),
                settings,
                workers,
                contexts,
                analysis,
                faults,
                OverloadPolicy.waiting());
    }

    /// @param sources one for each lane; all of them number interfaces alike
    /// @param workers parser threads, at least 1
    /// @param contexts one for each parser thread, and one for each that takes a hung one's place
    /// @param policy of this pipeline alone: what happens when the ring is full
    public Pipeline(
            List<? extends CaptureSource> sources,
            LaneSettings settings,
            int workers,
            Supplier<ParserContext> contexts,
            UnitConsumer analysis,
            FaultListener faults,
            OverloadPolicy policy) {
        if (workers < 1) {
            throw new IllegalArgumentException("workers: " + workers + ", at least 1");
        }
        if (sources.isEmpty()) {
            throw new IllegalArgumentException("sources: at least one is needed");
        }
        this.sources = List.copyOf(sources);
        this.settings = settings;
        this.workers = workers;
        this.contexts = contexts;
        this.analysis = analysis;
        this.faults = faults;
        this.policy = policy;
        this.counters = new LaneCounters[sources.size()];
        for (int i = 0; i < counters.length; i++) {
            counters[i] = new LaneCounters();
        }
        this.sum = counters.length == 1 ? counters[0] : new SummedCounters(counters);
    }

    /// What the lanes have counted, all together.
    public LaneCounters counters() {
        return sum;
    }

    /// What one lane has counted.
    public LaneCounters counters(int lane) {
        return counters[lane];
    }

    /// Keeps the headers of the lanes' latest packets there, one ring a lane; before the run.
    public void keepHeaders(List<HeaderRing> rings) {
        if (rings.size() != sources.size()) {
            throw new IllegalArgumentException("rings: one a lane is needed");
        }
        headers = List.copyOf(rings);
    }

    /// Is called on a parser's thread before each unit is read, to make parsers hang in tests.
    void beforeEachUnit(Consumer<UnitEvent> hook) {
        testHook = hook;
    }

    /// The same for every pipeline that is made from now on.
    static void beforeEachUnitOfAll(Consumer<UnitEvent> hook) {
        testHookOfAll = hook;
    }

    /// Reads the sources to their end, or until `cancelled`; returns when everything read has been
    /// analysed.
    ///
    /// @throws IllegalStateException when a thread behind the ring died, for want of memory
    public void run(BooleanSupplier cancelled) throws InterruptedException {
        RingBuffer<UnitEvent> ring =
                RingBuffer.create(
                        sources.size() == 1 ? ProducerType.SINGLE : ProducerType.MULTI,
                        UnitEvent::new,
                        settings.ringSize(),
                        new BlockingWaitStrategy());
        List<UnitSlab> slabs = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            slabs.add(new UnitSlab(settings.slabBytes()));
        }
        AnalysisHandler last = new AnalysisHandler(analysis, slabs, faults);
        RingThreads threads = new RingThreads(ring, last);
        policy.start(sources.size(), () -> occupancy(ring));
        try {
            threads.start();
            lanes(ring, slabs).run(cancelled);
            if (!policy.sheds()) {
                while (!last.awaitEnd(LOOK_MS)) {
                    policy.checkAlive();
                }
            } else if (!last.awaitEnd(END_MS)) {
                faults.onFault("analysis did not come to its end", new ParserStall(NOWHERE));
            }
        } finally {
            threads.stop();
        }
    }

    /// Whether the lane parses every other flow itself. A lane that may wait has time, and where a
    /// single parser shares its thread with analysis, that thread is what everything waits for.
    private boolean laneParses() {
        return workers == 1 && sources.size() == 1 && !policy.sheds();
    }

    private static double occupancy(RingBuffer<UnitEvent> ring) {
        long used = ring.getCursor() - ring.getMinimumGatingSequence();
        return Math.clamp((double) used / ring.getBufferSize(), 0, 1);
    }

    private LaneThreads lanes(RingBuffer<UnitEvent> ring, List<UnitSlab> slabs) {
        List<Lane> lanes = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            lanes.add(
                    new Lane(
                            sources.get(i),
                            settings,
                            new UnitPublisher(ring, slabs.get(i), i, policy),
                            counters[i],
                            new LanePlace(i, sources.size())));
            if (!headers.isEmpty()) {
                lanes.get(i).keep(headers.get(i));
            }
            if (laneParses()) {
                lanes.get(i)
                        .parseBy(
                                new ParserHandler(
                                        1, 2, contexts.get(), faults, policy, null, testHook));
            }
        }
        return new LaneThreads(lanes);
    }

    /// The consumers' threads of one run.
    private final class RingThreads {
        private final ThreadFactory factory =
                ServiceThread.factory(
                        Thread.ofPlatform()
                                .name("wardtap-ring-", 0)
                                .daemon()
                                .uncaughtExceptionHandler((_, fault) -> policy.died(fault))
                                .factory());
        private final List<SequenceBarrier> barriers = new ArrayList<>();
        private final List<ParserThread> parsers = new ArrayList<>();
        private Thread analysisThread;
        private Thread watch;

        RingThreads(RingBuffer<UnitEvent> ring, AnalysisHandler last) {
            SequenceBarrier first = ring.newBarrier();
            barriers.add(first);
            for (int i = 0; i < workers; i++) {
                int worker = i;
                ParserThread.Role role =
                        new ParserThread.Role() {
                            @Override
                            public ParserHandler parser(ParserGuard guard) {
                                return new ParserHandler(
                                        worker,
                                        laneParses() ? 2 : workers,
                                        contexts.get(),
                                        faults,
                                        policy,
                                        guard,
                                        testHook);
                            }

                            @Override
                            public RingWorker.Handler behind() {
                                return workers == 1 ? last : null;
                            }
                        };
                parsers.add(new ParserThread(ring, first, role, policy, faults, factory));
            }
            Sequence[] parsed = parsers.stream().map(ParserThread::done).toArray(Sequence[]::new);
            if (workers == 1) {
                ring.addGatingSequences(parsed);
            } else {
                SequenceBarrier second = ring.newBarrier(parsed);
                barriers.add(second);
                Sequence analysed = new Sequence();
                ring.addGatingSequences(analysed);
                analysisThread =
                        factory.newThread(new RingWorker(ring, second, analysed, last, faults));
            }
        }

        void start() {
            parsers.forEach(ParserThread::start);
            if (analysisThread != null) {
                analysisThread.start();
            }
            if (policy.sheds()) {
                watch = ServiceThread.start("wardtap-watch", new ParserWatch(parsers, faults));
            }
        }

        /// @return whether all have ended
        boolean stop() throws InterruptedException {
            if (watch != null) {
                watch.interrupt();
                watch.join();
            }
            barriers.forEach(SequenceBarrier::alert);
            long untilNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(END_MS);
            boolean ended = true;
            for (ParserThread parser : parsers) {
                ended &= parser.join(untilNs);
            }
            if (analysisThread != null && analysisThread.getState() != Thread.State.NEW) {
                analysisThread.join(END_MS);
                ended &= !analysisThread.isAlive();
            }
            return ended;
        }
    }
}
