package io.wardtap.appliance.config;

import java.util.List;
import java.util.stream.Collectors;

/// Values that a settings record does not accept.
public final class SettingException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    /// One value: the record component's name, and what is wrong with it.
    record Fault(String component, String message) {}

    private final transient List<Fault> faults;

    SettingException(List<Fault> faults) {
        super(
                faults.stream()
                        .map(fault -> Names.key(fault.component()) + ": " + fault.message())
                        .collect(Collectors.joining("; ")));
        this.faults = List.copyOf(faults);
    }

    List<Fault> faults() {
        return faults;
    }
}
