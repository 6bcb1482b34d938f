package io.wardtap.appliance.detect;

import java.util.Locale;

/// How bad, with the number that `event.severity` carries.
public enum Severity {
    INFO(10),
    LOW(21),
    MEDIUM(47),
    HIGH(73),
    CRITICAL(99);

    private static final Severity[] VALUES = values();
    private final int number;
    private final String label = name().toLowerCase(Locale.ROOT);

    Severity(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    public String label() {
        return label;
    }

    public Severity raised() {
        return VALUES[Math.min(ordinal() + 1, VALUES.length - 1)];
    }

    public Severity lowered() {
        return VALUES[Math.max(ordinal() - 1, 0)];
    }

    public Severity atMost(Severity limit) {
        return compareTo(limit) > 0 ? limit : this;
    }
}
