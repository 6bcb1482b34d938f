package io.wardtap.appliance;

import java.util.concurrent.atomic.AtomicBoolean;

/// What may be asked of a live run while it runs, such as by signals. Any thread; all return at
/// once.
public final class LiveControl {
    private final AtomicBoolean reload = new AtomicBoolean();
    private volatile boolean stopped;

    /// Flush and end.
    public void stop() {
        stopped = true;
    }

    /// Read the configuration again.
    public void reload() {
        reload.set(true);
    }

    public boolean isStopped() {
        return stopped;
    }

    /// Whether a reload was asked for since the last call.
    boolean takeReload() {
        return reload.compareAndSet(true, false);
    }
}
