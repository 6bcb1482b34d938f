package io.wardtap.appliance;

import io.wardtap.appliance.capture.live.InterfaceCounters;
import io.wardtap.appliance.capture.live.LinkState;
import io.wardtap.appliance.capture.live.LiveCapture;
import io.wardtap.appliance.host.ServiceManager;
import io.wardtap.appliance.host.ServiceThread;
import io.wardtap.appliance.host.Watchdog;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// Beside the line: ends a live run that is asked to, reloads its configuration, says when an
/// interface goes or comes back, tells the service manager how it is. A thread of its own.
final class LiveSupervisor implements AutoCloseable {
    private static final long POLL_MS = 50;
    private static final long LOOK_NS = 1_000_000_000L;

    /// Ticks come each second; a pause of the virtual machine or a busy machine may delay some.
    private static final long PATIENCE_NS = 5_000_000_000L;

    /// What has arrived is analysed after a stop, but for no longer.
    private static final long DRAIN_NS = 2_500_000_000L;

    private final LiveControl control;
    private final LiveCapture capture;
    private final ServiceManager manager;
    private final ConfigReload reload;
    private final WatchedFile file;
    private final Consumer<String> say;
    private final Watchdog watchdog;
    private final Map<String, LinkState> links = new HashMap<>();
    private final Thread thread;
    private volatile boolean well = true;
    private volatile boolean stopping;
    private volatile boolean ended;
    private volatile long stopNs;

    /// @param pulse moves while lane and ring threads make progress
    /// @param file to be watched for changes, or null
    LiveSupervisor(
            LiveControl control,
            LiveCapture capture,
            ServiceManager manager,
            ConfigReload reload,
            WatchedFile file,
            LongSupplier pulse,
            Consumer<String> say) {
        this.control = control;
        this.capture = capture;
        this.manager = manager;
        this.reload = reload;
        this.file = file;
        this.say = say;
        watchdog = new Watchdog(List.of(pulse), PATIENCE_NS, System.nanoTime());
        for (InterfaceCounters each : capture.interfaces()) {
            links.put(each.name(), each.link());
        }
        thread = ServiceThread.unstarted("wardtap-supervisor", this::run);
    }

    void start() {
        thread.start();
    }

    /// Sources are open, threads run.
    boolean isReady() {
        return well && !stopping;
    }

    /// For the lanes: it was asked to stop so long ago that what is left is left.
    boolean isOverdue() {
        return stopping && System.nanoTime() - stopNs > DRAIN_NS;
    }

    private void run() {
        long lookNs = System.nanoTime();
        long petNs = lookNs;
        try {
            while (!ended) {
                long now = System.nanoTime();
                if (control.isStopped() && !stopping) {
                    stop(now);
                }
                if (control.takeReload() && !stopping) {
                    if (file != null) {
                        file.known();
                    }
                    reload();
                }
                if (now - lookNs >= LOOK_NS) {
                    lookNs = now;
                    look(now);
                }
                long everyNs = manager.watchdogEveryNs();
                if (everyNs > 0 && now - petNs >= everyNs && (well || stopping)) {
                    petNs = now;
                    manager.watchdog();
                }
                Thread.sleep(POLL_MS);
            }
        } catch (InterruptedException e) {
            // it is over
        }
    }

    private void stop(long now) {
        stopNs = now;
        stopping = true;
        manager.stopping();
        capture.stop();
    }

    private void look(long now) throws InterruptedException {
        boolean isWell = watchdog.isWell(now);
        if (isWell != well) {
            say.accept(
                    isWell
                            ? "analysis goes on"
                            : "analysis stands still: no progress for "
                                    + PATIENCE_NS / 1_000_000_000L
                                    + " seconds");
        }
        well = isWell;
        for (InterfaceCounters each : capture.interfaces()) {
            LinkState link = each.link();
            if (links.put(each.name(), link) != link) {
                say.accept(
                        each.name()
                                + switch (link) {
                                    case UP -> ": is back";
                                    case DOWN -> ": was switched off; waiting for it";
                                    case MISSING -> ": is gone; waiting for it";
                                });
            }
        }
        if (file != null && !stopping && file.hasChanged()) {
            reload();
        }
    }

    /// For the service manager.
    String listening() {
        List<String> names = capture.interfaces().stream().map(InterfaceCounters::name).toList();
        return "listening on " + String.join(", ", names);
    }

    private void reload() throws InterruptedException {
        manager.reloading();
        try {
            reload.reload();
        } catch (RuntimeException e) {
            say.accept("reload: internal fault, the former configuration stays in force");
        } finally {
            manager.ready(listening());
        }
    }

    @Override
    public void close() {
        ended = true;
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
