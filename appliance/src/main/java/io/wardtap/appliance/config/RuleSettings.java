package io.wardtap.appliance.config;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Section `rules`.
public record RuleSettings(
        @Setting(value = "Rules that do not run.", ruleId = true) List<String> disabled,
        @Setting(value = "Severity by rule, in place of the rule's usual one.", ruleId = true)
                Map<String, Level> severity,
        @Setting(
                        value =
                                "Thresholds by rule and name; the page of each rule has its names"
                                        + " and usual values.",
                        ruleId = true)
                Map<String, Map<String, Double>> thresholds) {
    static final String ID = "[a-z][a-z0-9]*(-[a-z0-9]+)+";

    public RuleSettings {
        disabled = List.copyOf(disabled);
        severity = sorted(severity);
        Map<String, Map<String, Double>> copies = new TreeMap<>();
        for (Map.Entry<String, Map<String, Double>> rule : thresholds.entrySet()) {
            copies.put(rule.getKey(), sorted(rule.getValue()));
        }
        thresholds = sorted(copies);
        Checks checks = new Checks().unique("disabled", disabled);
        for (Map.Entry<String, Map<String, Double>> rule : thresholds.entrySet()) {
            for (Map.Entry<String, Double> value : rule.getValue().entrySet()) {
                if (value.getValue() < 0 || !Double.isFinite(value.getValue())) {
                    String name = rule.getKey() + "." + value.getKey();
                    checks.that(
                            "thresholds", false, name + ": " + value.getValue() + " is negative");
                }
            }
        }
        checks.done();
    }

    private static <T> Map<String, T> sorted(Map<String, T> map) {
        return java.util.Collections.unmodifiableMap(new TreeMap<>(map));
    }

    public static RuleSettings defaults() {
        return new RuleSettings(List.of(), Map.of(), Map.of());
    }
}
