package io.wardtap.appliance.cli;

import io.wardtap.appliance.LiveControl;
import io.wardtap.appliance.host.ProcessSignals;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The signals of a live run: SIGTERM and Ctrl-C flush and end, SIGHUP reloads. Unlike in other
/// commands SIGTERM ends well, with exit code 0: it is how a service is stopped.
final class Signals implements AutoCloseable {
    // a run that does not come to its end must not make the process unkillable
    private static final long PATIENCE_S = 10;

    private final LiveControl control;
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile boolean interrupted;

    private Signals(LiveControl control) {
        this.control = control;
    }

    static Signals install(LiveControl control) {
        Signals signals = new Signals(control);
        ProcessSignals.on("TERM", () -> signals.stop(false));
        ProcessSignals.on("INT", () -> signals.stop(true));
        ProcessSignals.on("HUP", control::reload);
        return signals;
    }

    /// Ctrl-C came.
    boolean wasInterrupted() {
        return interrupted;
    }

    private void stop(boolean interrupt) {
        interrupted |= interrupt;
        if (control.isStopped()) {
            return;
        }
        control.stop();
        Thread.ofPlatform().daemon().name("wardtap-patience").start(this::limit);
    }

    private void limit() {
        try {
            if (!done.await(PATIENCE_S, TimeUnit.SECONDS)) {
                System.err.println("wardtap: still busy after " + PATIENCE_S + " s, ending anyway");
                Runtime.getRuntime().halt(1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        done.countDown();
    }
}
