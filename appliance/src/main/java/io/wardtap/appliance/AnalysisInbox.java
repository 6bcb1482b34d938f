package io.wardtap.appliance;

import io.wardtap.appliance.pipeline.UnitConsumer;
import io.wardtap.appliance.pipeline.UnitEvent;
import io.wardtap.appliance.pipeline.UnitKind;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Has the analysis thread do what others ask for, between two units, behind its next tick: a live
/// lane ticks once a second also when nothing arrives. A tick has passed lane, ring and parsers, so
/// that their number is the pulse of all these threads.
final class AnalysisInbox implements UnitConsumer {
    private record Task(Runnable work, CompletableFuture<Void> done) {}

    private final UnitConsumer analysis;
    private final ConcurrentLinkedQueue<Task> tasks = new ConcurrentLinkedQueue<>();
    private volatile long ticks;

    AnalysisInbox(UnitConsumer analysis) {
        this.analysis = analysis;
    }

    /// Ticks that have been analysed. Any thread.
    long ticks() {
        return ticks;
    }

    /// Has it done and waits for that. Any thread but the analysis thread.
    ///
    /// @return false when it was not begun within that time, and will not be
    boolean call(Runnable work, long withinMs) throws InterruptedException {
        Task task = new Task(work, new CompletableFuture<>());
        tasks.add(task);
        try {
            try {
                task.done.get(withinMs, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (tasks.remove(task)) {
                    return false;
                }
                task.done.get(); // it is being done right now
            }
            return true;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void onUnit(UnitEvent event) {
        boolean tick = event.kind == UnitKind.TICK;
        analysis.onUnit(event);
        if (tick) {
            tick();
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
    private void tick() {
        ticks++;
        for (Task task = tasks.poll(); task != null; task = tasks.poll()) {
            try {
                task.work.run();
                task.done.complete(null);
            } catch (RuntimeException | Error e) {
                task.done.completeExceptionally(e);
            }
        }
    }

    @Override
    public void onIdle() {
        analysis.onIdle();
    }
}
