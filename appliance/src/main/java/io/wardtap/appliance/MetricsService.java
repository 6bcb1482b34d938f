package io.wardtap.appliance;

import io.wardtap.appliance.alert.AlertListener;
import io.wardtap.appliance.capture.live.InterfaceCounters;
import io.wardtap.appliance.config.WardtapConfig;
import io.wardtap.appliance.export.Metrics;
import io.wardtap.appliance.export.MetricsSource;
import io.wardtap.appliance.export.SyslogSink;
import io.wardtap.appliance.inventory.DeviceInventory;
import io.wardtap.appliance.observe.AnalysisCounters;
import io.wardtap.appliance.observe.Site;
import io.wardtap.appliance.pipeline.LaneCounters;
import io.wardtap.appliance.pipeline.Pipeline;
import io.wardtap.appliance.pipeline.Visibility;
import io.wardtap.appliance.web.MetricsServer;
import io.wardtap.protocol.identify.Protocols;
import io.wardtap.protocol.status.DecodeEvent;
import io.wardtap.protocol.tunnel.TunnelKind;

import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/// Metrics and health over HTTP, beside a live run or a replay with `--serve`. Loaded only then: a
/// replay without it needs none of its libraries.
final class MetricsService implements AutoCloseable {
    private static final String FILES = "capture-files";
    private static final long POLL_MS = 100;

    private final Metrics metrics;
    private final MetricsServer server;
    private final String url;
    private final Counters counters;
    private volatile LaneCounters lane = new LaneCounters();
    private volatile LiveLoad load; // null in a replay
    private volatile BooleanSupplier ready = () -> false;
    private volatile BooleanSupplier configurationCurrent = () -> true;

    private MetricsService(String bind, int port, Site site, AnalysisAssembly assembly)
            throws IOException {
        counters = new Counters(assembly);
        metrics =
                new Metrics(
                        Appliance.version(),
                        "unknown",
                        new Metrics.Labels(
                                Appliance.rules(),
                                Protocols.ALL,
                                List.of("unknown"),
                                List.of("event", "unit", "packet"),
                                List.of(
                                        "flows",
                                        "units",
                                        "unanswered",
                                        "duplicates",
                                        "devices",
                                        "alerts",
                                        "moves")),
                        counters,
                        RunOutputs.scopes(site));
        assembly.output("metrics", metrics);
        server = new MetricsServer(bind, port, metrics::scrape, () -> ready.getAsBoolean());
        url = "http://" + bind + ":" + server.port() + "/metrics";
    }

    /// @throws IOException when the port cannot be had
    static MetricsService open(WardtapConfig config, Site site, AnalysisAssembly assembly)
            throws IOException {
        return new MetricsService(config.http().bind(), config.http().port(), site, assembly);
    }

    /// On a port that nobody knows, to be closed soon.
    static MetricsService rehearsal(WardtapConfig config, Site site, AnalysisAssembly assembly)
            throws IOException {
        return new MetricsService(config.http().bind(), 0, site, assembly);
    }

    /// A replay: its captures are one interface.
    void files(Pipeline pipeline) {
        metrics.watch(FILES, counters);
        lane = pipeline.counters();
        ready = () -> true;
    }

    /// A live run: each interface for itself.
    void live(
            Pipeline pipeline,
            LiveLoad liveLoad,
            List<InterfaceCounters> interfaces,
            BooleanSupplier isReady,
            BooleanSupplier isConfigurationCurrent) {
        lane = pipeline.counters();
        load = liveLoad;
        for (int i = 0; i < interfaces.size(); i++) {
            metrics.watch(interfaces.get(i).name(), new LiveInterface(interfaces.get(i), i));
        }
        ready = isReady;
        configurationCurrent = isConfigurationCurrent;
    }

    /// Measures from a packet's arrival to the alert handed to all outputs: to be the ledger's last
    /// listener.
    AlertListener latency(LongSupplier wallClockNs) {
        return (_, action, _, nowNs) -> {
            if (action.countsAsAlert()) {
                metrics.alertLatency(wallClockNs.getAsLong() - nowNs);
            }
        };
    }

    void forget(SyslogSink sink) {
        metrics.forget(sink);
    }

    void watch(SyslogSink sink) {
        metrics.watch(sink);
    }

    /// Has the page made once, for nobody.
    void rehearse(Pipeline pipeline) {
        files(pipeline);
        metrics.scrape();
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
        public long tunnels(TunnelKind kind) {
            return lane.tunnels(kind);
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
            return load == null ? 0 : load.ringOccupancy();
        }

        @Override
        public long unitsShed(String kind) {
            if (load == null) {
                return 0;
            }
            return switch (kind) {
                case "event" -> load.recordsLeftOut();
                case "unit" -> load.unitsShed();
                case "packet" -> load.packetsShed();
                default -> 0;
            };
        }

        @Override
        public long tableEvictions(String table) {
            return switch (table) {
                case "flows" -> lane.get(LaneCounters.FLOW_EVICTIONS);
                case "units" -> lane.get(LaneCounters.ASSEMBLER_EVICTIONS);
                case "unanswered" -> lane.get(LaneCounters.FOLD_EVICTIONS);
                case "duplicates" -> lane.get(LaneCounters.DUPLICATE_EVICTIONS);
                case "devices" -> inventory.evictions();
                case "alerts" -> assembly.ledger().counters().evictions();
                case "moves" -> analysis.moveEvictions();
                default -> 0;
            };
        }

        @Override
        public long findingsExcepted(String rule) {
            return assembly.ledger().counters().excepted(rule);
        }

        @Override
        public boolean configurationCurrent() {
            return configurationCurrent.getAsBoolean();
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
            return Visibility.of(lane, 0).ratio();
        }
    }

    /// What the capture and the lanes count of one interface. What is missing of a conversation
    /// counts for the interface on which it was first seen.
    private final class LiveInterface implements MetricsSource.Interface {
        private final InterfaceCounters capture;
        private final int index;

        /// @param index as packets carry it
        LiveInterface(InterfaceCounters capture, int index) {
            this.capture = capture;
            this.index = index;
        }

        @Override
        public long packets() {
            return capture.packets();
        }

        @Override
        public long bytes() {
            return capture.bytes();
        }

        @Override
        public long dropped(String stage) {
            return switch (stage) {
                case "kernel" -> capture.kernelDrops();
                case "ring" -> load.packetsShed(index);
                default -> 0;
            };
        }

        @Override
        public long lastPacketNs() {
            return capture.lastPacketNs();
        }

        @Override
        public double visibility() {
            return Visibility.of(lane, index, capture.kernelDrops()).ratio();
        }
    }
}
