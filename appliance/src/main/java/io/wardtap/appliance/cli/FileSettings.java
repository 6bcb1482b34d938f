package io.wardtap.appliance.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

import io.wardtap.appliance.ConfigFile;
import io.wardtap.appliance.config.ConfigException;
import io.wardtap.appliance.config.ConfigFault;
import io.wardtap.appliance.config.ConfigLoader;
import io.wardtap.appliance.config.ConfigPrinter;
import io.wardtap.appliance.config.ConfigSchema;
import io.wardtap.appliance.config.WardtapConfig;
import io.wardtap.appliance.detect.RuleInfo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// The configuration as it is read from a file.
final class FileSettings implements Settings {
    private final Supplier<List<RuleInfo>> rules;

    /// @param rules the catalogue, whose ids a configuration may name
    FileSettings(Supplier<List<RuleInfo>> rules) {
        this.rules = rules;
    }

    @Override
    public List<String> faults(Path file) throws IOException {
        try {
            load(file);
            return List.of();
        } catch (ConfigException e) {
            return e.faults().stream().map(ConfigFault::toString).toList();
        }
    }

    @Override
    public String effective(Path file, boolean json) throws IOException {
        String yaml;
        try {
            yaml = ConfigPrinter.yaml(file == null ? WardtapConfig.defaults() : load(file));
        } catch (ConfigException e) {
            throw new IllegalArgumentException("the configuration has faults", e);
        }
        if (!json) {
            return yaml;
        }
        return new ObjectMapper()
                .writerWithDefaultPrettyPrinter()
                .writeValueAsString(new YAMLMapper().readTree(yaml));
    }

    @Override
    public String schema() {
        return ConfigSchema.json();
    }

    private WardtapConfig load(Path file) throws IOException, ConfigException {
        Set<String> ids = rules.get().stream().map(RuleInfo::id).collect(Collectors.toSet());
        return ConfigFile.checked(file, new ConfigLoader(ids).load(file));
    }
}
