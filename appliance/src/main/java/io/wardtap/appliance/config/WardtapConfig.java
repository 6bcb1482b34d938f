package io.wardtap.appliance.config;

import java.util.List;

/// The whole configuration, `wardtap.yaml`. Immutable, validated, every value there: what the file
/// does not say has its default.
public record WardtapConfig(
        @Setting("Who and where this sensor is.") SiteSettings site,
        @Setting("What is captured.") CaptureSettings capture,
        @Setting("Sizes of the way from capture to analysis.") PipelineSettings pipeline,
        @Setting("The protocols that are read.") ProtocolSettings protocols,
        @Setting("What is known of devices beforehand.") DeviceSettings devices,
        @Setting("How long a device is learned before behaviour rules speak.")
                LearningSettings learning,
        @Setting("Which detection rules run, and how.") RuleSettings rules,
        @Setting("Findings that are accepted, each until a day.")
                List<ExceptionSettings> exceptions,
        @Setting("Where events and alerts go.") OutputSettings outputs,
        @Setting("The server of metrics and health.") HttpSettings http,
        @Setting("Where what is learned and raised is kept.") StorageSettings storage) {
    public WardtapConfig {
        exceptions = exceptions == null ? List.of() : List.copyOf(exceptions);
    }

    /// What applies without a file.
    public static WardtapConfig defaults() {
        return new WardtapConfig(
                SiteSettings.defaults(),
                CaptureSettings.defaults(),
                PipelineSettings.defaults(),
                ProtocolSettings.defaults(),
                DeviceSettings.defaults(),
                LearningSettings.defaults(),
                RuleSettings.defaults(),
                List.of(),
                OutputSettings.defaults(),
                HttpSettings.defaults(),
                StorageSettings.defaults());
    }
}
