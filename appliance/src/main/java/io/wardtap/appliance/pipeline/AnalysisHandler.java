package io.wardtap.appliance.pipeline;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The last consumer: hands every unit to analysis and frees its slab bytes. Of several lanes it
/// makes one: a second has passed when it has for all of them, and the capture has ended with the
/// last. One thread.
final class AnalysisHandler implements RingWorker.Handler {
    /// Freed at the latest after so many bytes, so that the lane does not wait for a long batch.
    private static final long FREE_BYTES = 256 << 10;

    private final UnitConsumer analysis;
    private final UnitSlab[] slabs;
    private final FaultListener faults;
    private final CountDownLatch done = new CountDownLatch(1);
    private final LaneTimes times;
    private final long[] ends;
    private final long[] freed;

    AnalysisHandler(UnitConsumer analysis, List<UnitSlab> slabs, FaultListener faults) {
        this.analysis = analysis;
        this.slabs = slabs.toArray(UnitSlab[]::new);
        this.faults = faults;
        this.times = new LaneTimes(this.slabs.length);
        this.ends = new long[this.slabs.length];
        this.freed = new long[this.slabs.length];
    }

    @Override
    public void onEvent(UnitEvent event, long sequence, boolean endOfBatch) {
        int lane = event.lane;
        boolean last = event.kind == UnitKind.CAPTURE_END && times.end(lane);
        if (slabs.length > 1) {
            join(event, last);
        }
        try {
            analysis.onUnit(event);
        } catch (RuntimeException | Error e) {
            faults.onFault("analysis", e);
        }
        ends[lane] = event.slabEnd;
        if (ends[lane] - freed[lane] > FREE_BYTES) {
            free(lane);
        }
        if (endOfBatch) {
            for (int i = 0; i < slabs.length; i++) {
                free(i);
            }
            idle();
        }
        if (last) {
            done.countDown();
        }
    }

    private void join(UnitEvent event, boolean last) {
        if (event.kind == UnitKind.TICK) {
            if (times.tick(event.lane, event.timeNs)) {
                event.timeNs = times.minimumNs();
            } else {
                event.kind = UnitKind.LANE_COUNTERS;
            }
        } else if (event.kind == UnitKind.CAPTURE_END && !last) {
            event.kind = UnitKind.LANE_COUNTERS;
        }
    }

    private void free(int lane) {
        if (ends[lane] != freed[lane]) {
            freed[lane] = ends[lane];
            slabs[lane].free(freed[lane]);
        }
    }

    private void idle() {
        try {
            analysis.onIdle();
        } catch (RuntimeException e) {
            faults.onFault("analysis", e);
        }
    }

    /// Returns once the capture's end was analysed, or the time is up.
    ///
    /// @return whether it was
    boolean awaitEnd(long timeoutMs) throws InterruptedException {
        return done.await(timeoutMs, TimeUnit.MILLISECONDS);
    }
}
