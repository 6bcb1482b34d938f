package io.wardtap.appliance;

import io.wardtap.appliance.baseline.BaselineFile;
import io.wardtap.appliance.capture.CaptureReport;
import io.wardtap.appliance.config.OutputSettings;
import io.wardtap.appliance.config.ProtocolSettings;
import io.wardtap.appliance.config.WardtapConfig;
import io.wardtap.appliance.conformance.ConformanceSettings;
import io.wardtap.appliance.conformance.Hl7Conformance;
import io.wardtap.appliance.export.EventDataset;
import io.wardtap.appliance.export.EventWriter;
import io.wardtap.appliance.export.Observer;
import io.wardtap.appliance.export.Scopes;
import io.wardtap.appliance.export.SummaryData;
import io.wardtap.appliance.export.SummaryTable;
import io.wardtap.appliance.export.SummaryWriter;
import io.wardtap.appliance.observe.ExposureTable;
import io.wardtap.appliance.observe.Site;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntToLongFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// What a replay and a live run leave in their folder: events while they run, summary and inventory
/// at the end. Made, and ended, on the thread that runs it.
final class RunOutputs implements AutoCloseable {
    static final String EVENTS = "events.jsonl";

    /// @param folder that exists
    /// @param events datasets asked for on the command line, or null
    /// @param createdNs the wall clock when live, else null
    /// @param replayLabel marks every event as a replay's
    record Options(
            Path folder,
            Set<String> events,
            LongSupplier createdNs,
            boolean replayLabel,
            Path saveBaseline,
            int workers) {}

    private final Options options;
    private final AnalysisAssembly assembly;
    private final Faults faults;
    private final SummaryCollector collector;
    private final Hl7Conformance conformance; // null when nothing is checked
    private final EventWriter events;
    private final List<String> messages;
    private final long startedNs;
    private final Supplier<List<String>> interfaceNames;

    /// Opens events.jsonl and adds it to the assembly.
    ///
    /// @param interfaceNames what a packet's interface index points into
    /// @param messages what is to be said of the run, added to at its end
    RunOutputs(
            Options options,
            WardtapConfig config,
            RunKeys keys,
            Site site,
            Supplier<List<String>> interfaceNames,
            AnalysisAssembly assembly,
            Faults faults,
            List<String> messages,
            long startedNs)
            throws IOException {
        this.options = options;
        this.assembly = assembly;
        this.faults = faults;
        this.messages = messages;
        this.startedNs = startedNs;
        this.interfaceNames = interfaceNames;
        ExposureTable exposure = new ExposureTable(site);
        conformance = conformance(config, options.createdNs != null);
        if (conformance != null) {
            assembly.sample(conformance);
        }
        collector =
                new SummaryCollector(
                        assembly.counters(),
                        exposure,
                        assembly.hl7Interfaces(),
                        assembly.inventory()::size,
                        assembly.ledger().counters(),
                        faults);
        events =
                events(
                        options.folder.resolve(EVENTS),
                        options,
                        config,
                        keys,
                        site,
                        interfaceNames,
                        collector::counters);
        assembly.output("exposure", exposure);
        assembly.output(EVENTS, events);
    }

    private static Hl7Conformance conformance(WardtapConfig config, boolean live) {
        ProtocolSettings.Conformance settings = config.protocols().hl7Conformance();
        return settings.enabled()
                ? new Hl7Conformance(ConformanceSettings.of(settings.messagesPerType(), live))
                : null;
    }

    /// @param stats the counters of the moment
    static EventWriter events(
            Path file,
            Options options,
            WardtapConfig config,
            RunKeys keys,
            Site site,
            Supplier<List<String>> interfaceNames,
            Supplier<SummaryData> stats)
            throws IOException {
        return new EventWriter(
                file,
                new EventWriter.Options(
                        datasets(options.events, config),
                        new Observer(
                                Appliance.version(),
                                site.sensor(),
                                index -> interfaceName(interfaceNames.get(), index)),
                        scopes(site),
                        stats,
                        options.createdNs,
                        options.replayLabel,
                        config.outputs().file().includePseudonyms() ? keys.pseudonyms : null));
    }

