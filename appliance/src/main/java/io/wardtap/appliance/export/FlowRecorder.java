package io.wardtap.appliance.export;

import io.wardtap.appliance.alert.Alert;
import io.wardtap.appliance.alert.AlertAction;
import io.wardtap.appliance.alert.AlertListener;
import io.wardtap.appliance.host.ServiceThread;
import io.wardtap.appliance.pipeline.HeaderRing;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;

/// Records the flows of alerts: of their packets before the alert what the lanes' header rings
/// still have, and then those that follow for a while. Headers up to transport only, everything
/// else is zero, so that an analyst gets a capture without a patient's data. Bounded in files,
/// bytes and flows; what does not fit is counted and never waited for. Alerts come on the analysis
/// thread, all else is done by a thread of its own.
public final class FlowRecorder implements AlertListener, AutoCloseable {
    private static final int MAX_WAITING = 256;
    private static final long LOOK_MS = 20;
    private static final long CLOSE_MS = 3_000;

    private record Request(String alert, String rule, long key, long timeNs) {}

    private final List<HeaderRing> rings;
    private final RecordingFolder folder;
    private final IntFunction<String> interfaceNames;
    private final Recordings recordings;
    private final long[] seen;
    private final HeaderRing.Copy copy = new HeaderRing.Copy();
    private final ArrayBlockingQueue<Request> requests = new ArrayBlockingQueue<>(MAX_WAITING);
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong packets = new AtomicLong();
    private final AtomicLong missed = new AtomicLong();
    private final Thread thread;
    private volatile boolean ending;

    /// @param rings one a lane
    /// @param interfaceNames by the index that packets carry
    public FlowRecorder(
            RecordingFolder folder, List<HeaderRing> rings, IntFunction<String> interfaceNames) {
        this.rings = List.copyOf(rings);
        this.folder = folder;
        this.interfaceNames = interfaceNames;
        this.recordings = new Recordings(folder);
        this.seen = new long[rings.size()];
        thread = ServiceThread.start("wardtap-recorder", this::run);
    }

    @Override
    public void onAlert(Alert alert, AlertAction action, long packet, long nowNs) {
        if (action == AlertAction.CLOSED || alert.client == null || alert.server == null) {
            return;
        }
        Request request =
                new Request(
                        alert.id.toString(),
                        alert.rule.id(),
                        HeaderRing.key(
                                alert.client.high(),
                                alert.client.low(),
                                alert.clientPort,
                                alert.server.high(),
                                alert.server.low(),
                                alert.serverPort,
                                alert.transport),
                        alert.openedNs);
        if (!requests.offer(request)) {
            refused.incrementAndGet();
        }
    }

    /// Flows that were not recorded, since too many were asked for or recorded at a time.
    public long refused() {
        return refused.get();
    }

    /// Packets recorded.
    public long packets() {
        return packets.get();
    }

    /// Packets that came too fast to look at them, or did not fit.
    public long missed() {
        return missed.get();
    }

    /// What stopped recording for good, or null.
    public IOException failure() {
        return folder.failure();
    }

    private void run() {
        try {
            boolean last = false;
            while (!last) {
                last = ending;
                Request request = requests.poll(last ? 0 : LOOK_MS, TimeUnit.MILLISECONDS);
                look();
                while (request != null) {
                    begin(request);
                    request = requests.poll();
                }
                recordings.expire(System.nanoTime());
            }
        } catch (InterruptedException e) {
            // nobody interrupts this thread on purpose
        } finally {
            recordings.close();
        }
    }

    /// Takes what has come since the last look.
    private void look() {
        for (int i = 0; i < seen.length; i++) {
            HeaderRing ring = rings.get(i);
            long until = ring.written();
            if (recordings.isEmpty()) {
                seen[i] = until;
                continue;
            }
            long from = Math.max(seen[i], ring.oldest());
            missed.addAndGet(from - seen[i]);
            for (long at = from; at < until; at++) {
                Recordings.Recording recording = recordings.of(ring.keyOf(at));
                if (recording != null) {
                    take(ring, at, recording);
                }
            }
            seen[i] = until;
        }
    }

    /// Begins with what is still there of the flow.
    private void begin(Request request) {
        Recordings.Recording recording =
                recordings.begin(
                        request.alert,
                        request.rule,
                        request.timeNs,
                        request.key,
                        System.nanoTime());
        if (recording == null) {
            refused.incrementAndGet();
            return;
        }
        if (!recording.isNew()) {
            return;
        }
        for (int i = 0; i < seen.length; i++) {
            HeaderRing ring = rings.get(i);
            for (long at = ring.oldest(); at < seen[i]; at++) {
                if (ring.keyOf(at) == request.key) {
                    take(ring, at, recording);
                }
            }
        }
    }

    private void take(HeaderRing ring, long at, Recordings.Recording recording) {
        if (!ring.copy(at, copy) || recordings.of(copy.key()) != recording) {
            missed.incrementAndGet(); // written over meanwhile
            return;
        }
        byte[] packet = new byte[copy.capturedLength()];
        copy.headers(packet);
        boolean written =
                recording.add(
                        copy.linkType(),
                        interfaceNames.apply(copy.interfaceIndex()),
                        copy.timeNs(),
                        packet,
                        copy.wireLength());
        (written ? packets : missed).incrementAndGet();
    }

    /// Records what has come so far, then closes the files.
    @Override
    public void close() {
        ending = true;
        try {
            thread.join(CLOSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Whether its thread has ended, so that the rings may go.
    public boolean hasEnded() {
        return !thread.isAlive();
    }
}
