package io.wardtap.appliance;

import io.wardtap.appliance.capture.CaptureFiles;
import io.wardtap.appliance.capture.CaptureOpenException;
import io.wardtap.appliance.capture.CaptureSource;
import io.wardtap.appliance.config.WardtapConfig;
import io.wardtap.appliance.detect.Thresholds;
import io.wardtap.appliance.export.EventWriter;
import io.wardtap.appliance.observe.ExposureTable;
import io.wardtap.appliance.observe.Site;
import io.wardtap.appliance.pipeline.FlowTimeouts;
import io.wardtap.appliance.pipeline.LaneSettings;
import io.wardtap.appliance.pipeline.Pipeline;
import io.wardtap.appliance.pipeline.VlanKey;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/// Has the code compiled before the first packet counts: replays a bundled capture of made-up
/// patients through a pipeline of its own whose outputs go nowhere, again and again for a second or
/// so. Without that the first 50,000 packets cost many times as much as later ones, and a line does
/// not wait.
final class WarmUp {
    private static final String CAPTURE = "first-minutes.pcap.gz";
    private static final long ENOUGH_NS = 1_500_000_000L;
    private static final LaneSettings SMALL =
            new LaneSettings(
                    16_384,
                    8L << 20,
                    8L << 20,
                    4096,
                    FlowTimeouts.defaults(),
                    VlanKey.OFF,
                    false,
                    LaneSettings.DUPLICATE_WINDOW_NS,
                    false);

    private WarmUp() {}

    /// Also opens every jar and library that will be needed: the user that root is given up for may
    /// not reach them.
    ///
    /// @param metrics whether metrics are served
    /// @return how often it was replayed; when it cannot be, it goes without
    static int run(boolean metrics) throws InterruptedException {
        long startedNs = System.nanoTime();
        // looked for in every jar, which stays open
        var _ = WarmUp.class.getClassLoader().getResource("no/such/resource");
        int rounds = 0;
        try {
            while (System.nanoTime() - startedNs < ENOUGH_NS && round(metrics && rounds == 0)) {
                rounds++;
            }
        } catch (CaptureOpenException | IOException e) {
            return rounds;
        }
        return rounds;
    }

    private static boolean round(boolean withMetrics)
            throws CaptureOpenException, IOException, InterruptedException {
        InputStream bundled = WarmUp.class.getResourceAsStream(CAPTURE);
        if (bundled == null) {
            return false;
        }
        WardtapConfig config = WardtapConfig.defaults();
        Site site = SettingsMapping.site(config.site());
        RunKeys keys = RunKeys.random();
        Faults faults = new Faults();
        SightGuard sight = new SightGuard();
        AnalysisAssembly assembly =
                new AnalysisAssembly(
                        site,
                        SettingsMapping.learning(config),
                        Thresholds.defaults(),
                        true,
                        sight,
                        faults);
        sight.watch(assembly.counters().lane());
        ExposureTable exposure = new ExposureTable(site);
        SummaryCollector collector =
                new SummaryCollector(
                        assembly.counters(),
                        exposure,
                        assembly.hl7Interfaces(),
                        assembly.inventory()::size,
                        assembly.ledger().counters(),
                        faults);
        try (bundled;
                CaptureSource source =
                        CaptureFiles.open(List.of(ReplayOptions.STANDARD_INPUT), bundled);
                EventWriter events =
                        RunOutputs.events(
                                Path.of("/dev/null"),
                                new RunOutputs.Options(
                                        Path.of("/dev"), null, WallClock::ns, false, null, 1),
                                config,
                                keys,
                                site,
                                source::interfaceNames,
                                collector::counters);
                MetricsService metrics =
                        withMetrics ? MetricsService.rehearsal(config, site, assembly) : null) {
            assembly.output("exposure", exposure);
            assembly.output(RunOutputs.EVENTS, events);
            Pipeline pipeline =
                    new Pipeline(
                            source, SMALL, 1, keys::context, assembly.assemble(_ -> true), faults);
            pipeline.run(() -> false);
            if (metrics != null) {
                metrics.rehearse(pipeline);
            }
            return true;
        }
    }
}
