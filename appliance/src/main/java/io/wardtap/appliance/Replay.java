package io.wardtap.appliance;

import io.wardtap.appliance.baseline.BaselineFile;
import io.wardtap.appliance.baseline.BaselineFileException;
import io.wardtap.appliance.capture.CaptureFiles;
import io.wardtap.appliance.capture.CaptureOpenException;
import io.wardtap.appliance.capture.CaptureSource;
import io.wardtap.appliance.capture.ReplaySpeed;
import io.wardtap.appliance.config.ConfigException;
import io.wardtap.appliance.config.WardtapConfig;
import io.wardtap.appliance.detect.Thresholds;
import io.wardtap.appliance.export.SyslogSink;
import io.wardtap.appliance.observe.Analysis;
import io.wardtap.appliance.observe.Site;
import io.wardtap.appliance.pipeline.Pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/// One replay from its options to its files: makes the parts, runs the pipeline, writes summary and
/// inventory. Used once, on one thread.
final class Replay {
    private static final Duration DELIVER_WITHIN = Duration.ofSeconds(5);

    private final ReplayOptions options;
    private final ReplayListener listener;
    private final BooleanSupplier cancelled;
    private final List<String> messages = new ArrayList<>();
    private final Faults faults = new Faults();
    private final long startedNs = System.nanoTime();

    Replay(ReplayOptions options, ReplayListener listener, BooleanSupplier cancelled) {
        this.options = options;
        this.listener = listener;
        this.cancelled = cancelled;
    }

    RunResult run() {
        try {
            WardtapConfig config = ConfigFile.load(options.config());
            RunKeys keys;
            Path keyFile = ConfigFile.keyFile(options.tokenKey(), config);
            try {
                keys =
                        keyFile == null
                                ? RunKeys.ofCaptures(options.captures())
                                : RunKeys.read(keyFile, messages::add);
            } catch (IOException e) {
                return refused(ExitCode.USAGE, FileProblem.text(e, keyFile));
            }
            try (CaptureSource source = CaptureFiles.open(options.captures())) {
                return replay(config, keys, source);
            }
        } catch (ConfigException e) {
            return refused(ExitCode.USAGE, e.getMessage());
        } catch (BaselineFileException e) {
            return refused(ExitCode.USAGE, e.getMessage());
        } catch (CaptureOpenException e) {
            return refused(ExitCode.SOURCE, e.getMessage());
        } catch (IOException e) {
            return refused(ExitCode.INTERNAL_ERROR, FileProblem.text(e, options.output()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return refused(ExitCode.INTERRUPTED, "interrupted");
        }
    }

    private RunResult refused(int code, String message) {
        return RunResult.refused(code, messages, message);
    }

    // with --serve the metrics stay up after the events are closed
    @SuppressWarnings("try")
    private RunResult replay(WardtapConfig config, RunKeys keys, CaptureSource files)
            throws IOException, InterruptedException, BaselineFileException {
        Files.createDirectories(options.output());
        CaptureSource source =
                new ProgressSource(
                        new ReplaySpeed(options.speed()).pace(files, cancelled), listener);
        Site site = SettingsMapping.site(config.site());
        SightGuard sight = new SightGuard();
        AnalysisAssembly assembly =
                new AnalysisAssembly(
                        site,
                        SettingsMapping.learning(config),
                        Thresholds.of(config.rules().thresholds()),
                        false,
                        sight,
                        faults);
        sight.watch(assembly.counters().lane());
        assembly.ledger().configure(SettingsMapping.severities(config));
        assembly.declare(DeviceMapping.devices(config), DeviceMapping.exceptions(config));
        if (options.baseline() != null) {
            BaselineFile.read(options.baseline(), assembly.baseline());
        }
        try (RunOutputs outputs =
                        new RunOutputs(
                                new RunOutputs.Options(
                                        options.output(),
                                        options.events(),
                                        null,
                                        options.deliver(),
                                        options.saveBaseline(),
                                        options.workers()),
                                config,
                                keys,
                                site,
                                source::interfaceNames,
                                assembly,
                                faults,
                                messages,
                                startedNs);
                RunRecorder recorder =
                        options.deliver()
                                ? RunRecorder.open(
                                        config.outputs().recorder(),
                                        options.output(),
                                        1,
                                        index ->
                                                RunOutputs.interfaceName(
                                                        source.interfaceNames(), index))
                                : RunRecorder.none();
                SyslogOutputs syslog = new SyslogOutputs(site.sensor(), keys.pseudonyms);
                MetricsService server =
                        options.serve() && config.http().enabled()
                                ? MetricsService.open(config, site, assembly)
                                : null) {
            assembly.ledger().add((alert, action, _, _) -> listener.onAlert(alert, action));
            recorder.record(assembly.ledger());
            if (options.deliver()) {
                SyslogOutputs.Change receivers = syslog.change(config.outputs().syslog());
                syslog.take(receivers);
                for (SyslogSink sink : receivers.arriving()) {
                    assembly.output("syslog " + sink.name(), sink);
                }
            }
            Analysis analysis =
                    assembly.assemble(rule -> !config.rules().disabled().contains(rule));
            Pipeline pipeline =
                    new Pipeline(
                            source,
                            SettingsMapping.lane(config, options.streamDigests()),
                            options.workers(),
                            keys::context,
                            analysis,
                            faults);
            recorder.record(pipeline);
            if (server != null) {
                server.files(pipeline);
            }
            pipeline.run(cancelled);
            recorder.finish(messages);
            syslog.finish(DELIVER_WITHIN, messages);
            RunResult result = outputs.finish(ExitCode.OK, source.reports());
            if (cancelled.getAsBoolean() && !options.serve()) {
                result = result.withExitCode(ExitCode.INTERRUPTED);
            }
            if (server != null) {
                listener.onServing(result, server.url());
                server.serveUntil(cancelled);
            }
            return result;
        }
    }
}
