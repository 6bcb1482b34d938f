package io.wardtap.appliance.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/// The JSON Schema (draft 2020-12) of `wardtap.yaml`, made of the settings records.
public final class ConfigSchema {
    /// Begins the description of a setting that nothing reads yet.
    public static final String INACTIVE = "Not active yet in this version. ";

    private final JsonGenerator json;

    private ConfigSchema(JsonGenerator json) {
        this.json = json;
    }

    /// The schema as pretty-printed JSON.
    public static String json() {
        StringWriter text = new StringWriter();
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentArraysWith(new DefaultIndenter("  ", "\n"));
        printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.setPrettyPrinter(printer);
            json.writeStartObject();
            json.writeStringField("$schema", "https://json-schema.org/draft/2020-12/schema");
            json.writeStringField("title", "Wardtap configuration");
            new ConfigSchema(json).record(WardtapConfig.class, WardtapConfig.defaults());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return text.append('\n').toString();
    }

    private void record(Class<?> type, Record defaults) throws IOException {
        json.writeStringField("type", "object");
        json.writeBooleanField("additionalProperties", false);
        json.writeObjectFieldStart("properties");
        for (RecordComponent component : type.getRecordComponents()) {
            Setting setting = component.getAnnotation(Setting.class);
            Object value = defaults == null ? null : ConfigBinder.read(component, defaults);
            json.writeObjectFieldStart(Names.key(component.getName()));
            json.writeStringField("description", description(setting));
            type(component.getGenericType(), setting, value);
            byDefault(component, setting, value);
            json.writeEndObject();
        }
        json.writeEndObject();
        List<String> required = required(type);
        if (!required.isEmpty()) {
            json.writeArrayFieldStart("required");
            for (String key : required) {
                json.writeString(key);
            }
            json.writeEndArray();
        }
    }

    static String description(Setting setting) {
        return setting.active() ? setting.value() : INACTIVE + setting.value();
    }

    private static List<String> required(Class<?> type) {
        return java.util.Arrays.stream(type.getRecordComponents())
                .filter(component -> component.getAnnotation(Setting.class).required())
                .map(component -> Names.key(component.getName()))
                .toList();
    }

    private void byDefault(RecordComponent component, Setting setting, Object value)
            throws IOException {
        if (!Values.isSingle(component.getType())) {
            return;
        }
        Object known = value;
        if (known == null && !setting.byDefault().isEmpty()) {
            known = Values.parse(component.getType(), setting.byDefault());
        }
        switch (known) {
            case null -> {}
            case Integer number -> json.writeNumberField("default", number);
            case Long number -> json.writeNumberField("default", number);
            case Boolean flag -> json.writeBooleanField("default", flag);
            default -> json.writeStringField("default", Values.text(known));
        }
    }

    private void type(Type type, Setting setting, Object defaults) throws IOException {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            if (generic.getRawType() == List.class) {
                json.writeStringField("type", "array");
                json.writeObjectFieldStart("items");
                type(arguments[0], setting, null);
            } else {
                json.writeStringField("type", "object");
                json.writeObjectFieldStart("additionalProperties");
                type(arguments[1], setting, null);
            }
            json.writeEndObject();
        } else if (type instanceof Class<?> plain) {
            if (plain.isRecord() && !Values.isSingle(plain)) {
                record(plain, (Record) defaults);
            } else {
                single(plain, setting);
            }
        }
    }

    private void single(Class<?> type, Setting setting) throws IOException {
        if (type == boolean.class) {
            json.writeStringField("type", "boolean");
        } else if (type == int.class || type == Integer.class || type == long.class) {
            json.writeStringField("type", "integer");
            range(setting);
        } else if (type == Double.class || type == double.class) {
            json.writeStringField("type", "number");
            json.writeNumberField("minimum", 0);
        } else if (type.isEnum()) {
            json.writeArrayFieldStart("enum");
            for (String label : Values.labels(type)) {
                json.writeString(label);
            }
            json.writeEndArray();
        } else if (type == ByteSize.class) {
            json.writeArrayFieldStart("type");
            json.writeString("string");
            json.writeString("integer");
            json.writeEndArray();
            json.writeStringField("pattern", "^(" + ByteSize.PATTERN + ")$");
        } else {
            json.writeStringField("type", "string");
            String pattern =
                    Map.of(Duration.class, Durations.PATTERN, Cidr.class, Cidr.PATTERN)
                            .getOrDefault(type, setting.pattern());
            if (!pattern.isEmpty()) {
                json.writeStringField("pattern", "^(" + pattern + ")$");
            }
            if (type == LocalDate.class) {
                json.writeStringField("format", "date");
            }
        }
    }

    private void range(Setting setting) throws IOException {
        if (setting.min() != Long.MIN_VALUE) {
            json.writeNumberField("minimum", setting.min());
        }
        if (setting.max() != Long.MAX_VALUE) {
            json.writeNumberField("maximum", setting.max());
        }
    }
}
