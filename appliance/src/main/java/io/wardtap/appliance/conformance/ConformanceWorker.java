package io.wardtap.appliance.conformance;

import io.wardtap.appliance.observe.Tally;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// Takes messages from a queue and has each checked within a time limit, on a thread of its own; a
/// check that hangs is left behind with its thread. Gives up after a few of these.
final class ConformanceWorker {
    /// One message that waits. Its bytes are the worker's own.
    record Waiting(byte[] message, ConformanceCount count) {}

    static final int MOST_HANGING = 3;

    private static final Set<String> BATCH = Set.of("FHS", "BHS", "BTS", "FTS");

    private static final long IDLE_NS = 50_000_000;

    private final Supplier<MessageValidator> validators;
    private final long timeLimitNs;
    private final ConcurrentLinkedQueue<Waiting> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Thread thread;
    private final Tally timedOut = new Tally();
    private final Tally failed = new Tally();
    private Checks checks; // worker's thread
    private volatile boolean ends;

    /// A thread that checks, and what it checks with: made there, by the first check.
    private static final class Checks {
        final ExecutorService thread =
                Executors.newSingleThreadExecutor(
                        Thread.ofPlatform().daemon().name("hl7-conformance-check").factory());
        private MessageValidator validator;

        Future<Collection<ConformanceFinding>> submit(
                Supplier<MessageValidator> validators, String message) {
            return thread.submit(
                    () -> {
                        if (validator == null) {
                            validator = validators.get();
                        }
                        return validator.check(message);
                    });
        }
    }

    ConformanceWorker(Supplier<MessageValidator> validators, long timeLimitNs) {
        this.validators = validators;
        this.timeLimitNs = timeLimitNs;
        this.thread = Thread.ofPlatform().daemon().name("hl7-conformance").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// Never waits.
    void offer(Waiting message) {
        waiting.incrementAndGet();
        queue.add(message);
        LockSupport.unpark(thread);
    }

    /// Messages that were not checked yet.
    int waiting() {
        return waiting.get();
    }

    long timedOut() {
        return timedOut.get();
    }

    /// Checks that ended otherwise than with a result: the library's faults.
    long failed() {
        return failed.get();
    }

    /// Ends once the queue is empty, or the time is up.
    ///
    /// @return whether it was empty
    boolean finish(long limitNs) throws InterruptedException {
        ends = true;
        LockSupport.unpark(thread);
        boolean ended = thread.join(Duration.ofNanos(Math.max(1, limitNs)));
        if (!ended) {
            thread.interrupt();
        }
        return ended && waiting.get() == 0;
    }

    private void run() {
        try {
            while (!Thread.interrupted()) {
                Waiting next = queue.poll();
                if (next != null) {
                    take(next);
                } else if (ends) {
                    return;
                } else {
                    LockSupport.parkNanos(this, IDLE_NS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (checks != null) {
                checks.thread.shutdownNow();
            }
        }
    }

    private void take(Waiting next) throws InterruptedException {
        try {
            if (timedOut.get() < MOST_HANGING) {
                check(next);
            }
        } finally {
            Arrays.fill(next.message(), (byte) 0);
            waiting.decrementAndGet();
        }
    }

    private void check(Waiting next) throws InterruptedException {
        if (checks == null) {
            checks = new Checks();
        }
        Future<Collection<ConformanceFinding>> result =
                checks.submit(validators, text(next.message()));
        try {
            next.count().add(result.get(timeLimitNs, TimeUnit.NANOSECONDS));
        } catch (ExecutionException e) {
            failed.add(1);
        } catch (TimeoutException e) {
            timedOut.add(1);
            checks.thread.shutdownNow();
            checks = null;
        }
    }

    /// A message as text, byte by byte, without the batch's segments around it.
    static String text(byte[] message) {
        StringBuilder text = new StringBuilder(message.length);
        for (String line : new String(message, StandardCharsets.ISO_8859_1).split("[\r\n]+")) {
            boolean batch = line.length() > 2 && BATCH.contains(line.substring(0, 3));
            if (!line.isEmpty() && !batch) {
                text.append(line).append('\r');
            }
        }
        return text.toString();
    }
}
