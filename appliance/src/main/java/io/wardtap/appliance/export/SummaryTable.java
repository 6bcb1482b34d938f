package io.wardtap.appliance.export;

import io.wardtap.appliance.alert.Alert;
import io.wardtap.appliance.detect.Severity;
import io.wardtap.appliance.observe.Device;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// The summary for people: what was read, who was there, what is exposed, what was found. Lines of
/// at most 100 columns.
public final class SummaryTable {
    private static final int COLUMNS = 100;
    private static final int LABEL = 18;
    private static final int MAX_EXPOSURE = 20;

    private final StringBuilder text = new StringBuilder();

    private SummaryTable() {}

    /// @param alerts those to show, in any order
    public static String of(
            SummaryData data, Collection<Device> devices, Collection<Alert> alerts) {
        SummaryTable table = new SummaryTable();
        table.traffic(data);
        table.visibility(data);
        table.devices(devices);
        table.protocols(data);
        table.exposure(data);
        table.alerts(alerts);
        table.excepted(data);
        return table.text.toString();
    }

    private void traffic(SummaryData data) {
        heading("Traffic");
        row(
                "captures",
                data.captures.size()
                        + ", "
                        + number(data.packets)
                        + " packets, "
                        + bytes(data.bytes)
                        + ", "
                        + duration(data.durationNs));
        row(
                "flows",
                number(data.tcpFlows)
                        + " TCP, "
                        + number(data.udpFlows)
                        + " UDP, "
                        + number(data.icmpFlows)
                        + " ICMP, "
                        + number(data.otherFlows)
                        + " other");
        long odd = data.decodeErrors.values().stream().mapToLong(Long::longValue).sum();
        if (odd > 0) {
            row("decode errors", number(odd));
        }
        data.captures.stream()
                .filter(capture -> capture.damage() != null)
                .forEach(
                        capture ->
                                row(
                                        "damaged",
                                        capture.file()
                                                + " at byte "
                                                + capture.damage().offset()
                                                + ": "
                                                + capture.damage().reason()));
    }

    private void visibility(SummaryData data) {
        heading(VisibilityTable.heading(data));
        VisibilityTable.rows(data).forEach(row -> row(row.label(), row.text()));
    }

    private void devices(Collection<Device> devices) {
        heading("Devices: " + devices.size());
        Map<String, List<String>> byClass = new TreeMap<>();
        for (Device device : devices) {
            byClass.computeIfAbsent(device.deviceClass, _ -> new ArrayList<>()).add(label(device));
        }
        byClass.forEach(
                (name, members) -> row(name, members.size() + "  " + String.join(", ", members)));
    }

    private static String label(Device device) {
        if (!device.hostname.isEmpty()) {
            return device.hostname;
        }
        return device.address() == null ? device.key() : device.address().toString();
    }

    private void protocols(SummaryData data) {
        heading("Protocols");
        data.protocols.forEach(
                (name, counts) ->
                        row(
                                name,
                                number(counts.messages)
                                        + " messages in "
                                        + number(counts.flows)
                                        + " flows, "
                                        + bytes(counts.bytes)
                                        + (counts.parseErrors == 0
                                                ? ""
                                                : ", "
                                                        + number(counts.parseErrors)
                                                        + " parse errors")));
    }

    private void exposure(SummaryData data) {
        if (data.exposure.isEmpty()) {
            return;
        }
        heading("Exposed patient data");
        int shown = Math.min(data.exposure.size(), MAX_EXPOSURE);
        for (SummaryData.Exposure exposure : data.exposure.subList(0, shown)) {
            row(
                    exposure.protocol(),
                    (exposure.ip().indexOf(':') < 0 ? exposure.ip() : "[" + exposure.ip() + "]")
                            + ":"
                            + exposure.port()
                            + (exposure.encrypted() ? ", encrypted, " : ", unencrypted, ")
                            + number(exposure.passed().phiMessages())
                            + " of "
                            + number(exposure.passed().messages())
                            + " messages with patient data, "
                            + (exposure.passed().patientsEstimated() ? "about " : "")
                            + number(exposure.passed().patients())
                            + (exposure.passed().patients() == 1 ? " patient, " : " patients, ")
                            + number(exposure.clients())
                            + (exposure.clients() == 1 ? " client (" : " clients (")
                            + exposure.passed().scope()
                            + "): "
                            + String.join(", ", exposure.passed().categories()));
        }
        if (shown < data.exposure.size()) {
            row("", (data.exposure.size() - shown) + " more in " + SummaryWriter.SUMMARY);
        }
    }

    private void alerts(Collection<Alert> alerts) {
        heading("Alerts: " + alerts.size());
        List<Alert> sorted = new ArrayList<>(alerts);
        sorted.sort(
                Comparator.comparing((Alert alert) -> alert.severity, Comparator.reverseOrder())
                        .thenComparing(alert -> alert.rule.id())
                        .thenComparingLong(alert -> alert.openedNs)
                        .thenComparing(alert -> alert.key));
        Severity group = null;
        for (Alert alert : sorted) {
            if (alert.severity != group) {
                group = alert.severity;
                line("  " + group.label());
            }
            String times = alert.count == 1 ? "" : " (" + number(alert.count) + " times)";
            line("    " + alert.rule.id() + times);
            wrap("      ", alert.explanation);
        }
    }

    private void excepted(SummaryData data) {
        if (!data.excepted.isEmpty()) {
            heading("Kept from being alerts by exceptions");
            data.excepted.forEach(
                    (rule, findings) -> line("    " + rule + " (" + number(findings) + " times)"));
        }
    }

    private void heading(String title) {
        if (!text.isEmpty()) {
            text.append('\n');
        }
        line(title);
    }

    private void row(String label, String value) {
        String start = "  " + label;
        String indent = " ".repeat(LABEL + 4);
        StringBuilder first = new StringBuilder(start);
        do {
            first.append(' ');
        } while (first.length() < indent.length());
        wrap(first.toString(), indent, value);
    }

    private void wrap(String indent, String value) {
        wrap(indent, indent, value);
    }

    private void wrap(String first, String indent, String value) {
        StringBuilder line = new StringBuilder(first);
        boolean empty = true;
        for (String word : JsonOut.clean(value, 8192).split(" +")) {
            if (!empty && line.length() + 1 + word.length() > COLUMNS) {
                line(line.toString());
                line = new StringBuilder(indent);
                empty = true;
            }
            if (!empty) {
                line.append(' ');
            }
            line.append(word);
            empty = false;
        }
        line(line.toString());
    }

    private void line(String line) {
        text.append(line.stripTrailing()).append('\n');
    }

    /// With a comma every three digits.
    static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    static String bytes(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        double value = bytes;
        int unit = -1;
        while (value >= 999.95 && unit < 4) {
            value /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %cB", value, "kMGTP".charAt(unit));
    }

    static String duration(long ns) {
        long seconds = ns / 1_000_000_000L;
        if (seconds < 60) {
            return String.format(Locale.ROOT, "%.1f s", ns / 1e9);
        }
        long hours = seconds / 3600;
        String minutes = seconds / 60 % 60 + " min";
        return hours == 0 ? minutes + " " + seconds % 60 + " s" : hours + " h " + minutes;
    }
}
