package io.wardtap.appliance.cli;

import io.wardtap.appliance.Appliance;
import io.wardtap.appliance.DoctorOptions;
import io.wardtap.appliance.DoctorResult;
import io.wardtap.appliance.LiveControl;
import io.wardtap.appliance.LiveListener;
import io.wardtap.appliance.LiveOptions;
import io.wardtap.appliance.RunResult;
import io.wardtap.appliance.detect.Detectors;
import io.wardtap.appliance.detect.RuleInfo;

import java.util.List;

/// Where the commands meet the appliance; each part is loaded when it is first asked for.
final class Engines {
    private Engines() {}

    static Engine engine() {
        return Appliance::replay;
    }

    static LiveEngine live() {
        return new LiveEngine() {
            @Override
            public RunResult run(LiveOptions options, LiveListener listener, LiveControl control) {
                return Appliance.run(options, listener, control);
            }

            @Override
            public DoctorResult examine(
                    DoctorOptions options, LiveListener listener, LiveControl control) {
                return Appliance.examine(options, listener, control);
            }
        };
    }

    static Settings settings() {
        return new FileSettings(Engines::rules);
    }

    /// The detection catalogue, in its own order.
    static List<RuleInfo> rules() {
        return Detectors.rules();
    }
}
