package io.wardtap.appliance.capture;

import java.util.concurrent.locks.LockSupport;

/// The clock and the waiting that pacing needs; passed in so that tests need not wait.
interface Pacer {
    /// A clock that only goes forward.
    long nowNs();

    /// Waits about as long; may return early.
    void waitNs(long ns);

    Pacer SYSTEM =
            new Pacer() {
                @Override
                public long nowNs() {
                    return System.nanoTime();
                }

                @Override
                public void waitNs(long ns) {
                    LockSupport.parkNanos(ns);
                }
            };
}
