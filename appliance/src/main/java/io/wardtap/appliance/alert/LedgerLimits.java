package io.wardtap.appliance.alert;

import java.time.Duration;

/// The ledger's bounds and rhythms.
///
/// @param alerts open and recently closed ones kept (100,000: months of a large site)
/// @param openingsPerHour new alerts of one rule; further ones are counted on the last (100: nobody
///   reads more)
/// @param reopenWithin a return this soon is the same alert (7 days)
/// @param updateEvery an open incident that goes on is told of again (1 h)
/// @param growth or when its count has grown so many times (10)
public record LedgerLimits(
        int alerts, int openingsPerHour, Duration reopenWithin, Duration updateEvery, int growth) {
    public LedgerLimits {
        if (alerts <= 0 || openingsPerHour <= 0 || growth <= 1) {
            throw new IllegalArgumentException(
                    "alerts and openingsPerHour must be above 0, growth above 1");
        }
    }

    public static LedgerLimits defaults() {
        return new LedgerLimits(100_000, 100, Duration.ofDays(7), Duration.ofHours(1), 10);
    }
}
