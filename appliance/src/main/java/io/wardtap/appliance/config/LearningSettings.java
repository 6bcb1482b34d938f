package io.wardtap.appliance.config;

/// Section `learning`. A device is mature when both are reached; a baseline given by file is mature
/// at once.
public record LearningSettings(
        @Setting(value = "Days a device is observed before it is mature.", min = 0, max = 365)
                int days,
        @Setting(value = "Observations before it is mature.", min = 1, max = 1_000_000)
                int observations) {
    public LearningSettings {
        new Checks()
                .range("days", days, 0, 365)
                .range("observations", observations, 1, 1_000_000)
                .done();
    }

    public static LearningSettings defaults() {
        return new LearningSettings(14, 100);
    }
}
