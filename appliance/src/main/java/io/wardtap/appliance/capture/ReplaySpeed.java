package io.wardtap.appliance.capture;

import java.util.function.BooleanSupplier;

/// How fast a capture is replayed.
///
/// @param factor times the speed at which it was recorded; infinite for as fast as can be
public record ReplaySpeed(double factor) {
    public static final ReplaySpeed MAX = new ReplaySpeed(Double.POSITIVE_INFINITY);

    public ReplaySpeed {
        if (!(factor > 0)) {
            throw new IllegalArgumentException("speed " + factor + ": must be above 0");
        }
    }

    /// Reads `max`, `real` or a factor such as `10x`.
    ///
    /// @throws IllegalArgumentException for anything else; the message says what is accepted
    public static ReplaySpeed parse(String text) {
        if (text.equals("max")) {
            return MAX;
        }
        if (text.equals("real")) {
            return new ReplaySpeed(1);
        }
        if (text.matches("[0-9]{1,9}(\\.[0-9]{1,9})?x")) {
            double factor = Double.parseDouble(text.substring(0, text.length() - 1));
            if (factor > 0) {
                return new ReplaySpeed(factor);
            }
        }
        throw new IllegalArgumentException(
                "speed '" + text + "': give max, real or a factor above 0 such as 10x or 0.5x");
    }

    public boolean isMax() {
        return factor == Double.POSITIVE_INFINITY;
    }

    /// The source at this speed: itself when there is nothing to wait for.
    ///
    /// @param cancelled once true, a source that waits ends
    public CaptureSource pace(CaptureSource source, BooleanSupplier cancelled) {
        return isMax() ? source : new PacedSource(source, factor, Pacer.SYSTEM, cancelled);
    }
}
