package io.wardtap.appliance.cli;

import com.fasterxml.jackson.databind.JsonNode;

import io.wardtap.appliance.alert.Alert;
import io.wardtap.appliance.alert.AlertAction;
import io.wardtap.appliance.detect.Severity;
import io.wardtap.appliance.observe.Address;

import java.time.Instant;
import java.util.Locale;

/// What people are shown of an alert, from the ledger or from an events file.
///
/// @param action opened, updated, escalated, reopened or closed
/// @param start, end RFC 3339 times of the first and the latest finding
/// @param from, to its endpoints as `address:port`, or ""
record AlertView(
        String id,
        String ruleId,
        String title,
        Severity severity,
        String action,
        String start,
        String end,
        long count,
        String from,
        String to,
        String protocol,
        String explanation,
        String response) {
    private static final long SECOND_NS = 1_000_000_000L;

    static AlertView of(Alert alert, AlertAction action) {
        return new AlertView(
                alert.id.toString(),
                alert.rule.id(),
                alert.rule.title(),
                alert.severity,
                action.label(),
                time(alert.openedNs),
                time(alert.lastNs),
                alert.count,
                endpoint(alert.client, alert.clientPort),
                endpoint(alert.server, alert.serverPort),
                alert.protocol,
                alert.explanation,
                alert.rule.response());
    }

    static AlertView of(JsonNode event) {
        return new AlertView(
                Fields.text(event, "event.id"),
                Fields.text(event, "rule.id"),
                Fields.text(event, "rule.name"),
                severity(Fields.text(event, "wardtap.alert.severity")),
                Fields.text(event, "event.action"),
                Fields.text(event, "event.start"),
                Fields.text(event, "event.end"),
                Fields.number(event, "wardtap.alert.count"),
                endpoint(event, "source"),
                endpoint(event, "destination"),
                Fields.text(event, "network.protocol"),
                Fields.text(event, "wardtap.alert.explanation"),
                Fields.text(event, "wardtap.alert.response"));
    }

    boolean isOpen() {
        return !action.equals(AlertAction.CLOSED.label());
    }

    /// `client -> server:port protocol`, as far as known.
    String endpoints() {
        String way = to.isEmpty() ? from : from + " -> " + to;
        return protocol.isEmpty() ? way : way + " " + protocol;
    }

    private static Severity severity(String label) {
        for (Severity severity : Severity.values()) {
            if (severity.name().toLowerCase(Locale.ROOT).equals(label)) {
                return severity;
            }
        }
        return Severity.INFO;
    }

    private static String time(long ns) {
        return Instant.ofEpochSecond(Math.floorDiv(ns, SECOND_NS), Math.floorMod(ns, SECOND_NS))
                .toString();
    }

    private static String endpoint(Address address, int port) {
        return address == null ? "" : endpoint(address.toString(), port);
    }

    private static String endpoint(JsonNode event, String side) {
        String address = Fields.text(event, side + ".ip");
        return address.isEmpty()
                ? address
                : endpoint(address, (int) Fields.number(event, side + ".port"));
    }

    private static String endpoint(String address, int port) {
        if (port == 0) {
            return address;
        }
        return address.indexOf(':') < 0 ? address + ":" + port : "[" + address + "]:" + port;
    }
}
