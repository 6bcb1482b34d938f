package io.wardtap.appliance.pipeline;

import com.lmax.disruptor.AlertException;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;

/// A thread that takes events from the ring in order and shows how far it is. Unlike the
/// Disruptor's own it shows that within long batches, too, and can be replaced by another that goes
/// on from the event on which it hung.
final class RingWorker implements Runnable {
    /// What is done with each event.
    interface Handler {
        /// @throws TakenOver when another worker goes on from this event
        void onEvent(UnitEvent event, long sequence, boolean endOfBatch);
    }

    /// Tells a worker that it has been replaced: it touches nothing any more.
    static final class TakenOver extends RuntimeException {
        private static final long serialVersionUID = 1;

        TakenOver() {
            super(null, null, false, false);
        }
    }

    private static final int SHOW_EVERY = 256;

    private final RingBuffer<UnitEvent> ring;
    private final SequenceBarrier barrier;
    private final Sequence done;
    private final Handler handler;
    private final FaultListener faults;

    /// @param done the last event done; the worker begins behind it
    RingWorker(
            RingBuffer<UnitEvent> ring,
            SequenceBarrier barrier,
            Sequence done,
            Handler handler,
            FaultListener faults) {
        this.ring = ring;
        this.barrier = barrier;
        this.done = done;
        this.handler = handler;
        this.faults = faults;
    }

    @Override
    public void run() {
        try {
            long next = done.get() + 1;
            while (true) {
                long available = await(next);
                while (next <= available) {
                    long until = Math.min(available, next + SHOW_EVERY - 1);
                    work(next, until, available);
                    done.set(until);
                    next = until + 1;
                }
            }
        } catch (AlertException | TakenOver e) {
            // the pipeline ends, or somebody else goes on
        }
    }

    private long await(long next) throws AlertException {
        while (true) {
            try {
                return barrier.waitFor(next);
            } catch (InterruptedException | com.lmax.disruptor.TimeoutException e) {
                // nobody interrupts this thread on purpose: the barrier's alert ends it
            }
        }
    }

    private void work(long from, long until, long available) {
        for (long at = from; at <= until; at++) {
            try {
                handler.onEvent(ring.get(at), at, at == available);
            } catch (TakenOver e) {
                throw e;
            } catch (RuntimeException | Error e) {
                faults.onFault("ring", e);
            }
        }
    }
}
