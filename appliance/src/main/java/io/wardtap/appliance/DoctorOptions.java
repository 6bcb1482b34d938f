package io.wardtap.appliance;

import io.wardtap.appliance.capture.live.CaptureKind;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// What is listened on to judge it, and for how long.
///
/// @param interfaces in place of those of the configuration; empty takes the configuration's
/// @param filter in place of the configuration's; null takes that
/// @param config the configuration file, or null for the defaults
public record DoctorOptions(
        List<String> interfaces, CaptureKind kind, String filter, Path config, Duration time) {
    public DoctorOptions {
        interfaces = List.copyOf(interfaces);
    }
}
