package io.wardtap.appliance.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.appliance.alert.Alert;
import io.wardtap.appliance.alert.AlertAction;
import io.wardtap.appliance.detect.RuleInfo;
import io.wardtap.appliance.detect.Severity;
import io.wardtap.protocol.identify.Protocol;
import io.wardtap.protocol.status.DecodeEvent;
import io.wardtap.protocol.tunnel.TunnelKind;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

class MetricsTest {
    private static final Pattern SERIES = Pattern.compile("^(wardtap_[a-z0-9_]+)(\\{.*)? .*");

    private final Metrics metrics =
            new Metrics(
                    "0.1.0",
                    "abcdef0",
                    new Metrics.Labels(
                            List.of(Samples.rule("phi-cleartext-dicom", RuleInfo.Kind.POSTURE)),
                            List.of(
                                    new Protocol(
                                            "dicom",
                                            List.of("01", "04"),
                                            List.of(),
                                            null,
                                            null,
                                            null,
                                            null)),
                            List.of("imaging.ct", "unknown"),
                            List.of("records", "units", "packets"),
                            List.of("flows")),
                    new Source(),
                    Samples.scopes());

    private static final class Source implements MetricsSource {
        @Override
        public long decodeErrors(DecodeEvent event) {
            return event == DecodeEvent.TCP_MALFORMED ? 3 : 0;
        }

        @Override
        public long tunnels(TunnelKind kind) {
            return kind == TunnelKind.VXLAN ? 5 : 0;
        }

        @Override
        public long flowsActive() {
            return 17;
        }

        @Override
        public long tcpGapBytes() {
            return 1460;
        }

        @Override
        public long messages(int protocol, int kind) {
            return 100L * protocol + kind;
        }

        @Override
        public long devices(String deviceClass) {
            return deviceClass.equals("imaging.ct") ? 2 : 5;
        }

        @Override
        public double ringOccupancy() {
            return 0.25;
        }

        @Override
        public long unitsShed(String kind) {
            return 0;
        }

        @Override
        public long tableEvictions(String table) {
            return 9;
        }

        @Override
        public long findingsExcepted(String rule) {
            return 0;
        }

        @Override
        public boolean configurationCurrent() {
            return true;
        }
    }

    private static final class Interface implements MetricsSource.Interface {
        @Override
        public long packets() {
            return 1000;
        }

        @Override
        public long bytes() {
            return 64_000;
        }

        @Override
        public long dropped(String stage) {
            return stage.equals("kernel") ? 4 : 0;
        }

        @Override
        public long lastPacketNs() {
            return 1_500_000_000_500_000_000L;
        }

        @Override
        public double visibility() {
            return 0.996;
        }
    }

    @AfterEach
    void close() {
        metrics.close();
    }

