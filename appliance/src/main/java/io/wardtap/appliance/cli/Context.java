package io.wardtap.appliance.cli;

import io.wardtap.appliance.detect.RuleInfo;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/// What commands work with. The suppliers are asked only by the commands that need them, so that
/// nothing else is loaded.
///
/// @param home the root of the checkout or of the installation, or null when not known
record Context(
        Terminal terminal,
        Supplier<Engine> engine,
        Supplier<LiveEngine> live,
        Supplier<Settings> settings,
        Supplier<List<RuleInfo>> rules,
        Path home) {
    /// Set by the launcher.
    static final String HOME_PROPERTY = "wardtap.home";

    static Context ofProcess() {
        String home = System.getProperty(HOME_PROPERTY);
        return new Context(
                Terminal.ofProcess(),
                Engines::engine,
                Engines::live,
                Engines::settings,
                Engines::rules,
                home == null ? null : Path.of(home));
    }
}
