package io.wardtap.appliance.observe;

import java.util.concurrent.atomic.AtomicLong;

/// A counter with one writer and any number of readers on other threads.
public final class Tally {
    private final AtomicLong value = new AtomicLong();

    /// Writer's thread only.
    public void add(long n) {
        value.lazySet(value.getPlain() + n);
    }

    /// Any thread.
    public long get() {
        return value.get();
    }
}