    private static Set<String> names(String page) {
        return page.lines()
                .map(SERIES::matcher)
                .filter(java.util.regex.Matcher::matches)
                .map(line -> line.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private String page() throws Exception {
        metrics.watch("eth0", new Interface());
        try (SyslogSink sink = new SyslogSink(SyslogMessageTest.options(false, 9, 0, false))) {
            metrics.watch(sink);
        }
        return metrics.scrape();
    }

    @Test
    void hasTheNamesOfTheContract() throws Exception {
        assertThat(names(page()))
                .contains(
                        "wardtap_capture_packets_total",
                        "wardtap_capture_bytes_total",
                        "wardtap_capture_dropped_packets_total",
                        "wardtap_capture_last_packet_timestamp_seconds",
                        "wardtap_decode_errors_total",
                        "wardtap_flows_active",
                        "wardtap_tcp_gap_bytes_total",
                        "wardtap_protocol_messages_total",
                        "wardtap_phi_cleartext_messages_total",
                        "wardtap_alerts_total",
                        "wardtap_alerts_open",
                        "wardtap_devices",
                        "wardtap_visibility_ratio",
                        "wardtap_ring_occupancy_ratio",
                        "wardtap_units_shed_total",
                        "wardtap_table_evictions_total",
                        "wardtap_alert_latency_seconds_bucket",
                        "wardtap_sink_delivered_total",
                        "wardtap_sink_failed_total",
                        "wardtap_sink_backlog",
                        "wardtap_sink_oldest_pending_timestamp_seconds",
                        "wardtap_config_last_reload_successful",
                        "wardtap_build_info");
    }

    @Test
    void readsTheSourcesWhenItIsAsked() throws Exception {
        assertThat(page())
                .contains("wardtap_capture_packets_total{interface=\"eth0\"} 1000.0\n")
                .contains(
                        "wardtap_capture_dropped_packets_total{interface=\"eth0\",stage=\"kernel\"}"
                                + " 4.0\n")
                .contains(
                        "wardtap_capture_last_packet_timestamp_seconds{interface=\"eth0\"}"
                                + " 1.5000000005E9\n")
                .contains("wardtap_decode_errors_total{reason=\"tcp_malformed\"} 3.0\n")
                .contains("wardtap_tunnel_packets_total{kind=\"vxlan\"} 5.0\n")
                .contains("wardtap_tunnel_packets_total{kind=\"6in4\"} 0.0\n")
                .contains("wardtap_protocol_messages_total{protocol=\"dicom\",type=\"04\"} 1.0\n")
                .contains("wardtap_devices{class=\"imaging.ct\"} 2.0\n")
                .contains("wardtap_build_info{commit=\"abcdef0\",version=\"0.1.0\"} 1")
                .contains("\njvm_memory_used_bytes{")
                .contains("\nprocess_cpu_seconds_total ");
    }

    @Test
    void hasEveryCounterOfAKnownSetFromTheStart() throws Exception {
        String page = page();

        for (DecodeEvent event : DecodeEvent.values()) {
            assertThat(page)
                    .contains("wardtap_decode_errors_total{reason=\"" + event.reason() + "\"} ");
        }
        for (String severity : List.of("medium", "high", "critical")) {
            assertThat(page)
                    .contains(
                            "wardtap_alerts_total{rule=\"phi-cleartext-dicom\",severity=\""
                                    + severity
                                    + "\"} 0.0\n");
        }
        assertThat(page).doesNotContain("severity=\"low\"");
        assertThat(page)
                .contains(
                        "wardtap_phi_cleartext_messages_total{protocol=\"hl7\",scope=\"partner\"}"
                                + " 0.0\n");
    }

    @Test
    void followsAlertsFromOpeningToClosing() {
        Alert alert = Samples.alert("phi-cleartext-dicom", Severity.MEDIUM);
        metrics.onAlert(alert, AlertAction.OPENED, 1, Samples.T0);
        metrics.onAlert(alert, AlertAction.UPDATED, 2, Samples.T0);
        alert.severity = Severity.CRITICAL;
        metrics.onAlert(alert, AlertAction.ESCALATED, 3, Samples.T0);

        assertThat(metrics.scrape())
                .contains(series("alerts_total", "medium", 1))
                .contains(series("alerts_total", "critical", 1))
                .contains(series("alerts_open", "medium", 0))
                .contains(series("alerts_open", "critical", 1));

        metrics.onAlert(alert, AlertAction.CLOSED, 4, Samples.T0);

        assertThat(metrics.scrape())
                .contains(series("alerts_total", "critical", 1))
                .contains(series("alerts_open", "critical", 0));
    }

    private static String series(String name, String severity, int value) {
        return "wardtap_"
                + name
                + "{rule=\"phi-cleartext-dicom\",severity=\""
                + severity
                + "\"} "
                + value
                + ".0\n";
    }

    @Test
    void countsCleartextMessagesWithPatientsByScope() {
        var facts = Samples.store();
        var encrypted = Samples.flow();
        encrypted.encrypted = true;
        metrics.onDicom(Samples.flow(), facts, 1, Samples.T0);
        metrics.onDicom(encrypted, facts, 2, Samples.T0);
        metrics.onDicom(Samples.flow(), Samples.association(), 3, Samples.T0);
        metrics.onHl7(Samples.flow(), Samples.acknowledgement(), 4, Samples.T0);

        assertThat(metrics.scrape())
                .contains(
                        "wardtap_phi_cleartext_messages_total{protocol=\"dicom\","
                                + "scope=\"internal\"} 1.0\n")
                .contains(
                        "wardtap_phi_cleartext_messages_total{protocol=\"hl7\","
                                + "scope=\"internal\"} 0.0\n");
    }

    @Test
    void putsLatenciesIntoTheirBuckets() {
        metrics.alertLatency(30_000_000);
        metrics.alertLatency(2_000_000_000);

        assertThat(metrics.scrape())
                .contains("wardtap_alert_latency_seconds_bucket{le=\"0.025\"} 0\n")
                .contains("wardtap_alert_latency_seconds_bucket{le=\"0.05\"} 1\n")
                .contains("wardtap_alert_latency_seconds_bucket{le=\"2.5\"} 2\n")
                .contains("wardtap_alert_latency_seconds_count 2\n");
    }

    @Test
    void promtoolAcceptsThePage(@TempDir Path dir) throws Exception {
        Path promtool = Programs.require("promtool", "prometheus");
        Path page = dir.resolve("page");
        Path out = dir.resolve("out");
        Files.writeString(page, page(), StandardCharsets.UTF_8);

        Process check =
                new ProcessBuilder(promtool.toString(), "check", "metrics")
                        .redirectInput(page.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(out.toFile())
                        .start();

        assertThat(check.waitFor()).as(() -> read(out)).isZero();
        assertThat(read(out)).isEmpty();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (java.io.IOException e) {
            return e.toString();
        }
    }
}
