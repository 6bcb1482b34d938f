package io.wardtap.appliance.export;

import io.wardtap.appliance.detect.Severity;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Messages waiting for an output: first in, first out, bounded. When it is full the oldest of the
/// lowest severity makes room, or the new one is refused when it is the lowest itself. Any thread.
final class AlertBacklog {
    /// One message; the bytes are not changed any more.
    static final class Message {
        final byte[] bytes;
        private final long queuedMs; // wall clock, since 1970
        private final long order;

        private Message(byte[] bytes, long queuedMs, long order) {
            this.bytes = bytes;
            this.queuedMs = queuedMs;
            this.order = order;
        }
    }

    private final int capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<ArrayDeque<Message>> bySeverity = new ArrayList<>();
    private int size;
    private long order;

    AlertBacklog(int capacity) {
        this.capacity = capacity;
        for (int i = 0; i < Severity.values().length; i++) {
            bySeverity.add(new ArrayDeque<>());
        }
    }

    /// @return false when a message was lost: this one or a lower one
    boolean add(Severity severity, byte[] bytes, long queuedMs) {
        lock.lock();
        try {
            boolean full = size == capacity;
            if (full) {
                int lowest = lowest();
                if (lowest > severity.ordinal()) {
                    return false;
                }
                bySeverity.get(lowest).removeFirst();
                size--;
            }
            bySeverity.get(severity.ordinal()).addLast(new Message(bytes, queuedMs, order++));
            size++;
            changed.signalAll();
            return !full;
        } finally {
            lock.unlock();
        }
    }

    /// The oldest, waiting for one; null when the time is up.
    Message poll(long timeoutMs) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(timeoutMs);
            while (size == 0 && left > 0) {
                left = changed.awaitNanos(left);
            }
            ArrayDeque<Message> oldest = oldest();
            if (oldest == null) {
                return null;
            }
            size--;
            return oldest.removeFirst();
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return size;
        } finally {
            lock.unlock();
        }
    }

    /// When the oldest was queued, milliseconds since 1970; 0 when nothing waits.
    long oldestMs() {
        lock.lock();
        try {
            ArrayDeque<Message> oldest = oldest();
            return oldest == null ? 0 : oldest.getFirst().queuedMs;
        } finally {
            lock.unlock();
        }
    }

    private int lowest() {
        for (int i = 0; i < bySeverity.size(); i++) {
            if (!bySeverity.get(i).isEmpty()) {
                return i;
            }
        }
        return bySeverity.size();
    }

    private ArrayDeque<Message> oldest() {
        ArrayDeque<Message> oldest = null;
        for (ArrayDeque<Message> messages : bySeverity) {
            if (!messages.isEmpty()
                    && (oldest == null || messages.getFirst().order < oldest.getFirst().order)) {
                oldest = messages;
            }
        }
        return oldest;
    }
}
