package io.wardtap.appliance.pipeline;

import com.lmax.disruptor.BlockingWaitStrategy;
import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;

import io.wardtap.appliance.capture.CaptureSource;
import io.wardtap.protocol.unit.ParserContext;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// The way of the data: one lane, the ring, parsers in parallel, one ordered analysis. Threads: the
/// caller's is the lane; parsers and analysis have one each, or share one when there is a single
/// parser.
public final class Pipeline {
    private final CaptureSource source;
    private final LaneSettings settings;
    private final int workers;
    private final Supplier<ParserContext> contexts;
    private final UnitConsumer analysis;
    private final FaultListener faults;
    private final LaneCounters counters = new LaneCounters();

    /// @param workers parser threads, at least 1
    /// @param contexts one for each parser thread
    public Pipeline(
            CaptureSource source,
            LaneSettings settings,
            int workers,
            Supplier<ParserContext> contexts,
            UnitConsumer analysis,
            FaultListener faults) {
        if (workers < 1) {
            throw new IllegalArgumentException("workers: " + workers + ", at least 1");
        }
        this.source = source;
        this.settings = settings;
        this.workers = workers;
        this.contexts = contexts;
        this.analysis = analysis;
        this.faults = faults;
    }

    public LaneCounters counters() {
        return counters;
    }

    /// Reads the source to its end, or until `cancelled`, on this thread; returns when everything
    /// read has been analysed.
    public void run(BooleanSupplier cancelled) throws InterruptedException {
        Disruptor<UnitEvent> disruptor =
                new Disruptor<>(
                        UnitEvent::new,
                        settings.ringSize(),
                        Pipeline::ringThread,
                        ProducerType.SINGLE,
                        new BlockingWaitStrategy());
        UnitSlab slab = new UnitSlab(settings.slabBytes());
        AnalysisHandler last = new AnalysisHandler(analysis, slab, faults);
        connect(disruptor, last);
        disruptor.start();
        try {
            UnitPublisher publisher = new UnitPublisher(disruptor.getRingBuffer(), slab);
            new Lane(source, settings, publisher, counters).run(cancelled);
            last.awaitEnd();
        } finally {
            disruptor.halt();
        }
    }

    private static Thread ringThread(Runnable work) {
        Thread thread = new Thread(work, "wardtap-ring");
        thread.setDaemon(true);
        return thread;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // the DSL takes an array of a generic type
    private void connect(Disruptor<UnitEvent> disruptor, AnalysisHandler last) {
        if (workers == 1) {
            ParserHandler parser = new ParserHandler(0, 1, contexts.get(), faults);
            EventHandler<UnitEvent> both =
                    (event, sequence, endOfBatch) -> {
                        parser.onEvent(event, sequence, endOfBatch);
                        last.onEvent(event, sequence, endOfBatch);
                    };
            disruptor.handleEventsWith(both);
            return;
        }
        EventHandler[] parsers = new EventHandler[workers];
        for (int i = 0; i < workers; i++) {
            parsers[i] = new ParserHandler(i, workers, contexts.get(), faults);
        }
        disruptor.handleEventsWith(parsers).then(last);
    }
}
