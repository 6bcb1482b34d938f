package io.wardtap.appliance;

import io.wardtap.appliance.alert.AlertLedger;
import io.wardtap.appliance.config.OutputSettings;
import io.wardtap.appliance.export.FlowRecorder;
import io.wardtap.appliance.export.RecordingFolder;
import io.wardtap.appliance.pipeline.HeaderRing;
import io.wardtap.appliance.pipeline.Pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/// The recorder beside the line, where the configuration asks for one: header rings of the lanes
/// and the thread that takes alerts' flows out of them. Made before the run, closed after it.
final class RunRecorder implements AutoCloseable {
    private static final String FOLDER = "recordings";

    private final List<HeaderRing> rings = new ArrayList<>();
    private FlowRecorder recorder; // null when nothing is recorded

    /// @param output the run's folder, for recordings that have none of their own
    static RunRecorder open(
            OutputSettings.Recorder settings,
            Path output,
            int lanes,
            IntFunction<String> interfaceNames)
            throws IOException {
        RunRecorder made = new RunRecorder();
        if (settings.enabled()) {
            Path folder =
                    settings.folder().isEmpty()
                            ? output.resolve(FOLDER)
                            : Path.of(settings.folder());
            RecordingFolder recordings =
                    new RecordingFolder(folder, settings.files(), settings.fileSize().bytes());
            for (int i = 0; i < lanes; i++) {
                made.rings.add(new HeaderRing(settings.lookback().bytes()));
            }
            made.recorder = new FlowRecorder(recordings, made.rings, interfaceNames);
        }
        return made;
    }

    /// For a run that records nothing, whatever the configuration says.
    static RunRecorder none() {
        return new RunRecorder();
    }

    void record(AlertLedger ledger) {
        if (recorder != null) {
            ledger.add(recorder);
        }
    }

    void record(Pipeline pipeline) {
        if (recorder != null) {
            pipeline.keepHeaders(rings);
        }
    }

    /// Ends the recordings; says what they lack.
    void finish(List<String> messages) {
        if (recorder == null) {
            return;
        }
        recorder.close();
        if (recorder.failure() != null) {
            messages.add("recorder: " + recorder.failure().getClass().getSimpleName());
        }
        if (recorder.refused() > 0) {
            messages.add("recorder: " + recorder.refused() + " flows were not recorded");
        }
    }

    /// After the lanes have ended.
    @Override
    public void close() {
        if (recorder != null) {
            recorder.close();
            recorder = null;
        }
    }
}
