package io.wardtap.appliance.cli;

import java.util.Locale;

/// Alerts as text.
final class AlertText {
    private static final int INDENT = 10;
    private static final int WIDTH = 100;
    private static final int SECONDS = "2026-01-01T00:00:00".length();

    private AlertText() {}

    /// Severity, rule and time; devices; explanation; what to do first; an empty line.
    static String block(AlertView alert, Terminal terminal) {
        StringBuilder text = new StringBuilder(512);
        text.append(severity(alert, terminal))
                .append(terminal.bold(Terminal.printable(alert.title())))
                .append(" (")
                .append(Terminal.printable(alert.ruleId()))
                .append(") ")
                .append(alert.action())
                .append(' ')
                .append(shortTime(alert.start()))
                .append('\n');
        if (!alert.endpoints().isBlank()) {
            text.append(paragraph(alert.endpoints()));
        }
        text.append(paragraph(alert.explanation()));
        if (!alert.response().isEmpty()) {
            text.append(paragraph("Do first: " + alert.response()));
        }
        return text.append('\n').toString();
    }

    static String line(AlertView alert, Terminal terminal) {
        return severity(alert, terminal)
                + shortTime(alert.start())
                + " "
                + Terminal.printable(alert.ruleId())
                + ": "
                + Terminal.printable(alert.explanation())
                + "\n";
    }

    /// To the second, the way people read it: `2026-11-23 09:41:12Z`.
    static String shortTime(String time) {
        return time.length() < SECONDS ? time : time.substring(0, SECONDS).replace('T', ' ') + "Z";
    }

    private static String severity(AlertView alert, Terminal terminal) {
        String label = alert.severity().name().toUpperCase(Locale.ROOT);
        return terminal.severity(alert.severity(), label)
                + " ".repeat(Math.max(1, INDENT - label.length()));
    }

    private static String paragraph(String text) {
        return Table.wrapped(Terminal.printable(text), INDENT, WIDTH);
    }
}
