package io.wardtap.appliance;

import io.wardtap.appliance.config.ConfigException;
import io.wardtap.appliance.config.ConfigFault;
import io.wardtap.appliance.config.ConfigLoader;
import io.wardtap.appliance.config.WardtapConfig;
import io.wardtap.appliance.detect.RuleInfo;
import io.wardtap.appliance.detect.Thresholds;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads the configuration file, with all that only the whole appliance can check.
public final class ConfigFile {
    private ConfigFile() {}

    /// @param file null for the defaults
    /// @throws ConfigException with every fault, also those of thresholds, which rules check
    static WardtapConfig load(Path file) throws ConfigException, IOException {
        if (file == null) {
            return WardtapConfig.defaults();
        }
        Set<String> rules =
                Appliance.rules().stream().map(RuleInfo::id).collect(Collectors.toSet());
        return checked(file, new ConfigLoader(rules).load(file));
    }

    /// What only the rules can check: their thresholds.
    ///
    /// @param file for messages
    public static WardtapConfig checked(Path file, WardtapConfig config) throws ConfigException {
        try {
            Thresholds.of(config.rules().thresholds());
        } catch (IllegalArgumentException e) {
            throw new ConfigException(
                    List.of(
                            new ConfigFault(
                                    file.toString(), 0, 0, "rules.thresholds", e.getMessage())));
        }
        return config;
    }

    /// The file with the key of pseudonyms, or null.
    ///
    /// @param asked on the command line, or null
    static Path keyFile(Path asked, WardtapConfig config) {
        if (asked != null) {
            return asked;
        }
        String configured = config.site().pseudonymKeyFile();
        return configured.isEmpty() ? null : Path.of(configured);
    }
}
