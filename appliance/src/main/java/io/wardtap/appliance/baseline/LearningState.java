package io.wardtap.appliance.baseline;

import java.util.Locale;

/// How far a profile is.
public enum LearningState {
    /// Takes everything in and judges nothing.
    LEARNING,
    /// Judges, and takes in nothing new.
    MATURE,
    /// Judges; an operator has ruled out that it ever learns or ages again.
    FROZEN;

    private final String label = name().toLowerCase(Locale.ROOT);

    public String label() {
        return label;
    }

    public boolean judges() {
        return this != LEARNING;
    }

    static LearningState of(String label) {
        for (LearningState state : values()) {
            if (state.label.equals(label)) {
                return state;
            }
        }
        throw new IllegalArgumentException("no such learning state: " + label);
    }
}
