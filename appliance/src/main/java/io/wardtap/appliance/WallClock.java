package io.wardtap.appliance;

import java.time.Instant;

/// The time of day where it is meant: of outputs, never of analysis.
final class WallClock {
    private WallClock() {}

    /// Nanoseconds since 1970.
    static long ns() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }
}
