package io.wardtap.appliance.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// Turns Ctrl-C and SIGTERM into a clean end: the virtual machine's shutdown waits until the
/// command has flushed, then ends with 128 and the signal's number, as is usual. True once a signal
/// came.
final class Interrupt implements BooleanSupplier, AutoCloseable {
    // a command that does not come to an end must not make the process unkillable
    private static final long PATIENCE_S = 30;

    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "wardtap-interrupt");
    private volatile boolean cancelled;

    private Interrupt() {}

    static Interrupt install() {
        Interrupt interrupt = new Interrupt();
        Runtime.getRuntime().addShutdownHook(interrupt.hook);
        return interrupt;
    }

    @Override
    public boolean getAsBoolean() {
        return cancelled;
    }

    /// The command has flushed.
    @Override
    public void close() {
        done.countDown();
        if (!cancelled) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException alreadyShuttingDown) {
                // the hook runs and finds nothing to wait for
            }
        }
    }

    private void stop() {
        cancelled = true;
        try {
            if (!done.await(PATIENCE_S, TimeUnit.SECONDS)) {
                System.err.println("wardtap: still busy after " + PATIENCE_S + " s, ending anyway");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
