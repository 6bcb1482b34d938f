package io.wardtap.appliance.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/// Runs lanes, the first on the caller's thread and each other on one of its own, until all have
/// ended. When one fails, the others end, too.
final class LaneThreads {
    private final List<Lane> lanes;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    LaneThreads(List<Lane> lanes) {
        this.lanes = lanes;
    }

    void run(BooleanSupplier cancelled) throws InterruptedException {
        BooleanSupplier ends = () -> failure.get() != null || cancelled.getAsBoolean();
        List<Thread> threads = new ArrayList<>();
        for (int i = 1; i < lanes.size(); i++) {
            Lane lane = lanes.get(i);
            threads.add(
                    Thread.ofPlatform()
                            .name("wardtap-lane-" + i)
                            .daemon()
                            .start(() -> run(lane, ends)));
        }
        run(lanes.getFirst(), lanes.size() == 1 ? cancelled : ends);
        for (Thread thread : threads) {
            thread.join();
        }
        switch (failure.get()) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
    }

    private void run(Lane lane, BooleanSupplier cancelled) {
        try {
            lane.run(cancelled);
        } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
        }
    }
}
