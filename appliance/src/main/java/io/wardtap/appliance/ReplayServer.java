package io.wardtap.appliance;

import io.wardtap.appliance.config.WardtapConfig;
import io.wardtap.appliance.export.Metrics;
import io.wardtap.appliance.export.MetricsSource;
import io.wardtap.appliance.inventory.DeviceInventory;
import io.wardtap.appliance.observe.AnalysisCounters;
import io.wardtap.appliance.observe.Site;
import io.wardtap.appliance.pipeline.LaneCounters;
import io.wardtap.appliance.pipeline.Pipeline;
import io.wardtap.appliance.web.MetricsServer;
import io.wardtap.protocol.identify.Protocols;
import io.wardtap.protocol.status.DecodeEvent;

import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;

/// Metrics and health over HTTP beside a replay, for `--serve`. Loaded only then: a replay without
/// it needs none of its libraries.
final class ReplayServer implements AutoCloseable {
    private static final String FILES = "capture-files";
    private static final long POLL_MS = 100;

    private final Metrics metrics;
    private final MetricsServer server;
    private final String url;
    private volatile LaneCounters lane = new LaneCounters();
    private volatile boolean ready;

    private ReplayServer(WardtapConfig config, Site site, AnalysisAssembly assembly)
            throws IOException {
        Counters counters = new Counters(assembly);
        metrics =
                new Metrics(
                        Appliance.version(),
                        "unknown",
                        new Metrics.Labels(
                                Appliance.rules(),
                                Protocols.ALL,
                                List.of("unknown"),
                                List.of("event", "unit", "packet"),
                                List.of("flows", "units", "unanswered", "devices", "alerts")),
                        counters,
                        Replay.scopes(site));
        metrics.watch(FILES, counters);
        assembly.output("metrics", metrics);
        server =
                new MetricsServer(
                        config.http().bind(), config.http().port(), metrics::scrape, () -> ready);
        url = "http://" + config.http().bind() + ":" + server.port() + "/metrics";
    }

    /// @throws IOException when the port cannot be had
    static ReplayServer open(WardtapConfig config, Site site, AnalysisAssembly assembly)
            throws IOException {
        return new ReplayServer(config, site, assembly);
    }

    void watch(Pipeline pipeline) {
        lane = pipeline.counters();
        ready = true;
    }

    String url() {
        return url;
    }

    void serveUntil(BooleanSupplier cancelled) throws InterruptedException {
        while (!cancelled.getAsBoolean()) {
            Thread.sleep(POLL_MS);
        }
    }

    @Override
    public void close() {
        server.close();
        metrics.close();
    }

    private final class Counters implements MetricsSource, MetricsSource.Interface {
        private final AnalysisCounters analysis;
        private final DeviceInventory inventory;
        private final AnalysisAssembly assembly;

        Counters(AnalysisAssembly assembly) {
            this.assembly = assembly;
            this.analysis = assembly.counters();
            this.inventory = assembly.inventory();
        }

        @Override
        public long decodeErrors(DecodeEvent event) {
            return lane.decodeEvents(event);
        }

        @Override
        public long flowsActive() {
            return lane.get(LaneCounters.FLOWS_ACTIVE);
        }

        @Override
        public long tcpGapBytes() {
            return lane.get(LaneCounters.TCP_GAP_BYTES);
        }

        @Override
        public long messages(int protocol, int kind) {
            return lane.kind(protocol, kind);
        }

        @Override
        public long devices(String deviceClass) {
            return inventory.size();
        }

        @Override
        public double ringOccupancy() {
            return 0;
        }

        @Override
        public long unitsShed(String kind) {
            return 0;
        }

        @Override
        public long tableEvictions(String table) {
            return switch (table) {
                case "flows" -> lane.get(LaneCounters.FLOW_EVICTIONS);
                case "units" -> lane.get(LaneCounters.ASSEMBLER_EVICTIONS);
                case "unanswered" -> lane.get(LaneCounters.FOLD_EVICTIONS);
                case "devices" -> inventory.evictions();
                case "alerts" -> assembly.ledger().counters().evictions();
                default -> 0;
            };
        }

        @Override
        public boolean configurationCurrent() {
            return true;
        }

        @Override
        public long packets() {
            return lane.get(LaneCounters.PACKETS);
        }

        @Override
        public long bytes() {
            return lane.get(LaneCounters.BYTES);
        }

        @Override
        public long dropped(String stage) {
            return 0;
        }

        @Override
        public long lastPacketNs() {
            return analysis.lane().get(LaneCounters.LAST_PACKET_NS);
        }

        @Override
        public double visibility() {
            double bytes = bytes();
            return bytes == 0 ? 1 : bytes / (bytes + tcpGapBytes());
        }
    }
}
