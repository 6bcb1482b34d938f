package io.wardtap.appliance.observe;

import java.util.function.LongConsumer;

/// A bounded set of 64-bit hashes, to count distinct patients. Full, it takes no more and its size
/// is a lower bound. Confined to one thread.
public final class HashSet64 {
    private final int capacity;
    private long[] table = new long[16];
    private int size;
    private boolean zero;
    private boolean full;

    public HashSet64(int capacity) {
        this.capacity = capacity;
    }

    public void add(long hash) {
        if (hash == 0) {
            if (!zero && admits()) {
                zero = true;
                size++;
            }
            return;
        }
        int slot = slot(hash);
        if (table[slot] == hash || !admits()) {
            return;
        }
        if (size * 2 >= table.length) {
            grow();
            slot = slot(hash);
        }
        table[slot] = hash;
        size++;
    }

    public int size() {
        return size;
    }

    /// Something was turned away: [#size()] is a lower bound.
    public boolean isLowerBound() {
        return full;
    }

    void forEach(LongConsumer action) {
        if (zero) {
            action.accept(0);
        }
        for (long hash : table) {
            if (hash != 0) {
                action.accept(hash);
            }
        }
    }

    private boolean admits() {
        if (size >= capacity) {
            full = true;
            return false;
        }
        return true;
    }

    private int slot(long hash) {
        int mask = table.length - 1;
        int slot = (int) ((hash * 0x9E3779B97F4A7C15L) >>> 32) & mask;
        while (table[slot] != 0 && table[slot] != hash) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] old = table;
        table = new long[old.length * 2];
        for (long hash : old) {
            if (hash != 0) {
                table[slot(hash)] = hash;
            }
        }
    }
}
