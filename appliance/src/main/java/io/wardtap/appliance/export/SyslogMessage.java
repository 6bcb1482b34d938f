package io.wardtap.appliance.export;

import io.wardtap.appliance.alert.Alert;
import io.wardtap.appliance.alert.AlertAction;
import io.wardtap.appliance.detect.Severity;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Encodes one revision of an alert as an RFC 5424 message. With an enterprise number the facts are
/// structured data and the text is title and explanation; without one the facts follow the text as
/// `key="value"`, with the same escapes. The explanation is cut when the message would be too long;
/// facts are bounded. Confined to one thread.
final class SyslogMessage {
    private static final int MAX_FACT = 128;
    private static final int MAX_TITLE = 128;
    private static final int MAX_MSGID = 32;
    private static final int MAX_HOSTNAME = 255;
    private static final String TRUNCATED = "truncated";

    private final SyslogOptions options;
    private final String hostname;
    private final String header;
    private final Rfc3339 times = new Rfc3339();
    private final char[] time = new char[Rfc3339.NANOS_LENGTH];

    SyslogMessage(SyslogOptions options) {
        this.options = options;
        hostname = printable(options.sensor(), MAX_HOSTNAME);
        header = " " + hostname + " wardtap " + ProcessHandle.current().pid() + " ";
    }

    private record Fact(String name, String value) {}

    byte[] encode(Alert alert, AlertAction action, long nowNs) {
        String head =
                "<"
                        + (options.facility() * 8 + severity(alert.severity))
                        + ">1 "
                        + new String(time, 0, times.format(nowNs, 6, time, 0))
                        + header
                        + printable(alert.rule.id(), MAX_MSGID)
                        + " ";
        List<Fact> facts = facts(alert, action);
        String title = JsonOut.clean(alert.rule.title(), MAX_TITLE) + ": ";
        String explanation = JsonOut.clean(alert.explanation, options.maxBytes());
        byte[] whole = assemble(head, facts, title + explanation);
        if (whole.length <= options.maxBytes()) {
            return whole;
        }
        facts.add(new Fact(TRUNCATED, "1"));
        int without = assemble(head, facts, title).length;
        while (without > options.maxBytes()) {
            facts.remove(facts.size() - 2);
            without = assemble(head, facts, title).length;
        }
        return assemble(head, facts, title + cut(explanation, options.maxBytes() - without));
    }

    private byte[] assemble(String head, List<Fact> facts, String text) {
        StringBuilder message = new StringBuilder(512).append(head);
        if (options.enterpriseNumber() == 0) {
            message.append("- ").append(text);
            parameters(message, facts);
        } else {
            message.append("[alert@").append(options.enterpriseNumber());
            parameters(message, facts);
            message.append("] ").append(text);
        }
        return message.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void parameters(StringBuilder message, List<Fact> facts) {
        for (Fact fact : facts) {
            message.append(' ').append(fact.name()).append("=\"");
            escape(message, fact.value());
            message.append('"');
        }
    }

    /// The most telling first: when there is no room, the last go.
    private List<Fact> facts(Alert alert, AlertAction action) {
        List<Fact> facts = new ArrayList<>();
        if (options.replay()) {
            facts.add(new Fact("replay", "true"));
        }
        add(facts, "id", alert.id.toString());
        add(facts, "rule", alert.rule.id());
        add(facts, "severity", alert.severity.label());
        add(facts, "action", action.label());
        add(facts, "revision", Integer.toString(alert.revision));
        add(facts, "count", Long.toString(alert.count));
        add(facts, "src", alert.client == null ? "" : alert.client.toString());
        port(facts, "spt", alert.transport, alert.clientPort);
        add(facts, "smac", alert.clientMac == 0 ? "" : Macs.text(alert.clientMac));
        add(facts, "dst", alert.server == null ? "" : alert.server.toString());
        port(facts, "dpt", alert.transport, alert.serverPort);
        add(facts, "dmac", alert.serverMac == 0 ? "" : Macs.text(alert.serverMac));
        add(facts, "proto", alert.transport == 0 ? "" : EventEnvelope.transport(alert.transport));
        add(facts, "app", alert.protocol);
        add(facts, "vlan", alert.vlan == 0 ? "" : Integer.toString(alert.vlan));
        add(facts, "first", instant(alert.openedNs));
        add(facts, "last", instant(alert.lastNs));
        add(facts, "close_reason", action == AlertAction.CLOSED ? alert.closeReason : "");
        add(facts, "patients", alert.patients == 0 ? "" : Integer.toString(alert.patients));
        if (options.pseudonyms() != null) {
            int shown = Math.min(alert.patientHashes.length, Pseudonyms.MAX_PER_RECORD);
            for (int i = 0; i < shown; i++) {
                add(facts, "patient", options.pseudonyms().patient(alert.patientHashes[i]));
            }
        }
        add(
                facts,
                "correlation",
                alert.correlationId == null ? "" : alert.correlationId.toString());
        return facts;
    }

    private static void port(List<Fact> facts, String name, int transport, int port) {
        int shown = EventEnvelope.portOf(transport, port);
        add(facts, name, shown == 0 ? "" : Integer.toString(shown));
    }

    private static void add(List<Fact> facts, String name, String value) {
        if (!value.isEmpty()) {
            facts.add(new Fact(name, JsonOut.clean(value, MAX_FACT)));
        }
    }

    private String instant(long epochNs) {
        return new String(time, 0, times.format(epochNs, 3, time, 0));
    }

    /// RFC 5424 6.3.3: exactly these three are escaped.
    private static void escape(StringBuilder message, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\' || c == ']') {
                message.append('\\');
            }
            message.append(c);
        }
    }

    /// At most so many bytes of UTF-8, never half a character.
    private static String cut(String value, int maxBytes) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= maxBytes) {
            return value;
        }
        int end = maxBytes;
        while (end > 0 && (bytes[end] & 0xC0) == 0x80) {
            end--;
        }
        return new String(Arrays.copyOf(bytes, end), StandardCharsets.UTF_8);
    }

    /// PRINTUSASCII without spaces, as the header's fields must be; `-` when nothing is left.
    private static String printable(String value, int limit) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < value.length() && text.length() < limit; i++) {
            char c = value.charAt(i);
            text.append(c > ' ' && c < 0x7F ? c : '_');
        }
        return text.isEmpty() ? "-" : text.toString();
    }

    private static int severity(Severity severity) {
        return switch (severity) {
            case INFO -> 6;
            case LOW -> 5;
            case MEDIUM -> 4;
            case HIGH -> 3;
            case CRITICAL -> 2;
        };
    }
}
