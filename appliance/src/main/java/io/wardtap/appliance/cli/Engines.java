package io.wardtap.appliance.cli;

import io.wardtap.appliance.detect.RuleInfo;

import java.util.List;

/// Where the commands meet the appliance; each part is loaded when it is first asked for.
@SuppressWarnings("DoNotCallSuggester") // the composition root puts its parts here
final class Engines {
    private Engines() {}

    static Engine engine() {
        throw new IllegalStateException("no engine");
    }

    static Settings settings() {
        return new FileSettings(Engines::rules);
    }

    /// The detection catalogue, in its own order.
    static List<RuleInfo> rules() {
        throw new IllegalStateException("no rules");
    }
}
