package io.wardtap.appliance;

import io.wardtap.appliance.baseline.BaselineFile;
import io.wardtap.appliance.baseline.BaselineFileException;
import io.wardtap.appliance.capture.CaptureFiles;
import io.wardtap.appliance.capture.CaptureOpenException;
import io.wardtap.appliance.capture.CaptureReport;
import io.wardtap.appliance.capture.CaptureSource;
import io.wardtap.appliance.capture.ReplaySpeed;
import io.wardtap.appliance.config.ConfigException;
import io.wardtap.appliance.config.ConfigLoader;
import io.wardtap.appliance.config.OutputSettings;
import io.wardtap.appliance.config.WardtapConfig;
import io.wardtap.appliance.detect.RuleInfo;
import io.wardtap.appliance.detect.Thresholds;
import io.wardtap.appliance.export.EventDataset;
import io.wardtap.appliance.export.EventWriter;
import io.wardtap.appliance.export.Observer;
import io.wardtap.appliance.export.Scopes;
import io.wardtap.appliance.export.SummaryData;
import io.wardtap.appliance.export.SummaryTable;
import io.wardtap.appliance.export.SummaryWriter;
import io.wardtap.appliance.export.SyslogSink;
import io.wardtap.appliance.observe.Analysis;
import io.wardtap.appliance.observe.ExposureTable;
import io.wardtap.appliance.observe.Site;
import io.wardtap.appliance.pipeline.LaneCounters;
import io.wardtap.appliance.pipeline.Pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/// One replay from its options to its files: makes the parts, runs the pipeline, writes summary and
/// inventory. Used once, on one thread.
final class Replay {
    private static final String EVENTS = "events.jsonl";

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

