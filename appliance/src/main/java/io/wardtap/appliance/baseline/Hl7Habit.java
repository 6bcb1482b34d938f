package io.wardtap.appliance.baseline;

import java.util.ArrayList;
import java.util.List;

/// What one application on a device sends. Analysis thread only.
public final class Hl7Habit {
    static final int MAX_FACILITIES = 16;
    static final int MAX_TRIGGERS = 48;

    final List<String> facilities = new ArrayList<>();
    final List<String> triggers = new ArrayList<>();

    public boolean sends(String messageType) {
        return triggers.contains(messageType);
    }

    public List<String> facilities() {
        return List.copyOf(facilities);
    }
}
