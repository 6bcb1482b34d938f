package io.wardtap.appliance.config;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;

/// Prints a configuration as YAML, with every value; reading it gives the same configuration.
public final class ConfigPrinter {
    private ConfigPrinter() {}

    public static String yaml(WardtapConfig config) {
        YAMLFactory factory =
                YAMLFactory.builder()
                        .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                        .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                        .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                        .build();
        StringWriter text = new StringWriter();
        try (JsonGenerator yaml = factory.createGenerator(text)) {
            write(yaml, config);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator yaml, Object value) throws IOException {
        switch (value) {
            case ByteSize size -> yaml.writeString(size.toString());
            case Cidr network -> yaml.writeString(network.toString());
            case Record record -> {
                yaml.writeStartObject();
                for (RecordComponent component : record.getClass().getRecordComponents()) {
                    yaml.writeFieldName(Names.key(component.getName()));
                    write(yaml, ConfigBinder.read(component, record));
                }
                yaml.writeEndObject();
            }
            case List<?> list -> {
                yaml.writeStartArray();
                for (Object element : list) {
                    write(yaml, element);
                }
                yaml.writeEndArray();
            }
            case Map<?, ?> map -> {
                yaml.writeStartObject();
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    yaml.writeFieldName(entry.getKey().toString());
                    write(yaml, entry.getValue());
                }
                yaml.writeEndObject();
            }
            case Integer number -> yaml.writeNumber(number);
            case Long number -> yaml.writeNumber(number);
            case Double number -> yaml.writeNumber(Values.text(number));
            case Boolean flag -> yaml.writeBoolean(flag);
            default -> yaml.writeString(Values.text(value));
        }
    }
}
