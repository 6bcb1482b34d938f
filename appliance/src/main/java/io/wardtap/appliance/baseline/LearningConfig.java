package io.wardtap.appliance.baseline;

import java.time.Duration;

/// When a profile that is learned live counts as mature. A baseline given by file is mature as it
/// is.
///
/// @param maturity time since the device was first learned (14 days: two of every day of the week)
/// @param observations flows and messages of the device (100: fewer say little about its habits)
/// @param ageing what was not seen for so long is forgotten (90 days: a quarter's routine stays)
public record LearningConfig(Duration maturity, long observations, Duration ageing) {
    public LearningConfig {
        if (maturity.isNegative()) {
            throw new IllegalArgumentException("learning.maturity must not be negative");
        }
        if (observations < 0) {
            throw new IllegalArgumentException("learning.observations must not be negative");
        }
        if (ageing.compareTo(maturity) < 0) {
            throw new IllegalArgumentException(
                    "learning.ageing " + ageing + " is shorter than learning.maturity " + maturity);
        }
    }

    public static LearningConfig defaults() {
        return new LearningConfig(Duration.ofDays(14), 100, Duration.ofDays(90));
    }
}
