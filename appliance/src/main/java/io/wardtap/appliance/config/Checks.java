package io.wardtap.appliance.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Collects what is wrong with the settings of one record, so that all of it is told at once.
final class Checks {
    /// A settings record that is told apart by its name.
    interface Named {
        String name();
    }

    private final List<SettingException.Fault> faults = new ArrayList<>();

    Checks range(String component, long value, long min, long max) {
        if (value < min || value > max) {
            fault(component, value + " is not in " + min + ".." + max);
        }
        return this;
    }

    Checks range(String component, ByteSize value, long min, long max) {
        if (value.bytes() < min || value.bytes() > max) {
            fault(component, value + " is not in " + new ByteSize(min) + ".." + new ByteSize(max));
        }
        return this;
    }

    /// @param what the accepted shape, in words
    Checks matches(String component, String value, String pattern, String what) {
        if (!value.matches(pattern)) {
            fault(component, "\"" + value + "\" is not " + what);
        }
        return this;
    }

    Checks given(String component, String value) {
        return that(component, value != null && !value.isBlank(), "must be given");
    }

    Checks unique(String component, List<?> values) {
        Set<String> seen = new HashSet<>();
        for (Object value : values) {
            String name = value instanceof Named named ? named.name() : value.toString();
            if (!seen.add(name)) {
                fault(component, "\"" + name + "\" is there twice");
            }
        }
        return this;
    }

    Checks that(String component, boolean holds, String message) {
        if (!holds) {
            fault(component, message);
        }
        return this;
    }

    private void fault(String component, String message) {
        faults.add(new SettingException.Fault(component, message));
    }

    /// @throws SettingException when anything was wrong
    void done() {
        if (!faults.isEmpty()) {
            throw new SettingException(faults);
        }
    }
}
