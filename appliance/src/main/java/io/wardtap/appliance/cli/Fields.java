package io.wardtap.appliance.cli;

import com.fasterxml.jackson.databind.JsonNode;

/// Reads fields of events by their dotted names, nested or not.
final class Fields {
    private Fields() {}

    /// The node under a dotted name, or null.
    static JsonNode at(JsonNode node, String name) {
        JsonNode whole = node.get(name);
        if (whole != null) {
            return whole;
        }
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
            JsonNode child = node.get(name.substring(0, dot));
            JsonNode found = child == null ? null : at(child, name.substring(dot + 1));
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    static String text(JsonNode node, String name) {
        JsonNode value = at(node, name);
        return value == null || value.isContainerNode() ? "" : value.asText("");
    }

    static long number(JsonNode node, String name) {
        JsonNode value = at(node, name);
        return value == null ? 0 : value.asLong(0);
    }

    /// A list as `a, b`.
    static String list(JsonNode node, String name) {
        JsonNode value = at(node, name);
        if (value == null || !value.isArray()) {
            return text(node, name);
        }
        StringBuilder joined = new StringBuilder();
        for (JsonNode element : value) {
            joined.append(joined.isEmpty() ? "" : ", ").append(element.asText());
        }
        return joined.toString();
    }
}
