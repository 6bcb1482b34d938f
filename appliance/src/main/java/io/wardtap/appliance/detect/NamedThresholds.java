package io.wardtap.appliance.detect;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The configured thresholds of one rule, and which of them exist. Any thread, one at a time.
final class NamedThresholds {
    final String rule;
    private final Map<String, Double> values;
    private final Set<String> known = new TreeSet<>();

    NamedThresholds(String rule, Map<String, Map<String, Double>> settings) {
        this.rule = rule;
        this.values = settings.getOrDefault(rule, Map.of());
    }

    double ratio(String name, double usual) {
        known.add(name);
        return values.getOrDefault(name, usual);
    }

    int number(String name, int usual) {
        double value = ratio(name, usual);
        if (value != Math.rint(value) || value < 1 || value > 1_000_000) {
            throw new IllegalArgumentException(
                    rule + "." + name + ": " + value + " is no whole number from 1 to 1000000");
        }
        return (int) value;
    }

    Duration seconds(String name, Duration usual) {
        return Duration.ofSeconds(number(name, (int) usual.toSeconds()));
    }

    void checkAllKnown() {
        for (String name : values.keySet()) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        rule + "." + name + " is no threshold; " + rule + " has " + known);
            }
        }
    }

    // ---- checks of the thresholds' own records

    static void within(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    name + " must be " + least + " to " + most + ", not " + value);
        }
    }

    static void share(String name, double value) {
        if (!(value > 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " " + value + " is not in (0, 1]");
        }
    }

    static void positive(String name, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " must be above 0, not " + value);
        }
    }

    static void positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " must be above 0, not " + value);
        }
    }
}
