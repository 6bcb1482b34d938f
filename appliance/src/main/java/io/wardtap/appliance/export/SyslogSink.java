package io.wardtap.appliance.export;

import io.wardtap.appliance.alert.Alert;
import io.wardtap.appliance.alert.AlertAction;
import io.wardtap.appliance.alert.AlertListener;
import io.wardtap.appliance.host.ServiceThread;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// Sends every revision of every alert to one syslog receiver (RFC 5424). Analysis encodes and
/// queues, a virtual thread sends: a receiver that is slow or away never holds analysis up. Over
/// TCP messages wait for the receiver's return, as many as the queue holds; over UDP they are sent
/// once. Counters may be read by any thread.
public final class SyslogSink implements AlertListener, AutoCloseable {
    /// Messages that can wait.
    public static final int CAPACITY = 4096;

    private static final long FIRST_BACKOFF_MS = 200;
    private static final long MAX_BACKOFF_MS = 30_000;
    private static final long IDLE_MS = 500;
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

    private final SyslogOptions options;
    private final SyslogMessage encoder;
    private final SyslogTransport transport;
    private final AlertBacklog backlog;
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final Thread sender;
    private volatile boolean closing;
    private volatile boolean busy;
    private volatile String lastError = "";

    public SyslogSink(SyslogOptions options) throws IOException {
        this(options, CAPACITY);
    }

    SyslogSink(SyslogOptions options, int capacity) throws IOException {
        this.options = options;
        encoder = new SyslogMessage(options);
        backlog = new AlertBacklog(capacity);
        transport =
                options.tcp()
                        ? new SyslogTcp(options.host(), options.port())
                        : new SyslogUdp(options.host(), options.port());
        sender = ServiceThread.start("syslog-" + options.name(), this::run);
    }

    @Override
    public void onAlert(Alert alert, AlertAction action, long packet, long nowNs) {
        if (alert.severity.compareTo(options.severityMin()) < 0) {
            return;
        }
        byte[] message = encoder.encode(alert, action, nowNs);
        if (!backlog.add(alert.severity, message, System.currentTimeMillis())) {
            failed.incrementAndGet();
        }
    }

    public String name() {
        return options.name();
    }

    /// Messages given to the network.
    public long delivered() {
        return delivered.get();
    }

    /// Messages lost: no room, or a datagram that could not be sent, or left over at the end.
    public long failed() {
        return failed.get();
    }

    /// Messages that wait.
    public int backlog() {
        return backlog.size() + (busy ? 1 : 0);
    }

    /// When the oldest waiting message was queued, milliseconds since 1970; 0 when none waits.
    public long oldestPendingMs() {
        return backlog.oldestMs();
    }

    /// What went wrong last, or "".
    public String lastError() {
        return lastError;
    }

    /// Sends what waits, for at most five seconds, and ends.
    @Override
    public void close() {
        close(CLOSE_WITHIN);
    }

    /// Sends what waits, for at most that long, and ends; what is left then is counted as failed.
    public void close(Duration within) {
        closing = true;
        try {
            if (!sender.join(within)) {
                sender.interrupt();
                transport.close();
                sender.join(Duration.ofSeconds(1));
            }
        } catch (InterruptedException e) {
            sender.interrupt();
            Thread.currentThread().interrupt();
        }
        transport.close();
    }

    private void run() {
        try {
            while (true) {
                AlertBacklog.Message message = backlog.poll(closing ? 0 : IDLE_MS);
                if (message != null) {
                    busy = true;
                    send(message);
                    busy = false;
                } else if (closing) {
                    return;
                } else {
                    idle();
                }
            }
        } catch (InterruptedException e) {
            failed.addAndGet(backlog());
        }
    }

    private void send(AlertBacklog.Message message) throws InterruptedException {
        long backoffMs = FIRST_BACKOFF_MS;
        while (true) {
            try {
                transport.send(message.bytes);
                delivered.incrementAndGet();
                return;
            } catch (IOException e) {
                lastError = String.valueOf(e.getMessage());
                if (!options.tcp()) {
                    failed.incrementAndGet();
                    return;
                }
            }
            Thread.sleep(backoffMs);
            backoffMs = Math.min(backoffMs * 2, MAX_BACKOFF_MS);
        }
    }

    private void idle() {
        try {
            transport.idle();
        } catch (IOException e) {
            lastError = String.valueOf(e.getMessage());
        }
    }
}
