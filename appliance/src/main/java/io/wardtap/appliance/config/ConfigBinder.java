package io.wardtap.appliance.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Makes settings records of YAML nodes. Every fault is noted with its place, and reading goes on:
/// a faulty value is replaced by its default, so that the rest is judged too.
final class ConfigBinder {
    private final String file;
    private final Set<String> rules;
    private final List<ConfigFault> faults;

    /// @param rules ids of the known rules; empty leaves ids unchecked
    ConfigBinder(String file, Set<String> rules, List<ConfigFault> faults) {
        this.file = file;
        this.rules = rules;
        this.faults = faults;
    }

    /// @param base gives the values that the file does not; null when the record has no defaults
    /// @return null when there is no valid record to be made
    <R extends Record> R record(Class<R> type, YamlNode node, R base, String path) {
        if (node.isNothing() && base != null) {
            return base;
        }
        if (!(node instanceof YamlNode.Mapping mapping)) {
            fault(node, path, "expected a mapping with the keys " + String.join(", ", keys(type)));
            return base;
        }
        unknownKeys(type, mapping, path);
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        Set<String> faulty = new HashSet<>();
        for (int i = 0; i < components.length; i++) {
            RecordComponent component = components[i];
            String key = Names.key(component.getName());
            YamlNode.Entry entry = mapping.entries().get(key);
            Object fallback = fallback(component, base);
            if (entry == null || entry.value().isNothing()) {
                values[i] = fallback;
                continue;
            }
            int before = faults.size();
            values[i] = value(component, entry.value(), fallback, join(path, key));
            boolean missing = values[i] == null || values[i].equals(List.of());
            if (missing && faults.size() > before) {
                // what the constructor says of a value that could not be read would be noise
                faulty.add(component.getName());
            }
        }
        try {
            return construct(type, values);
        } catch (SettingException e) {
            for (SettingException.Fault fault : e.faults()) {
                if (faulty.contains(fault.component())) {
                    continue;
                }
                String key = Names.key(fault.component());
                YamlNode.Entry entry = mapping.entries().get(key);
                faults.add(
                        new ConfigFault(
                                file,
                                entry == null ? node.line() : entry.line(),
                                entry == null ? node.column() : entry.column(),
                                join(path, key),
                                quoting(entry, fault.message())));
            }
            return base;
        }
    }

    /// The message with the value in front, unless it names it itself.
    private static String quoting(YamlNode.Entry entry, String message) {
        if (entry != null
                && entry.value() instanceof YamlNode.Scalar scalar
                && scalar.text() != null
                && !message.contains(scalar.text())) {
            return "\"" + scalar.text() + "\" " + message;
        }
        return message;
    }

    private void unknownKeys(Class<?> type, YamlNode.Mapping mapping, String path) {
        List<String> known = keys(type);
        mapping.entries()
                .forEach(
                        (key, entry) -> {
                            if (!known.contains(key)) {
                                String nearest = Names.nearest(key, known);
                                faults.add(
                                        new ConfigFault(
                                                file,
                                                entry.line(),
                                                entry.column(),
                                                join(path, key),
                                                "unknown key; "
                                                        + (nearest == null
                                                                ? "known are "
                                                                        + String.join(", ", known)
                                                                : "did you mean \""
                                                                        + nearest
                                                                        + "\"?")));
                            }
                        });
    }

