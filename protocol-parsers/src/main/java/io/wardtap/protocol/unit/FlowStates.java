package io.wardtap.protocol.unit;

import java.util.ArrayDeque;
import java.util.function.Supplier;

/// A parser's state by flow serial: open addressing, no boxing, states pooled and used again.
/// Bounded by the lane's flow table, since end units are never shed; a hard capacity stands behind
/// that. Confined to one parser thread.
///
/// @param <T> the protocol's state of one conversation
public final class FlowStates<T> {
    private final Supplier<T> create;
    private final ArrayDeque<T> free = new ArrayDeque<>();
    private final int capacity;
    private long[] keys = new long[64];
    private Object[] states = new Object[64];
    private int size;
    private long refused;

    public FlowStates(int capacity, Supplier<T> create) {
        this.capacity = capacity;
        this.create = create;
    }

    /// The state of a flow, made when it is new; null when the table is full (counted).
    public T get(long flow) {
        int slot = slot(flow);
        if (states[slot] == null) {
            if (size >= capacity) {
                refused++;
                return null;
            }
            if (size * 2 >= keys.length) {
                grow();
                slot = slot(flow);
            }
            T state = free.poll();
            keys[slot] = flow;
            states[slot] = state != null ? state : create.get();
            size++;
        }
        return cast(states[slot]);
    }

    /// The state of a flow, or null.
    public T find(long flow) {
        return cast(states[slot(flow)]);
    }

    /// Takes a state out; the caller clears it and gives it back with [#recycle], or drops it.
    public T remove(long flow) {
        int slot = slot(flow);
        T removed = cast(states[slot]);
        if (removed == null) {
            return null;
        }
        size--;
        int mask = keys.length - 1;
        int hole = slot;
        for (int next = (hole + 1) & mask; states[next] != null; next = (next + 1) & mask) {
            int home = home(keys[next], mask);
            if (((next - home) & mask) >= ((next - hole) & mask)) {
                keys[hole] = keys[next];
                states[hole] = states[next];
                hole = next;
            }
        }
        states[hole] = null;
        return removed;
    }

    /// A cleared state, for another flow.
    public void recycle(T state) {
        if (free.size() < 1024) {
            free.push(state);
        }
    }

    public int size() {
        return size;
    }

    /// Flows that got no state because the table was full.
    public long refused() {
        return refused;
    }

    private int slot(long flow) {
        int mask = keys.length - 1;
        int slot = home(flow, mask);
        while (states[slot] != null && keys[slot] != flow) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private static int home(long flow, int mask) {
        return (int) ((flow * 0x9E3779B97F4A7C15L) >>> 40) & mask;
    }

    private void grow() {
        long[] oldKeys = keys;
        Object[] oldStates = states;
        keys = new long[oldKeys.length * 2];
        states = new Object[oldKeys.length * 2];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldStates[i] != null) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                states[slot] = oldStates[i];
            }
        }
    }

    @SuppressWarnings("unchecked")
    private T cast(Object state) {
        return (T) state;
    }
}
