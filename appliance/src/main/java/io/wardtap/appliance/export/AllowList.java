package io.wardtap.appliance.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// The published list of every field that outputs may have, with its shape: what is not on it does
/// not leave the sensor. Data, in `allow-list.json` beside this class; read by tests and consoles,
/// never by a replay. In paths `[]` is any element of a list and `*` any key of a map.
public final class AllowList {
    public static final String EVENTS = "events.jsonl";
    public static final String SUMMARY = "summary.json";
    public static final String INVENTORY = "inventory.json";

    private static final int MAX_EVIDENCE_TEXT = 256;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

    /// What a value must be: its JSON type, and a pattern (texts) or range (numbers).
    ///
    /// @param type `string`, `integer`, `number`, `boolean` or `any` single value
    public record Shape(
            String name, String type, String pattern, String range, String description) {
        boolean fits(JsonNode value) {
            return switch (type) {
                case "string" -> value.isTextual() && value.textValue().matches(pattern);
                case "integer" -> value.isIntegralNumber() && inRange(value.doubleValue());
                case "number" -> value.isNumber() && inRange(value.doubleValue());
                case "boolean" -> value.isBoolean() && (range.isEmpty() || value.booleanValue());
                default ->
                        !value.isTextual()
                                || value.textValue().length() <= MAX_EVIDENCE_TEXT
                                        && !CONTROL.matcher(value.textValue()).find();
            };
        }

        private boolean inRange(double value) {
            int dots = range.indexOf("..");
            if (dots < 0) {
                return true;
            }
            String top = range.substring(dots + 2);
            return value >= Double.parseDouble(range.substring(0, dots))
                    && (top.isEmpty() || value <= Double.parseDouble(top));
        }
    }

    /// One field.
    ///
    /// @param origin where its values come from, and what was done to them
    /// @param values the only values it has; empty when its shape says it all
    /// @param keys shape of the keys that `*` stands for, or null
    public record Field(String path, Shape shape, String origin, Set<String> values, Shape keys) {}

    private static final class Node {
        final Map<String, Node> children = new LinkedHashMap<>();
        Field field;
        Shape keys;
    }

    private final Map<String, String> origins = new LinkedHashMap<>();
    private final Map<String, Shape> shapes = new LinkedHashMap<>();
    private final Map<String, List<Field>> fields = new LinkedHashMap<>();
    private final Map<String, Node> trees = new LinkedHashMap<>();

    private AllowList(JsonNode data) {
        data.get("origins")
                .properties()
                .forEach(entry -> origins.put(entry.getKey(), entry.getValue().textValue()));
        data.get("shapes")
                .properties()
                .forEach(
                        entry ->
                                shapes.put(
                                        entry.getKey(), shape(entry.getKey(), entry.getValue())));
        data.get("files").properties().forEach(entry -> file(entry.getKey(), entry.getValue()));
    }

    /// The list that belongs to this version.
    public static AllowList load() {
        try (InputStream in = AllowList.class.getResourceAsStream("allow-list.json")) {
            return new AllowList(new ObjectMapper().readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException("allow-list.json", e);
        }
    }

    private static Shape shape(String name, JsonNode data) {
        return new Shape(
                name,
                data.get("type").textValue(),
                data.path("pattern").asText(""),
                data.path("range").asText(""),
                data.get("description").textValue());
    }

    private void file(String file, JsonNode rows) {
        Node root = new Node();
        List<Field> list = new ArrayList<>();
        for (JsonNode row : rows) {
            Set<String> values = new TreeSet<>();
            row.path("values").forEach(value -> values.add(value.textValue()));
            Field field =
                    new Field(
                            row.get("path").textValue(),
                            known(row.get("shape").textValue()),
                            row.get("origin").textValue(),
                            values,
                            row.has("keys") ? known(row.get("keys").textValue()) : null);
            if (!origins.containsKey(field.origin())) {
                throw new IllegalStateException("unknown origin: " + field);
            }
            list.add(field);
            add(root, field);
        }
        fields.put(file, list);
        trees.put(file, root);
    }

    private Shape known(String name) {
        Shape shape = shapes.get(name);
        if (shape == null) {
            throw new IllegalStateException("allow-list.json has no shape " + name);
        }
        return shape;
    }

    private static void add(Node root, Field field) {
        Node at = root;
        for (String step : field.path().replace("[]", ".[]").split("\\.")) {
            at = at.children.computeIfAbsent(step, _ -> new Node());
        }
        if (at.field != null) {
            throw new IllegalStateException("allow-list.json has " + field.path() + " twice");
        }
        at.field = field;
        if (field.keys() != null) {
            lastMap(root, field).keys = field.keys();
        }
    }

    /// The `*` of a path that its `keys` are about: the last one.
    private static Node lastMap(Node root, Field field) {
        Node at = root;
        Node last = root;
        for (String step : field.path().replace("[]", ".[]").split("\\.")) {
            at = at.children.get(step);
            if (step.equals("*")) {
                last = at;
            }
        }
        return last;
    }

    /// Every field of an output.
    public List<Field> fields(String file) {
        return fields.get(file);
    }

    /// What the origins mean.
    public Map<String, String> origins() {
        return origins;
    }

    /// The shapes by name.
    public Map<String, Shape> shapes() {
        return shapes;
    }

    /// What a record of an output has that the list does not allow, in words; empty when it is
    /// clean. The words name paths, and no values.
    ///
    /// @param file one of [#EVENTS] (one line of it), [#SUMMARY], [#INVENTORY]
    public List<String> violations(String file, JsonNode record) {
        List<String> found = new ArrayList<>();
        walk(trees.get(file), record, "", found);
        return found;
    }

    private static void walk(Node node, JsonNode value, String path, List<String> found) {
        if (value.isObject()) {
            for (Map.Entry<String, JsonNode> entry : value.properties()) {
                Node child = node.children.get(entry.getKey());
                String inner = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
                if (child == null) {
                    child = node.children.get("*");
                    if (child != null && !child.keys.fits(keyNode(entry.getKey()))) {
                        found.add(path + ": a key is not of shape " + child.keys.name());
                        continue;
                    }
                }
                if (child == null) {
                    found.add(inner + ": not on the list");
                } else {
                    walk(child, entry.getValue(), inner, found);
                }
            }
        } else if (value.isArray()) {
            Node element = node.children.get("[]");
            if (element == null) {
                found.add(path + ": a list is not on the list");
                return;
            }
            for (JsonNode inner : value) {
                walk(element, inner, path + "[]", found);
            }
        } else if (!value.isNull()) {
            leaf(node.field, value, path, found);
        }
    }

    private static void leaf(Field field, JsonNode value, String path, List<String> found) {
        if (field == null) {
            found.add(path + ": not a single value");
        } else if (!field.values().isEmpty() && !field.values().contains(value.asText())) {
            found.add(path + ": not one of " + field.values());
        } else if (!field.shape().fits(value)) {
            found.add(path + ": not of shape " + field.shape().name());
        }
    }

    private static JsonNode keyNode(String key) {
        return TextNode.valueOf(key);
    }
}
