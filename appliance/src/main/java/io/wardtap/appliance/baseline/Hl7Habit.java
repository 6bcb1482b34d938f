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

    /// The same; says yes when the set is full: nobody can tell any more.
    public boolean maySend(String messageType) {
        return triggers.size() >= MAX_TRIGGERS || triggers.contains(messageType);
    }

    public List<String> facilities() {
        return List.copyOf(facilities);
    }
}
