package io.wardtap.appliance.cli;

import io.wardtap.appliance.Appliance;
import io.wardtap.appliance.detect.Detectors;
import io.wardtap.appliance.detect.RuleInfo;

import java.util.List;

/// Where the commands meet the appliance; each part is loaded when it is first asked for.
final class Engines {
    private Engines() {}

    static Engine engine() {
        return Appliance::replay;
    }

    static Settings settings() {
        return new FileSettings(Engines::rules);
    }

    /// The detection catalogue, in its own order.
    static List<RuleInfo> rules() {
        return Detectors.rules();
    }
}
