package io.wardtap.appliance.cli;

import io.wardtap.appliance.detect.Severity;

import java.io.PrintStream;

/// Standard output and error, and what is known about them. The one place that may write to them.
///
/// @param inputIsTerminal a person would have to type a capture
/// @param colour output may be coloured
/// @param progress error is a terminal, so that a progress bar can be redrawn
record Terminal(
        PrintStream out,
        PrintStream err,
        boolean inputIsTerminal,
        boolean colour,
        boolean progress) {
    /// Set by the launcher: those of `in`, `out` and `err` that are terminals.
    static final String PROPERTY = "wardtap.terminal";

    private static final String RESET = "\033[0m";

    /// The process's own.
    static Terminal ofProcess() {
        String kinds = System.getProperty(PROPERTY, "");
        boolean dumb = "dumb".equals(System.getenv("TERM"));
        String noColour = System.getenv("NO_COLOR");
        return new Terminal(
                System.out,
                System.err,
                kinds.contains("in"),
                kinds.contains("out") && !dumb && (noColour == null || noColour.isEmpty()),
                kinds.contains("err") && !dumb);
    }

    /// Prints a line to standard error behind the command's name.
    void problem(String message) {
        err.println("wardtap: " + printable(message));
    }

    String bold(String text) {
        return colour ? "\033[1m" + text + RESET : text;
    }

    String severity(Severity severity, String text) {
        if (!colour) {
            return text;
        }
        String code =
                switch (severity) {
                    case CRITICAL -> "1;41;97";
                    case HIGH -> "1;31";
                    case MEDIUM -> "33";
                    case LOW -> "36";
                    case INFO -> "2";
                };
        return "\033[" + code + "m" + text + RESET;
    }

    /// Names come from the wire: what would steer a terminal becomes a question mark.
    static String printable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (steers(text.charAt(i))) {
                return replaced(text);
            }
        }
        return text;
    }

    private static String replaced(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            clean.append(steers(c) ? '?' : c);
        }
        return clean.toString();
    }

    private static boolean steers(char c) {
        // bidirectional overrides can show a name backwards
        return Character.isISOControl(c)
                || (c >= '\u202A' && c <= '\u202E')
                || (c >= '\u2066' && c <= '\u2069');
    }
}