    ReplayResult run() {
        try {
            WardtapConfig config = config();
            ReplayKeys keys;
            try {
                keys = keys(config);
            } catch (IOException e) {
                return refused(ExitCode.USAGE, FileProblem.text(e, keyFile(config)));
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

    private ReplayResult refused(int code, String message) {
        messages.addAll(message.lines().toList());
        return new ReplayResult(code, messages, "", null);
    }

    private WardtapConfig config() throws ConfigException, IOException {
        if (options.config() == null) {
            return WardtapConfig.defaults();
        }
        Set<String> rules =
                Appliance.rules().stream().map(RuleInfo::id).collect(Collectors.toSet());
        return new ConfigLoader(rules).load(options.config());
    }

    private ReplayKeys keys(WardtapConfig config) throws IOException {
        Path file = keyFile(config);
        return file == null
                ? ReplayKeys.ofCaptures(options.captures())
                : ReplayKeys.read(file, messages::add);
    }

    private Path keyFile(WardtapConfig config) {
        if (options.tokenKey() != null) {
            return options.tokenKey();
        }
        String configured = config.site().pseudonymKeyFile();
        return configured.isEmpty() ? null : Path.of(configured);
    }

    // events are closed before the summary is written, so that their failure is in it
    @SuppressWarnings("try")
    private ReplayResult replay(WardtapConfig config, ReplayKeys keys, CaptureSource files)
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
        if (options.baseline() != null) {
            BaselineFile.read(options.baseline(), assembly.baseline());
        }
        ExposureTable exposure = new ExposureTable(site);
        SummaryCollector collector =
                new SummaryCollector(
                        assembly.counters(), exposure, assembly.inventory()::size, faults);
        List<SyslogSink> sinks = new ArrayList<>();
        try (EventWriter events = events(config, keys, site, source, collector)) {
            assembly.output("exposure", exposure);
            assembly.output(EVENTS, events);
            assembly.ledger().add((alert, action, _, _) -> listener.onAlert(alert, action));
            if (options.deliver()) {
                for (OutputSettings.Syslog settings : config.outputs().syslog()) {
                    SyslogSink sink =
                            new SyslogSink(
                                    SettingsMapping.syslog(
                                            settings, site.sensor(), keys.pseudonyms));
                    sinks.add(sink);
                    assembly.output("syslog " + settings.name(), sink);
                }
            }
            ReplayServer server =
                    options.serve() && config.http().enabled()
                            ? ReplayServer.open(config, site, assembly)
                            : null;
            try {
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
                if (server != null) {
                    server.watch(pipeline);
                }
                pipeline.run(cancelled);
                sinks.forEach(SyslogSink::close);
                events.close();
                ReplayResult result = finish(assembly, collector, source, events, sinks);
                if (server != null) {
                    listener.onServing(result, server.url());
                    server.serveUntil(cancelled);
                }
                return result;
            } finally {
                if (server != null) {
                    server.close();
                }
            }
        }
    }

    private EventWriter events(
            WardtapConfig config,
            ReplayKeys keys,
            Site site,
            CaptureSource source,
            SummaryCollector collector)
            throws IOException {
        return new EventWriter(
                options.output().resolve(EVENTS),
                new EventWriter.Options(
                        datasets(config),
                        new Observer(
                                Appliance.version(),
                                site.sensor(),
                                index -> interfaceName(source.interfaceNames(), index)),
                        scopes(site),
                        collector::collect,
                        null,
                        options.deliver(),
                        config.outputs().file().includePseudonyms() ? keys.pseudonyms : null));
    }

    private static String interfaceName(List<String> names, int index) {
        return index < names.size() ? names.get(index) : "";
    }

    private Set<EventDataset> datasets(WardtapConfig config) {
        if (options.events() != null) {
            return options.events().isEmpty()
                    ? EnumSet.noneOf(EventDataset.class)
                    : EventDataset.parse(String.join(",", options.events()));
        }
        Set<EventDataset> chosen = EnumSet.noneOf(EventDataset.class);
        for (OutputSettings.Dataset dataset : config.outputs().file().datasets()) {
            chosen.add(EventDataset.valueOf(dataset.name()));
        }
        return chosen.isEmpty() ? EventDataset.all() : chosen;
    }

    static Scopes scopes(Site site) {
        return address -> site.scopeOf(address).label();
    }

    private ReplayResult finish(
            AnalysisAssembly assembly,
            SummaryCollector collector,
            CaptureSource source,
            EventWriter events,
            List<SyslogSink> sinks)
            throws IOException {
        SummaryData summary = collector.collect();
        int code = captures(summary, source.reports());
        if (options.saveBaseline() != null) {
            BaselineFile.write(options.saveBaseline(), assembly.baseline());
        }
        if (events.failure() != null) {
            messages.add(FileProblem.text(events.failure(), options.output().resolve(EVENTS)));
            code = ExitCode.INTERNAL_ERROR;
        }
        for (SyslogSink sink : sinks) {
            if (sink.failed() > 0) {
                messages.add(
                        "output " + sink.name() + ": " + sink.failed() + " alerts not delivered");
            }
        }
        messages.addAll(faults.messages());
        if (cancelled.getAsBoolean() && !options.serve()) {
            code = ExitCode.INTERRUPTED;
        }
        summary.elapsedNs = System.nanoTime() - startedNs;
        summary.cpuNs =
                ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
        summary.workers = options.workers();
        SummaryWriter.summary(options.output(), summary);
        SummaryWriter.inventory(options.output(), assembly.inventory().devices());
        String text =
                SummaryTable.of(summary, assembly.inventory().devices(), assembly.ledger().open());
        String note = assembly.baseline().learningNote();
        return new ReplayResult(
                code,
                messages,
                note.isEmpty() ? text : text + "\n" + note + "\n",
                options.output().resolve(SummaryWriter.SUMMARY));
    }

    private int captures(SummaryData summary, List<CaptureReport> reports) {
        int code = ExitCode.OK;
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (CaptureReport report : reports) {
            summary.captures.add(report);
            if (report.packets() > 0) {
                first = Math.min(first, report.firstNs());
                last = Math.max(last, report.lastNs());
            }
            if (report.damage() != null) {
                code = ExitCode.DAMAGED;
                messages.add(
                        report.file()
                                + ": damaged at byte "
                                + report.damage().offset()
                                + ": "
                                + report.damage().reason());
            }
        }
        summary.durationNs = last > first ? last - first : 0;
        return code;
    }

    /// Whether so much is missing that silence proves nothing.
    private static final class SightGuard implements BooleanSupplier {
        private static final double BAD_GAP_RATIO = 0.01;
        private LaneCounters lane;

        void watch(LaneCounters counters) {
            lane = counters;
        }

        @Override
        public boolean getAsBoolean() {
            long bytes = lane.get(LaneCounters.BYTES);
            return lane.get(LaneCounters.TCP_GAP_BYTES) > bytes * BAD_GAP_RATIO;
        }
    }
}
