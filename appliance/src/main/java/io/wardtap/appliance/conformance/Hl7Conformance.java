package io.wardtap.appliance.conformance;

import io.wardtap.appliance.observe.Conversation;
import io.wardtap.appliance.observe.Hl7Interface;
import io.wardtap.appliance.observe.Hl7Sample;
import io.wardtap.appliance.observe.Tally;
import io.wardtap.protocol.hl7.Hl7Facts;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/// Takes the first messages of each interface, sender and type and has them checked for conformance
/// by a thread of its own. Analysis never waits for it: what goes beyond the bounds of
/// [ConformanceSettings] is left out and counted. In a replay the choice depends on the input
/// alone. Sampling is the analysis thread's, results may be read on any.
public final class Hl7Conformance implements Hl7Sample {
    /// Longer messages are not checked.
    static final int MOST_BYTES = 64 << 10;

    private static final long HOUR_NS = 3_600_000_000_000L;
    private static final int WAITING_LIVE = 64;

    /// Both senders of one interface.
    private static final class Sampled {
        final SampledTypes client = new SampledTypes();
        final SampledTypes server = new SampledTypes();
    }

    private final ConformanceSettings settings;
    private final ConformanceWorker worker;
    private final ConformanceCounts counts = new ConformanceCounts();
    private final Tally leftOut = new Tally();
    private boolean started;
    private long hour;
    private int messages;
    private long bytes;

    public Hl7Conformance(ConformanceSettings settings) {
        this(settings, HapiValidator::new);
    }

    Hl7Conformance(ConformanceSettings settings, Supplier<MessageValidator> validators) {
        this.settings = settings;
        this.worker = new ConformanceWorker(validators, settings.timeLimit().toNanos());
    }

    @Override
    public void onHl7(Conversation flow, Hl7Facts facts, byte[] message, int start, int length) {
        Hl7Interface known = flow.hl7Interface;
        if (known == null) {
            return;
        }
        if (settings.live()) {
            turnTo(Math.floorDiv(flow.lastNs, HOUR_NS));
        }
        Sampled sampled = (Sampled) known.sampled;
        if (sampled == null) {
            sampled = new Sampled();
            known.sampled = sampled;
        }
        SampledTypes types = flow.fromClient ? sampled.client : sampled.server;
        if (types.take(facts.messageType, settings.messagesPerType(), hour)) {
            take(known, flow.fromClient, facts, message, start, length);
        }
    }

    private void turnTo(long wanted) {
        if (wanted != hour) {
            hour = wanted;
            messages = 0;
            bytes = 0;
        }
    }

    private void take(
            Hl7Interface of,
            boolean client,
            Hl7Facts facts,
            byte[] message,
            int start,
            int length) {
        boolean whole = length <= MOST_BYTES && (facts.isUtf16 || facts.bytes <= length);
        boolean room =
                messages < settings.messages()
                        && bytes + length <= settings.bytes()
                        && !(settings.live() && worker.waiting() >= WAITING_LIVE);
        ConformanceCount count = whole && room ? counts.of(of, client, facts.version) : null;
        if (count == null) {
            leftOut.add(1);
            return;
        }
        messages++;
        bytes += length;
        if (!started) {
            started = true;
            worker.start();
        }
        byte[] copy = Arrays.copyOfRange(message, start, start + length);
        worker.offer(new ConformanceWorker.Waiting(copy, count));
    }

    /// Waits for what is left to be checked, within the settings' limit; once, at the end.
    public void finish() throws InterruptedException {
        if (started) {
            worker.finish(settings.drainLimit().toNanos());
        }
    }

    /// Results about one interface: the client's messages first, by version.
    public List<ConformanceCount> of(Hl7Interface known) {
        return counts.of(known);
    }

    /// Messages that were due and not taken: too long, or beyond what may be held.
    public long leftOut() {
        return leftOut.get();
    }

    /// Messages that were taken and not checked to the end.
    public long unfinished() {
        return worker.timedOut() + worker.failed() + worker.waiting();
    }
}
