package io.wardtap.appliance.config;

import java.util.List;
import java.util.Map;

/// A piece of a YAML file, with its place.
sealed interface YamlNode {
    int line();

    int column();

    /// @param text null for nothing (`key:` without a value, or `null`)
    record Scalar(String text, int line, int column) implements YamlNode {}

    record Sequence(List<YamlNode> elements, int line, int column) implements YamlNode {}

    record Mapping(Map<String, Entry> entries, int line, int column) implements YamlNode {}

    /// A value, and the place of its key.
    record Entry(YamlNode value, int line, int column) {}

    /// Whether no value is given.
    default boolean isNothing() {
        return this instanceof Scalar scalar && scalar.text() == null;
    }
}
