package io.wardtap.appliance.cli;

import java.io.PrintStream;
import java.util.function.LongSupplier;

/// One line that shows how far a replay is, with rate and time left; redrawn at most five times a
/// second. Not safe for several threads: [ReplayScreen] guards it.
final class ProgressBar {
    static final long REDRAW_NS = 200_000_000L;

    private static final int CELLS = 24;
    private static final double NS = 1e9;

    // the rate is that of the last 3 to 6 seconds: files are read in windows of many megabytes, so
    // that less would jump, and time left does not remember a slow start
    private static final long ANCHOR_NS = 3_000_000_000L;

    private final PrintStream err;
    private final LongSupplier clockNs;
    private final long startNs;
    private long drawnNs;
    private long rateSinceNs;
    private long rateSinceBytes;
    private long anchorNs;
    private long anchorBytes;
    private boolean visible;

    ProgressBar(PrintStream err, LongSupplier clockNs) {
        this.err = err;
        this.clockNs = clockNs;
        this.startNs = clockNs.getAsLong();
        this.drawnNs = startNs;
        this.rateSinceNs = startNs;
        this.anchorNs = startNs;
    }

    /// Shows the state, unless it was redrawn a moment ago.
    void update(long bytesRead, long bytesTotal, long packets) {
        long nowNs = clockNs.getAsLong();
        if (nowNs - drawnNs < REDRAW_NS) {
            return;
        }
        drawnNs = nowNs;
        double rate = (bytesRead - rateSinceBytes) / ((nowNs - rateSinceNs) / NS);
        if (nowNs - anchorNs >= ANCHOR_NS) {
            rateSinceNs = anchorNs;
            rateSinceBytes = anchorBytes;
            anchorNs = nowNs;
            anchorBytes = bytesRead;
        }
        err.print("\r" + line(bytesRead, bytesTotal, packets, rate) + "\033[K");
        err.flush();
        visible = true;
    }

    /// Takes the line away, so that something else can be printed.
    void clear() {
        if (visible) {
            err.print("\r\033[K");
            err.flush();
            visible = false;
        }
    }

    private String line(long bytesRead, long bytesTotal, long packets, double bytesPerSecond) {
        String read = Quantity.bytes((double) bytesRead);
        String pace =
                "  "
                        + Quantity.bytes(bytesPerSecond)
                        + "/s  "
                        + Quantity.count((double) packets)
                        + " packets";
        if (bytesTotal <= 0) {
            return read + pace + "  " + Quantity.clock((long) ((drawnNs - startNs) / NS));
        }
        double part = Math.clamp((double) bytesRead / bytesTotal, 0, 1);
        int full = (int) (part * CELLS);
        String bar = "=".repeat(full) + (full < CELLS ? ">" + " ".repeat(CELLS - full - 1) : "");
        String left =
                bytesPerSecond > 0
                        ? "  "
                                + Quantity.clock((long) ((bytesTotal - bytesRead) / bytesPerSecond))
                                + " left"
                        : "";
        String percent = Long.toString((long) (part * 100));
        return " ".repeat(3 - percent.length())
                + percent
                + " % ["
                + bar
                + "] "
                + read
                + pace
                + left;
    }
}
