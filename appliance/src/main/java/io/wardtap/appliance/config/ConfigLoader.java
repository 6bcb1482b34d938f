package io.wardtap.appliance.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Reads `wardtap.yaml`. A faulty file is refused whole, with every fault it has.
public final class ConfigLoader {
    /// A larger file is no configuration.
    private static final int MAX_BYTES = 4 << 20;

    private final Set<String> rules;

    /// @param rules ids of all rules, to check the ones the file names; empty leaves them unchecked
    public ConfigLoader(Set<String> rules) {
        this.rules = Set.copyOf(rules);
    }

    /// @throws IOException when the file cannot be read
    /// @throws ConfigException when it is not valid
    public WardtapConfig load(Path file) throws IOException, ConfigException {
        if (Files.size(file) > MAX_BYTES) {
            throw new ConfigException(
                    List.of(
                            new ConfigFault(
                                    file.toString(),
                                    0,
                                    0,
                                    "",
                                    "larger than " + MAX_BYTES + " bytes")));
        }
        return read(file.toString(), new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    }

    /// @param file its name in messages
    public WardtapConfig read(String file, String yaml) throws ConfigException {
        List<ConfigFault> faults = new ArrayList<>();
        YamlNode document = new YamlReader(file, faults).read(yaml);
        WardtapConfig config = null;
        if (document != null) {
            config =
                    new ConfigBinder(file, rules, faults)
                            .record(WardtapConfig.class, document, WardtapConfig.defaults(), "");
            if (faults.isEmpty()) {
                new ReferenceChecks(file, document, faults).check(config);
            }
        }
        if (!faults.isEmpty()) {
            throw new ConfigException(faults);
        }
        return config;
    }
}
