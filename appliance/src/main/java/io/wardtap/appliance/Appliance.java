package io.wardtap.appliance;

import io.wardtap.appliance.detect.Detectors;
import io.wardtap.appliance.detect.RuleInfo;

import java.util.List;
import java.util.function.BooleanSupplier;

/// The composition root: every long-lived part is made here, in [Replay] or in [LiveRun], and only
/// this package sees all stages.
public final class Appliance {
    private Appliance() {}

    /// Replays captures; returns once all is read, analysed and written, or soon after `cancelled`
    /// says true.
    public static RunResult replay(
            ReplayOptions options, ReplayListener listener, BooleanSupplier cancelled) {
        return new Replay(options, listener, cancelled).run();
    }

    /// Listens until `control` says stop, then flushes within five seconds; returns at once when it
    /// cannot begin.
    public static RunResult run(LiveOptions options, LiveListener listener, LiveControl control) {
        return new LiveRun(options, listener, control).run();
    }

    /// Listens for a while and judges the mirror.
    public static DoctorResult examine(
            DoctorOptions options, LiveListener listener, LiveControl control) {
        return new Doctor(options, listener, control).run();
    }

    /// The detection catalogue, in its own order.
    public static List<RuleInfo> rules() {
        return Detectors.rules();
    }

    /// As built, `development` outside a jar.
    public static String version() {
        String version = Appliance.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