    /// The keys of a record, in its order.
    static List<String> keys(Class<?> type) {
        List<String> keys = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            keys.add(Names.key(component.getName()));
        }
        return keys;
    }

    private static Object fallback(RecordComponent component, Record base) {
        if (base != null) {
            return read(component, base);
        }
        Class<?> type = component.getType();
        Setting setting = component.getAnnotation(Setting.class);
        if (!setting.byDefault().isEmpty()) {
            return Values.parse(type, setting.byDefault());
        }
        if (type == boolean.class) {
            return false;
        }
        if (type == int.class || type == long.class || type == double.class) {
            throw new IllegalStateException("a number needs a default: " + component);
        }
        return null;
    }

    private Object value(RecordComponent component, YamlNode node, Object fallback, String path) {
        Setting setting = component.getAnnotation(Setting.class);
        return value(component.getGenericType(), setting, node, fallback, path);
    }

    private Object value(Type type, Setting setting, YamlNode node, Object fallback, String path) {
        if (type instanceof ParameterizedType generic) {
            if (generic.getRawType() == List.class) {
                return list(generic.getActualTypeArguments()[0], setting, node, path);
            }
            return map(generic.getActualTypeArguments()[1], setting, node, path);
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isRecord() && !Values.isSingle(plain)) {
            return nested(plain.asSubclass(Record.class), node, fallback, path);
        }
        return single(plain, setting, node, fallback, path);
    }

    private <R extends Record> R nested(
            Class<R> type, YamlNode node, Object fallback, String path) {
        return record(type, node, type.cast(fallback), path);
    }

    /// @param setting null for the values of a map
    private Object single(
            Class<?> type, Setting setting, YamlNode node, Object fallback, String path) {
        if (!(node instanceof YamlNode.Scalar scalar) || scalar.text() == null) {
            fault(node, path, "expected one value");
            return fallback;
        }
        try {
            Object value = Values.parse(type, scalar.text());
            if (setting != null && setting.ruleId()) {
                ruleId(node, path, scalar.text());
            }
            return value;
        } catch (IllegalArgumentException e) {
            String range =
                    setting != null && setting.max() != Long.MAX_VALUE
                            ? ", accepted is " + setting.min() + ".." + setting.max()
                            : "";
            fault(node, path, "\"" + scalar.text() + "\": " + e.getMessage() + range);
            return fallback;
        }
    }

    private List<Object> list(Type element, Setting setting, YamlNode node, String path) {
        List<Object> values = new ArrayList<>();
        if (!(node instanceof YamlNode.Sequence sequence)) {
            fault(node, path, "expected a list");
            return values;
        }
        for (int i = 0; i < sequence.elements().size(); i++) {
            Object value =
                    value(element, setting, sequence.elements().get(i), null, path + "[" + i + "]");
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    private Map<String, Object> map(Type element, Setting setting, YamlNode node, String path) {
        Map<String, Object> values = new LinkedHashMap<>();
        if (!(node instanceof YamlNode.Mapping mapping)) {
            fault(node, path, "expected a mapping");
            return values;
        }
        mapping.entries()
                .forEach(
                        (key, entry) -> {
                            String inner = join(path, key);
                            if (setting.ruleId() && isRuleLevel(path)) {
                                ruleId(entry.line(), entry.column(), inner, key);
                            }
                            Object value = mapValue(element, setting, entry.value(), inner);
                            if (value != null) {
                                values.put(key, value);
                            }
                        });
        return values;
    }

    private Object mapValue(Type element, Setting setting, YamlNode node, String path) {
        if (element instanceof ParameterizedType) {
            return value(element, setting, node, null, path);
        }
        return single((Class<?>) element, null, node, null, path);
    }

    /// Whether the keys here are rules, and not the names of one rule's thresholds.
    private static boolean isRuleLevel(String path) {
        return path.chars().filter(c -> c == '.').count() == 1;
    }

    private void ruleId(YamlNode node, String path, String id) {
        ruleId(node.line(), node.column(), path, id);
    }

    private void ruleId(int line, int column, String path, String id) {
        if (!rules.isEmpty() && !rules.contains(id)) {
            String nearest = Names.nearest(id, rules);
            faults.add(
                    new ConfigFault(
                            file,
                            line,
                            column,
                            path,
                            "no rule has the id \""
                                    + id
                                    + "\""
                                    + (nearest == null
                                            ? "; `wardtap rules list` shows them"
                                            : "; did you mean \"" + nearest + "\"?")));
        }
    }

    private static <R extends Record> R construct(Class<R> type, Object[] values) {
        try {
            RecordComponent[] components = type.getRecordComponents();
            Class<?>[] types = new Class<?>[components.length];
            for (int i = 0; i < types.length; i++) {
                types[i] = components[i].getType();
            }
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof SettingException settings) {
                throw settings;
            }
            throw new IllegalStateException("constructor of " + type, e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("constructor of " + type, e);
        }
    }

    static Object read(RecordComponent component, Record from) {
        try {
            return component.getAccessor().invoke(from);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("accessor of " + component, e);
        }
    }

    static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private void fault(YamlNode node, String path, String message) {
        faults.add(new ConfigFault(file, node.line(), node.column(), path, message));
    }
}
