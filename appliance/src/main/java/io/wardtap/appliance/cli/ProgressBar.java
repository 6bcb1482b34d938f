package io.wardtap.appliance.cli;

import java.io.PrintStream;
import java.util.function.LongSupplier;

/// One line that shows how far a replay is, with rate and time left; redrawn at most five times a
/// second. Not safe for several threads: [ReplayScreen] guards it.
final class ProgressBar {
    static final long REDRAW_NS = 200_000_000L;

    private static final int CELLS = 24;
    private static final double NS = 1e9;

    // the rate follows the last few seconds, so that time left does not remember a slow start
    private static final double WEIGHT = 0.2;

    private final PrintStream err;
    private final LongSupplier clockNs;
    private final long startNs;
    private long drawnNs;
    private long drawnBytes;
    private double bytesPerSecond;
    private boolean visible;

    ProgressBar(PrintStream err, LongSupplier clockNs) {
        this.err = err;
        this.clockNs = clockNs;
        this.startNs = clockNs.getAsLong();
        this.drawnNs = startNs;
    }

    /// Shows the state, unless it was redrawn a moment ago.
    void update(long bytesRead, long bytesTotal, long packets) {
        long nowNs = clockNs.getAsLong();
        long sinceNs = nowNs - drawnNs;
        if (sinceNs < REDRAW_NS) {
            return;
        }
        double rate = (bytesRead - drawnBytes) / (sinceNs / NS);
        bytesPerSecond =
                drawnNs == startNs ? rate : bytesPerSecond + WEIGHT * (rate - bytesPerSecond);
        drawnNs = nowNs;
        drawnBytes = bytesRead;
        err.print("\r" + line(bytesRead, bytesTotal, packets, nowNs) + "\033[K");
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

    private String line(long bytesRead, long bytesTotal, long packets, long nowNs) {
        String read = Quantity.bytes((double) bytesRead);
        String pace =
                "  "
                        + Quantity.bytes(bytesPerSecond)
                        + "/s  "
                        + Quantity.count((double) packets)
                        + " packets";
        if (bytesTotal <= 0) {
            return read + pace + "  " + Quantity.clock((long) ((nowNs - startNs) / NS));
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