    static Scopes scopes(Site site) {
        return address -> site.scopeOf(address).label();
    }

    static String interfaceName(List<String> names, int index) {
        return index >= 0 && index < names.size() ? names.get(index) : "";
    }

    /// The datasets that are written: those of the command line, else of the file, else all.
    static Set<EventDataset> datasets(Set<String> asked, WardtapConfig config) {
        if (asked != null) {
            return asked.isEmpty()
                    ? EnumSet.noneOf(EventDataset.class)
                    : EventDataset.parse(String.join(",", asked));
        }
        Set<EventDataset> chosen = EnumSet.noneOf(EventDataset.class);
        for (OutputSettings.Dataset dataset : config.outputs().file().datasets()) {
            chosen.add(EventDataset.valueOf(dataset.name()));
        }
        return chosen.isEmpty() ? EventDataset.all() : chosen;
    }

    /// A live run: what the kernel had to drop, by the index of the interface.
    void live(int interfaces, IntToLongFunction dropped) {
        collector.live(interfaces, dropped);
    }

    EventWriter events() {
        return events;
    }

    /// Ends the events, then writes what is written last: so that their failure is in it.
    ///
    /// @param code how it ended otherwise
    RunResult finish(int code, List<CaptureReport> reports)
            throws IOException, InterruptedException {
        events.close();
        if (conformance != null) {
            conformance.finish();
        }
        SummaryData summary = collector.collect(conformance);
        collector.interfaces(summary, interfaceNames.get());
        int ended = captures(summary, reports, code);
        if (options.saveBaseline != null) {
            BaselineFile.write(options.saveBaseline, assembly.baseline());
        }
        if (events.failure() != null) {
            messages.add(FileProblem.text(events.failure(), options.folder.resolve(EVENTS)));
            ended = ExitCode.INTERNAL_ERROR;
        }
        messages.addAll(faults.messages());
        summary.elapsedNs = System.nanoTime() - startedNs;
        summary.cpuNs =
                ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
        summary.workers = options.workers;
        SummaryWriter.summary(options.folder, summary);
        SummaryWriter.inventory(options.folder, assembly.inventory().devices());
        return new RunResult(
                ended,
                List.copyOf(messages),
                () -> table(summary),
                options.folder.resolve(SummaryWriter.SUMMARY));
    }

    private String table(SummaryData summary) {
        String text =
                SummaryTable.of(summary, assembly.inventory().devices(), assembly.ledger().open());
        String note = assembly.baseline().learningNote();
        return note.isEmpty() ? text : text + "\n" + note + "\n";
    }

    private int captures(SummaryData summary, List<CaptureReport> reports, int otherwise) {
        int code = otherwise;
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (CaptureReport report : reports) {
            summary.captures.add(report);
            if (report.packets() > 0) {
                first = Math.min(first, report.firstNs());
                last = Math.max(last, report.lastNs());
            }
            if (report.damage() != null) {
                code = code == ExitCode.OK ? ExitCode.DAMAGED : code;
                messages.add(
                        report.file()
                                + ": damaged at byte "
                                + report.damage().offset()
                                + ": "
                                + report.damage().reason());
            }
            for (CaptureReport.Refused refused : report.refused()) {
                messages.add(
                        report.file()
                                + ": "
                                + refused.packets()
                                + " packets of interface "
                                + refused.name()
                                + " not decoded: link type "
                                + refused.linkType()
                                + " is not read");
            }
        }
        summary.durationNs = last > first ? last - first : 0;
        return code;
    }

    /// Without a proper end: what was written so far is whole.
    @Override
    public void close() {
        events.close();
    }
}
