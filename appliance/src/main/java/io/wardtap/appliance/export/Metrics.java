package io.wardtap.appliance.export;

import com.sun.management.OperatingSystemMXBean;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.wardtap.appliance.alert.Alert;
import io.wardtap.appliance.alert.AlertAction;
import io.wardtap.appliance.alert.AlertListener;
import io.wardtap.appliance.detect.RuleInfo;
import io.wardtap.appliance.detect.Severity;
import io.wardtap.appliance.observe.Conversation;
import io.wardtap.appliance.observe.MedicalProtocols;
import io.wardtap.appliance.observe.Observers.DicomObserver;
import io.wardtap.appliance.observe.Observers.Hl7Observer;
import io.wardtap.appliance.observe.Observers.MedicalObserver;
import io.wardtap.protocol.dicom.DicomFacts;
import io.wardtap.protocol.hl7.Hl7Facts;
import io.wardtap.protocol.identify.Protocol;
import io.wardtap.protocol.medical.MedicalFacts;
import io.wardtap.protocol.phi.PhiFacts;
import io.wardtap.protocol.status.DecodeEvent;
import io.wardtap.protocol.tunnel.TunnelKind;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;

/// The metrics of `/metrics`: `wardtap_*` in base units, label values from closed sets only, every
/// counter of a known set there from the start. Observes alerts and messages on the analysis
/// thread; [#scrape] may be called by any other. Not loaded unless metrics are served.
public final class Metrics
        implements AlertListener, DicomObserver, Hl7Observer, MedicalObserver, AutoCloseable {
    /// Where packets can be lost: before the kernel gives them out, at the interface, in our ring.
    public static final List<String> DROP_STAGES = List.of("kernel", "interface", "ring");

    private static final List<String> SCOPES =
            List.of("internal", "partner", "local", "multicast", "external");
    private static final String DICOM = "dicom";
    private static final String HL7 = "hl7";

    /// Seconds: from "at once" to what an operator would call late.
    private static final double[] LATENCY_BUCKETS = {
        .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60
    };

    /// The closed sets of label values.
    ///
    /// @param shedKinds what can be shed under load
    /// @param tables tables that evict
    public record Labels(
            List<RuleInfo> rules,
            List<Protocol> protocols,
            List<String> deviceClasses,
            List<String> shedKinds,
            List<String> tables) {}

    private record RuleSeverity(String rule, Severity severity) {}

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final MetricsSource source;
    private final Scopes scopes;
    private final JvmGcMetrics garbageCollection = new JvmGcMetrics();
    private final Map<String, Map<String, Counter>> phi = new HashMap<>();
    private final Map<RuleSeverity, Counter> alerts = new HashMap<>();
    private final Map<RuleSeverity, AtomicLong> alertsOpen = new HashMap<>();
    private final Map<UUID, Severity> open = new HashMap<>();
    private final Timer alertLatency;

    /// Functions of counters; the registry itself refers to them weakly.
    private final List<Object> held = new ArrayList<>();

    public Metrics(
            String version, String commit, Labels labels, MetricsSource source, Scopes scopes) {
        this.source = source;
        this.scopes = scopes;
        // not named as Prometheus wants; the second goes by its usual name, see machine()
        registry.config()
                .meterFilter(MeterFilter.deny(id -> id.getName().equals("system.cpu.count")))
                .meterFilter(MeterFilter.deny(id -> id.getName().equals("process.cpu.time")));
        Gauge.builder("wardtap.build.info", () -> 1)
                .description("Version and commit of the running program")
                .tags("version", version, "commit", commit)
                .register(registry);
        pipeline(labels);
        for (String protocol : MedicalProtocols.NAMES) {
            Map<String, Counter> byScope = new HashMap<>();
            for (String scope : SCOPES) {
                byScope.put(
                        scope,
                        Counter.builder("wardtap.phi.cleartext.messages")
                                .description(
                                        "Unencrypted messages with a patient's direct identifiers,"
                                                + " by scope of the server")
                                .tags("protocol", protocol, "scope", scope)
                                .register(registry));
            }
            phi.put(protocol, byScope);
        }
        for (RuleInfo rule : labels.rules()) {
            for (Severity severity : rule.reachable()) {
                rule(rule.id(), severity);
            }
            counter(
                    "wardtap.findings.excepted",
                    "Findings that exceptions kept from being alerts",
                    Tags.of("rule", rule.id()),
                    from -> from.findingsExcepted(rule.id()));
        }
        alertLatency =
                Timer.builder("wardtap.alert.latency")
                        .description(
                                "From a packet's arrival to the alert stored and handed to the"
                                        + " outputs")
                        .serviceLevelObjectives(buckets())
                        .register(registry);
        machine();
    }

    private void pipeline(Labels labels) {
        for (DecodeEvent event : DecodeEvent.values()) {
            counter(
                    "wardtap.decode.errors",
                    "Oddities in bytes from the wire",
                    Tags.of("reason", event.reason()),
                    from -> from.decodeErrors(event));
        }
        for (TunnelKind kind : TunnelKind.ALL) {
            counter(
                    "wardtap.tunnel.packets",
                    "Packets that came in a tunnel",
                    Tags.of("kind", kind.label()),
                    from -> from.tunnels(kind));
        }
        gauge(
                "wardtap.flows.active",
                "Flows in the table",
                Tags.empty(),
                MetricsSource::flowsActive);
        counter(
                "wardtap.tcp.gap.bytes",
                "Bytes of TCP streams that were never seen",
                Tags.empty(),
                MetricsSource::tcpGapBytes);
        for (int p = 0; p < labels.protocols().size(); p++) {
            Protocol protocol = labels.protocols().get(p);
            for (int k = 0; k < protocol.kinds().size(); k++) {
                int index = p;
                int kind = k;
                counter(
                        "wardtap.protocol.messages",
                        "Units of a protocol as its framer counts them",
                        Tags.of("protocol", protocol.name(), "type", protocol.kinds().get(k)),
                        from -> from.messages(index, kind));
            }
        }
        for (String deviceClass : labels.deviceClasses()) {
            gauge(
                    "wardtap.devices",
                    "Devices in the inventory",
                    Tags.of("class", deviceClass),
                    from -> from.devices(deviceClass));
        }
        gauge(
                "wardtap.ring.occupancy.ratio",
                "Share of the ring in use",
                Tags.empty(),
                MetricsSource::ringOccupancy);
        for (String kind : labels.shedKinds()) {
            counter(
                    "wardtap.units.shed",
                    "What was left out under load",
                    Tags.of("kind", kind),
                    from -> from.unitsShed(kind));
        }
        for (String table : labels.tables()) {
            counter(
                    "wardtap.table.evictions",
                    "Entries that a full table gave up",
                    Tags.of("table", table),
                    from -> from.tableEvictions(table));
        }
        gauge(
                "wardtap.config.last.reload.successful",
                "Whether the configuration in force is the file's latest",
                Tags.empty(),
                from -> from.configurationCurrent() ? 1 : 0);
    }

    /// JVM and process metrics under the names that dashboards know.
    private void machine() {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
            counter(
                    "process.cpu.seconds",
                    "Processor time that the process has used",
                    Tags.empty(),
                    system,
                    from -> from.getProcessCpuTime() / 1e9);
        }
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        garbageCollection.bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
    }

    /// Adds an interface's metrics; names come from the configuration.
    public void watch(String name, MetricsSource.Interface counters) {
        Tags tags = Tags.of("interface", name);
        counter(
                "wardtap.capture.packets",
                "Packets received",
                tags,
                counters,
                MetricsSource.Interface::packets);
        counter(
                "wardtap.capture.bytes",
                "Bytes of packets received",
                tags,
                counters,
                MetricsSource.Interface::bytes);
        for (String stage : DROP_STAGES) {
            counter(
                    "wardtap.capture.dropped.packets",
                    "Packets lost before they were decoded",
                    tags.and("stage", stage),
                    counters,
                    from -> from.dropped(stage));
        }
        gauge(
                "wardtap.capture.last.packet.timestamp.seconds",
                "Time of the last packet",
                tags,
                counters,
                from -> from.lastPacketNs() / 1e9);
        gauge(
                "wardtap.visibility.ratio",
                "Share of the traffic that was seen whole",
                tags,
                counters,
                MetricsSource.Interface::visibility);
    }

    /// Adds an output's metrics.
    public void watch(SyslogSink sink) {
        Tags tags = Tags.of("sink", sink.name());
        counter(
                "wardtap.sink.delivered",
                "Messages given to the network",
                tags,
                sink,
                SyslogSink::delivered);
        counter("wardtap.sink.failed", "Messages lost", tags, sink, SyslogSink::failed);
        gauge("wardtap.sink.backlog", "Messages that wait", tags, sink, SyslogSink::backlog);
        gauge(
                "wardtap.sink.oldest.pending.timestamp.seconds",
                "When the oldest waiting message was queued, 0 when none waits",
                tags,
                sink,
                from -> from.oldestPendingMs() / 1e3);
    }

    /// Drops an output's metrics: it is no more, or another of the same name takes its place.
    public void forget(SyslogSink sink) {
        for (Meter meter : registry.getMeters()) {
            if (sink.name().equals(meter.getId().getTag("sink"))) {
                registry.remove(meter);
            }
        }
    }

    /// A packet's alert was stored and handed on so long after it had arrived.
    public void alertLatency(long ns) {
        alertLatency.record(Duration.ofNanos(Math.max(0, ns)));
    }

    @Override
    public void onAlert(Alert alert, AlertAction action, long packet, long nowNs) {
        if (action.countsAsAlert()) {
            alerts.get(rule(alert.rule.id(), alert.severity)).increment();
        }
        Severity before =
                action == AlertAction.CLOSED
                        ? open.remove(alert.id)
                        : open.put(alert.id, alert.severity);
        if (before != null) {
            alertsOpen.get(rule(alert.rule.id(), before)).decrementAndGet();
        }
        if (action != AlertAction.CLOSED) {
            alertsOpen.get(rule(alert.rule.id(), alert.severity)).incrementAndGet();
        }
    }

    @Override
    public void onDicom(Conversation flow, DicomFacts facts, long packet, long nowNs) {
        count(DICOM, flow, facts.phi);
    }

    @Override
    public void onHl7(Conversation flow, Hl7Facts facts, long packet, long nowNs) {
        count(HL7, flow, facts.phi);
    }

    @Override
    public void onMedical(Conversation flow, MedicalFacts facts, long packet, long nowNs) {
        count(flow.protocol, flow, facts.phi);
    }

    private void count(String protocol, Conversation flow, PhiFacts found) {
        if (found.anyDirect() && !flow.encrypted) {
            Counter counter = phi.getOrDefault(protocol, Map.of()).get(scopes.of(flow.server));
            if (counter != null) {
                counter.increment();
            }
        }
    }

    /// The page of metrics in Prometheus' text format.
    public String scrape() {
        return registry.scrape();
    }

    @Override
    public void close() {
        garbageCollection.close();
        registry.close();
    }

    /// The key of a rule's counters, which are made when they are new.
    private RuleSeverity rule(String rule, Severity severity) {
        RuleSeverity key = new RuleSeverity(rule, severity);
        if (!alerts.containsKey(key)) {
            Tags tags = Tags.of("rule", rule, "severity", severity.label());
            alerts.put(
                    key,
                    Counter.builder("wardtap.alerts")
                            .description("Alerts opened, reopened and escalated")
                            .tags(tags)
                            .register(registry));
            AtomicLong count = new AtomicLong();
            alertsOpen.put(key, count);
            gauge("wardtap.alerts.open", "Alerts that are open", tags, count, AtomicLong::get);
        }
        return key;
    }

    private void counter(
            String name, String help, Tags tags, ToDoubleFunction<MetricsSource> value) {
        counter(name, help, tags, source, value);
    }

    private <T> void counter(
            String name, String help, Tags tags, T from, ToDoubleFunction<T> value) {
        held.add(from);
        FunctionCounter.builder(name, from, value).description(help).tags(tags).register(registry);
    }

    private void gauge(String name, String help, Tags tags, ToDoubleFunction<MetricsSource> value) {
        gauge(name, help, tags, source, value);
    }

    private <T> void gauge(String name, String help, Tags tags, T from, ToDoubleFunction<T> value) {
        held.add(from);
        Gauge.builder(name, from, value).description(help).tags(tags).register(registry);
    }

    private static Duration[] buckets() {
        Duration[] buckets = new Duration[LATENCY_BUCKETS.length];
        for (int i = 0; i < buckets.length; i++) {
            buckets[i] = Duration.ofNanos(Math.round(LATENCY_BUCKETS[i] * 1e9));
        }
        return buckets;
    }
}
