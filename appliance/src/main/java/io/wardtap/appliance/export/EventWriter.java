package io.wardtap.appliance.export;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;

import io.wardtap.appliance.alert.Alert;
import io.wardtap.appliance.alert.AlertAction;
import io.wardtap.appliance.alert.AlertListener;
import io.wardtap.appliance.export.EventEnvelope.Shape;
import io.wardtap.appliance.observe.Conversation;
import io.wardtap.appliance.observe.Device;
import io.wardtap.appliance.observe.Observers.DeviceObserver;
import io.wardtap.appliance.observe.Observers.DicomObserver;
import io.wardtap.appliance.observe.Observers.FlowObserver;
import io.wardtap.appliance.observe.Observers.Hl7Observer;
import io.wardtap.appliance.observe.Observers.MedicalObserver;
import io.wardtap.appliance.observe.Observers.TickObserver;
import io.wardtap.appliance.observe.Unanswered;
import io.wardtap.protocol.dicom.DicomFacts;
import io.wardtap.protocol.hl7.Hl7Facts;
import io.wardtap.protocol.medical.MedicalFacts;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// events.jsonl: one JSON object a line, encoded on the analysis thread into reused buffers and
/// written by a thread of its own. In a replay it waits for the disk, and an error of the disk
/// stops the file and is kept in [#failure()]. Live it never waits: it leaves records of flows and
/// messages out, and counts them, when the disk is behind or full and when there is more traffic
/// than the machine can take; the last of its room is for devices and alerts. It goes on by itself
/// when there is room again. All methods belong to the analysis thread but [#dropped()],
/// [#isFailing()] and [#failure()], which any thread may ask.
public final class EventWriter
        implements FlowObserver,
                DicomObserver,
                Hl7Observer,
                MedicalObserver,
                TickObserver,
                DeviceObserver,
                AlertListener,
                AutoCloseable {
    private static final long STATS_EVERY_NS = 60_000_000_000L;
    private static final int CHUNK_BYTES = 128 << 10;
    private static final int CHUNKS = 16;

    private static final Shape STATS = Shape.of(EventDataset.STATS, "metric", "network", "info");
    private static final SerializedString STATS_FIELD = JsonOut.key("stats");

    /// @param datasets which are written; calls about others return at once
    /// @param stats the counters at this moment, for `wardtap.stats`; null writes none
    /// @param createdNs the wall clock in nanoseconds since 1970 when live, null in a replay
    /// @param replayLabel adds `labels.replay: true`
    /// @param pseudonyms adds pseudonyms of patients; null leaves them out
    public record Options(
            Set<EventDataset> datasets,
            Observer observer,
            Scopes scopes,
            Supplier<SummaryData> stats,
            LongSupplier createdNs,
            boolean replayLabel,
            Pseudonyms pseudonyms) {
        boolean live() {
            return createdNs != null;
        }
    }

    /// What is kept back of the chunks for what is worth more.
    private enum Rank {
        RECORD,
        DEVICE,
        ALERT
    }

    private final boolean live;
    private final Supplier<SummaryData> counters;
    private boolean flow;
    private boolean dicom;
    private boolean hl7;
    private Set<EventDataset> written = Set.of();
    private boolean device;
    private boolean alert;
    private Supplier<SummaryData> stats;
    private final RecordFile file;
    private final JsonGenerator json;
    private final JsonOut out;
    private final EventEnvelope envelope;
    private final FlowJson flows;
    private final DicomJson dicoms;
    private final Hl7Json hl7s;
    private final MedicalJson medicals;
    private final DeviceJson devices;
    private final AlertJson alerts;
    private BooleanSupplier overloaded = () -> false;
    private long nextStatsNs = Long.MIN_VALUE;
    private final AtomicLong dropped = new AtomicLong();
    private volatile IOException encoding;

    /// Opens the file: in a replay it is emptied when it is there, live it is gone on with.
    public EventWriter(Path path, Options options) throws IOException {
        this(new RecordFile(path, CHUNK_BYTES, CHUNKS, options.live()), options);
    }

    EventWriter(RecordFile file, Options options) throws IOException {
        this.file = file;
        live = options.live();
        counters = options.stats();
        choose(options.datasets());
        json =
                new JsonFactoryBuilder()
                        .rootValueSeparator((String) null)
                        .build()
                        .createGenerator(file);
        out = new JsonOut(json);
        envelope =
                new EventEnvelope(
                        out,
                        options.observer(),
                        options.scopes(),
                        options.createdNs(),
                        options.replayLabel());
        PhiJson phi = new PhiJson(out, options.pseudonyms());
        flows = new FlowJson(out, envelope);
        dicoms = new DicomJson(out, envelope, phi);
        hl7s = new Hl7Json(out, envelope, phi);
        medicals = new MedicalJson(out, envelope, phi);
        devices = new DeviceJson(out);
        alerts = new AlertJson(out, envelope, phi);
    }

    /// Follows the file's name, when the file was moved away to be kept. Any thread.
    public void reopen() {
        file.reopen();
    }

    /// Writes these datasets from now on.
    public void datasets(Set<EventDataset> written) {
        choose(written);
    }

    private void choose(Set<EventDataset> written) {
        this.written = written;
        flow = written.contains(EventDataset.FLOW);
        dicom = written.contains(EventDataset.DICOM);
        hl7 = written.contains(EventDataset.HL7);
        device = written.contains(EventDataset.DEVICE);
        alert = written.contains(EventDataset.ALERT);
        stats = written.contains(EventDataset.STATS) ? counters : null;
    }

    @Override
    public void onFlowProgress(Conversation conversation, long packet, long nowNs) {
        if (flow && flows.isDue(conversation, nowNs) && begins(Rank.RECORD)) {
            try {
                flows.progress(conversation, packet, nowNs);
                json.flush();
            } catch (IOException e) {
                broken(e);
            }
        }
    }

    @Override
    public void onFlowEnd(Conversation conversation, long packet, long nowNs) {
        if (!flow) {
            return;
        }
        if (!begins(Rank.RECORD)) {
            flows.forget(conversation);
        } else {
            try {
                flows.end(conversation, packet, nowNs);
                json.flush();
            } catch (IOException e) {
                broken(e);
            }
        }
    }

    @Override
    public void onUnanswered(Unanswered openings, long packet, long nowNs) {
        if (flow && begins(Rank.RECORD)) {
            try {
                flows.unanswered(openings, packet, nowNs);
                json.flush();
            } catch (IOException e) {
                broken(e);
            }
        }
    }

    @Override
    public void onDicom(Conversation conversation, DicomFacts facts, long packet, long nowNs) {
        if (dicom && facts.kind != DicomFacts.Kind.NONE && begins(Rank.RECORD)) {
            try {
                dicoms.write(conversation, facts, packet, nowNs);
                json.flush();
            } catch (IOException e) {
                broken(e);
            }
        }
    }

    @Override
    public void onHl7(Conversation conversation, Hl7Facts facts, long packet, long nowNs) {
        if (hl7 && begins(Rank.RECORD)) {
            try {
                hl7s.write(conversation, facts, packet, nowNs);
                json.flush();
            } catch (IOException e) {
                broken(e);
            }
        }
    }

    @Override
    public void onMedical(Conversation conversation, MedicalFacts facts, long packet, long nowNs) {
        if (written.contains(MedicalJson.dataset(facts)) && begins(Rank.RECORD)) {
            try {
                medicals.write(conversation, facts, packet, nowNs);
                json.flush();
            } catch (IOException e) {
                broken(e);
            }
        }
    }

    @Override
    public void onDevice(Device subject, String action, long packet, long nowNs) {
        if (device && begins(Rank.DEVICE)) {
            try {
                devices.event(envelope, subject, action, packet, nowNs);
                json.flush();
            } catch (IOException e) {
                broken(e);
            }
        }
    }

    @Override
    public void onAlert(Alert revision, AlertAction action, long packet, long nowNs) {
        if (alert && begins(Rank.ALERT)) {
            try {
                alerts.write(revision, action, packet, nowNs);
                json.flush();
            } catch (IOException e) {
                broken(e);
            }
        }
    }

    @Override
    public void onTick(long packet, long nowNs) {
        if (stats != null) {
            if (nextStatsNs == Long.MIN_VALUE) {
                nextStatsNs = nowNs + STATS_EVERY_NS;
            } else if (nowNs >= nextStatsNs) {
                nextStatsNs += ((nowNs - nextStatsNs) / STATS_EVERY_NS + 1) * STATS_EVERY_NS;
                writeStats(packet, nowNs);
            }
        }
        if (live) {
            file.handOver();
        }
    }

    private void writeStats(long packet, long nowNs) {
        if (begins(Rank.DEVICE)) {
            try {
                envelope.open(STATS, packet, nowNs);
                envelope.closeEvent(0);
                envelope.openWardtap();
                out.object(STATS_FIELD);
                SummaryJson.counters(json, stats.get());
                out.end();
                envelope.close();
                json.flush();
            } catch (IOException e) {
                broken(e);
            }
        }
    }

    /// Leaves records of flows and messages out while this says so.
    public void shedWhile(BooleanSupplier overloaded) {
        this.overloaded = overloaded;
    }

    /// Records that were left out because of load, or because the disk was behind or full; 0 in a
    /// replay.
    public long dropped() {
        return dropped.get();
    }

    /// Whether the disk takes nothing at the moment: full, or an error.
    public boolean isFailing() {
        return file.isFailing();
    }

    /// What stopped the file, or null: what was written before it is whole.
    public IOException failure() {
        return encoding != null ? encoding : file.failure();
    }

    /// Writes what is left and closes the file.
    @Override
    public void close() {
        try {
            json.close();
        } catch (IOException e) {
            broken(e);
        }
        file.close();
    }

    private boolean begins(Rank rank) {
        if (encoding != null) {
            return false;
        }
        if (live && !hasRoom(rank)) {
            dropped.incrementAndGet();
            return false;
        }
        return true;
    }

    private boolean hasRoom(Rank rank) {
        return switch (rank) {
            case RECORD ->
                    !overloaded.getAsBoolean()
                            && !file.isFailing()
                            && file.hasRoom(Math.max(2, file.chunks() / 4));
            case DEVICE -> file.hasRoom(2);
            case ALERT -> file.hasRoom(1);
        };
    }

    private void broken(IOException e) {
        encoding = e;
    }
}
