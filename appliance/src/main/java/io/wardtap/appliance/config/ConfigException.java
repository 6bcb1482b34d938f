package io.wardtap.appliance.config;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// A configuration that is refused; the message has a line for each of its faults.
public final class ConfigException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<ConfigFault> faults;

    public ConfigException(List<ConfigFault> found) {
        super(sorted(found).stream().map(ConfigFault::toString).collect(Collectors.joining("\n")));
        faults = sorted(found);
    }

    private static List<ConfigFault> sorted(List<ConfigFault> found) {
        return found.stream()
                .sorted(
                        Comparator.comparingInt(ConfigFault::line)
                                .thenComparingInt(ConfigFault::column))
                .toList();
    }

    /// All of them, in the order of the file.
    public List<ConfigFault> faults() {
        return faults;
    }
}
