package io.wardtap.appliance.pipeline;

import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;

import io.wardtap.protocol.identify.Protocols;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;

/// One place at the ring where units are parsed, and the thread that holds it. When the thread
/// hangs, another with fresh parsers goes on behind the unit on which it hung; the old one touches
/// nothing any more, should it ever come back. The watch's thread, after start.
final class ParserThread {
    /// Makes the handler of this place, which may do more than parse.
    interface Role {
        /// @param guard null when nobody watches
        ParserHandler parser(ParserGuard guard);

        /// What is done with an event besides parsing it, or null.
        RingWorker.Handler behind();
    }

    /// Threads that hang at a time; with more the place stays where it is, and lanes shed.
    static final int MAX_HUNG = 8;

    private final RingBuffer<UnitEvent> ring;
    private final SequenceBarrier barrier;
    private final Sequence done = new Sequence();
    private final Role role;
    private final OverloadPolicy policy;
    private final FaultListener faults;
    private final ThreadFactory threads;
    private final List<Thread> all = new ArrayList<>();
    private ParserGuard guard;
    private long seen = -1;
    private int seenTimes;

    ParserThread(
            RingBuffer<UnitEvent> ring,
            SequenceBarrier barrier,
            Role role,
            OverloadPolicy policy,
            FaultListener faults,
            ThreadFactory threads) {
        this.ring = ring;
        this.barrier = barrier;
        this.role = role;
        this.policy = policy;
        this.faults = faults;
        this.threads = threads;
    }

    /// The last event done here.
    Sequence done() {
        return done;
    }

    void start() {
        guard = policy.sheds() ? new ParserGuard() : null;
        start(handler(role.parser(guard)));
    }

    private RingWorker.Handler handler(ParserHandler parser) {
        RingWorker.Handler behind = role.behind();
        if (behind == null) {
            return parser;
        }
        return (event, sequence, endOfBatch) -> {
            parser.onEvent(event, sequence, endOfBatch);
            behind.onEvent(event, sequence, endOfBatch);
        };
    }

    private void start(RingWorker.Handler handler) {
        Thread thread = threads.newThread(new RingWorker(ring, barrier, done, handler, faults));
        all.add(thread);
        thread.start();
    }

    /// Looks whether the parser is still at the event of the last look; so many times in a row, and
    /// it hangs.
    void look(int times) {
        long at = guard.sequence();
        seenTimes = at >= 0 && at == seen ? seenTimes + 1 : 0;
        seen = at;
        if (seenTimes >= times && hung() < MAX_HUNG && guard.take(at)) {
            seenTimes = 0;
            replace(at);
        }
    }

    private void replace(long at) {
        policy.stalled();
        UnitEvent event = ring.get(at);
        Thread hung = all.getLast();
        faults.onFault(
                "parser " + Protocols.ALL.get(event.protocol).name() + " hung",
                new ParserStall(hung.getStackTrace()));
        guard = new ParserGuard();
        ParserHandler parser = role.parser(guard);
        RingWorker.Handler handler = handler(parser);
        RingWorker.Handler behind = role.behind();
        done.set(at - 1);
        start(
                (next, sequence, endOfBatch) -> {
                    if (sequence != at) {
                        handler.onEvent(next, sequence, endOfBatch);
                        return;
                    }
                    parser.onHung(next);
                    if (behind != null) {
                        behind.onEvent(next, sequence, endOfBatch);
                    }
                });
    }

    /// Threads that were replaced and have not come back.
    private int hung() {
        int hung = 0;
        for (int i = 0; i < all.size() - 1; i++) {
            hung += all.get(i).isAlive() ? 1 : 0;
        }
        if (hung == 0 && all.size() > 1) {
            all.subList(0, all.size() - 1).clear();
        }
        return hung;
    }

    /// Waits for the threads' end.
    ///
    /// @return false when one still runs
    boolean join(long untilNs) throws InterruptedException {
        boolean ended = true;
        for (Thread thread : all) {
            long leftMs = (untilNs - System.nanoTime()) / 1_000_000;
            if (leftMs > 0) {
                thread.join(leftMs);
            }
            ended &= !thread.isAlive();
        }
        return ended;
    }
}
