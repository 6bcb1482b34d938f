package io.wardtap.protocol.hl7;

import java.util.Arrays;

/// Messages of one direction of a flow that wait for their acknowledgement: a ring of control ids
/// (hashes), times and types. Starts small and grows to [#MAX_PENDING]; then the oldest goes.
/// Confined to one parser thread.
final class PendingMessages {
    /// Unanswered messages of one direction that are remembered.
    static final int MAX_PENDING = 256;

    /// An acknowledgement later than this is none (reference conversation model).
    static final long MAX_LATENCY_NS = 60_000_000_000L;

    private long[] hashes = new long[4];
    private long[] times = new long[4];
    private String[] types = new String[4];
    private int head; // slot of the oldest
    private int size;

    void clear() {
        head = 0;
        size = 0;
    }

    void add(long controlIdHash, long timeNs, String type) {
        if (size == hashes.length && size < MAX_PENDING) {
            grow();
        }
        if (size == hashes.length) {
            head = slot(1);
            size--;
        }
        int slot = slot(size++);
        hashes[slot] = controlIdHash;
        times[slot] = timeNs;
        types[slot] = type;
    }

    /// Place of the oldest waiting message with this control id, or -1.
    int find(long controlIdHash, long nowNs) {
        for (int i = 0; i < size; i++) {
            int slot = slot(i);
            if (hashes[slot] == controlIdHash && nowNs - times[slot] <= MAX_LATENCY_NS) {
                return slot;
            }
        }
        return -1;
    }

    long timeNs(int place) {
        return times[place];
    }

    String type(int place) {
        return types[place];
    }

    /// The message at this place waits no longer.
    void remove(int place) {
        hashes[place] = 0;
        while (size > 0 && hashes[head] == 0) {
            head = slot(1);
            size--;
        }
    }

    int size() {
        return size;
    }

    private int slot(int i) {
        return (head + i) & (hashes.length - 1);
    }

    private void grow() {
        int old = hashes.length;
        long[] oldHashes = hashes;
        long[] oldTimes = times;
        String[] oldTypes = types;
        hashes = Arrays.copyOf(oldHashes, old * 2);
        times = Arrays.copyOf(oldTimes, old * 2);
        types = Arrays.copyOf(oldTypes, old * 2);
        for (int i = 0; i < old; i++) {
            int from = (head + i) & (old - 1);
            hashes[i] = oldHashes[from];
            times[i] = oldTimes[from];
            types[i] = oldTypes[from];
        }
        head = 0;
    }
}
