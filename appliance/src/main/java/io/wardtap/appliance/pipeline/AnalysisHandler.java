package io.wardtap.appliance.pipeline;

import com.lmax.disruptor.EventHandler;

import java.util.concurrent.CountDownLatch;

/// The last consumer: hands every unit to analysis and frees its slab bytes. One thread.
final class AnalysisHandler implements EventHandler<UnitEvent> {
    /// Freed at the latest after so many bytes, so that the lane does not wait for a long batch.
    private static final long FREE_BYTES = 256 << 10;

    private final UnitConsumer analysis;
    private final UnitSlab slab;
    private final FaultListener faults;
    private final CountDownLatch done = new CountDownLatch(1);
    private long freed;

    AnalysisHandler(UnitConsumer analysis, UnitSlab slab, FaultListener faults) {
        this.analysis = analysis;
        this.slab = slab;
        this.faults = faults;
    }

    @Override
    public void onEvent(UnitEvent event, long sequence, boolean endOfBatch) {
        try {
            analysis.onUnit(event);
        } catch (RuntimeException | StackOverflowError e) {
            faults.onFault("analysis", e);
        }
        if (endOfBatch || event.slabEnd - freed > FREE_BYTES) {
            freed = event.slabEnd;
            slab.free(freed);
        }
        if (endOfBatch) {
            idle();
        }
        if (event.kind == UnitKind.CAPTURE_END) {
            done.countDown();
        }
    }

    private void idle() {
        try {
            analysis.onIdle();
        } catch (RuntimeException e) {
            faults.onFault("analysis", e);
        }
    }

    /// Returns once the capture's end was analysed.
    void awaitEnd() throws InterruptedException {
        done.await();
    }
}
