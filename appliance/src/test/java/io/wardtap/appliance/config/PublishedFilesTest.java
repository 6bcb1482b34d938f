package io.wardtap.appliance.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The published schema, sample and reference page are what the code says. With
/// `-Dwardtap.regenerate=true` the generated ones are written anew.
class PublishedFilesTest {
    private static final Path ROOT = Path.of(System.getProperty("wardtap.root", ".."));
    private static final Path SAMPLE = ROOT.resolve("deploy/wardtap.yaml");

    private static void isUpToDate(Path file, String content) throws IOException {
        if (Boolean.getBoolean("wardtap.regenerate")) {
            Files.writeString(file, content);
        }
        assertThat(file)
                .as("stale: run this test with -Dwardtap.regenerate=true")
                .hasContent(content);
    }

    @Test
    void schema() throws IOException {
        String schema = ConfigSchema.json();

        isUpToDate(ROOT.resolve("deploy/wardtap.schema.json"), schema);
        JsonNode parsed = new ObjectMapper().readTree(schema);
        assertThat(parsed.at("/properties/http/properties/port/maximum").intValue())
                .isEqualTo(65_535);
        assertThat(parsed.at("/properties/http/properties/port/default").intValue())
                .isEqualTo(9477);
        assertThat(parsed.at("/properties/exceptions/items/required").toString())
                .isEqualTo("[\"rule\",\"reason\",\"author\",\"expires\"]");
        assertThat(parsed.at("/additionalProperties").booleanValue()).isFalse();
    }

    @Test
    void theSampleIsTheDefaults() throws Exception {
        assertThat(new ConfigLoader(Set.of()).load(SAMPLE)).isEqualTo(WardtapConfig.defaults());
    }

    @Test
    void theSamplesExamplesAreValid() throws Exception {
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(SAMPLE)) {
            String text = line.stripLeading();
            if (text.startsWith("# ")) {
                String indent = line.substring(0, line.length() - text.length());
                String example = indent + text.substring(2);
                String key = example.split(":", 2)[0];
                if (Character.isLetter(text.charAt(2))) {
                    // an example takes the place of the default above it
                    int last = lines.size() - 1;
                    while (!lines.get(last).startsWith(key + ":")) {
                        last--;
                    }
                    lines.remove(last);
                }
                lines.add(example);
            } else {
                lines.add(line);
            }
        }
        WardtapConfig config = new ConfigLoader(Set.of()).read("sample", String.join("\n", lines));

        assertThat(config.site().zones()).hasSize(2);
        assertThat(config.outputs().syslog()).hasSize(1);
        assertThat(config.exceptions()).hasSize(1);
        assertThat(config.rules().thresholds()).hasSize(1);
    }

    @Test
    void theSampleNamesEverySetting() throws IOException {
        String sample = Files.readString(SAMPLE);
        for (Map.Entry<Class<?>, String> record : SettingTest.records().entrySet()) {
            for (String key : ConfigBinder.keys(record.getKey())) {
                assertThat(sample).containsPattern("(?m)[ {-]*\\b" + key + ":");
            }
        }
    }

    @Test
    void referencePage() throws IOException {
        StringBuilder page = new StringBuilder();
        page.append("# Configuration\n\n")
                .append("Generated from the settings records; a test says when it is stale. ")
                .append("`deploy/wardtap.yaml` is a sample with every setting, ")
                .append("`deploy/wardtap.schema.json` the JSON Schema. ")
                .append("Unknown keys, keys that are there twice and values out of range are ")
                .append("errors, all told at once with file, line and column.\n\n")
                .append("Sizes are written `4096`, `64KiB`, `256MiB` or `1GB`, ")
                .append("durations `500ms`, `30s`, `5m`, `12h` or `14d`.\n");
        section(page, "", WardtapConfig.class, WardtapConfig.defaults());

        isUpToDate(ROOT.resolve("appliance/docs/configuration.md"), page.toString());
    }

    private static void section(StringBuilder page, String path, Class<?> type, Record defaults) {
        if (!path.isEmpty()) {
            page.append("\n## ").append(path).append("\n\n");
            page.append("| key | value | default | |\n| --- | --- | --- | --- |\n");
        }
        List<Runnable> inner = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            Setting setting = component.getAnnotation(Setting.class);
            String key = Names.key(component.getName());
            String at = path.isEmpty() ? key : path + "." + key;
            Object value = defaults == null ? null : ConfigBinder.read(component, defaults);
            Type generic = component.getGenericType();
            boolean list = component.getType() == List.class;
            if (list) {
                generic = ((ParameterizedType) generic).getActualTypeArguments()[0];
            }
            if (generic instanceof Class<?> plain && plain.isRecord() && !Values.isSingle(plain)) {
                String heading = list ? at + "[]" : at;
                inner.add(() -> section(page, heading, plain, list ? null : (Record) value));
                if (path.isEmpty()) {
                    continue;
                }
            }
            row(page, component, setting, key, value);
        }
        inner.forEach(Runnable::run);
    }

    private static void row(
            StringBuilder page,
            RecordComponent component,
            Setting setting,
            String key,
            Object value) {
        String byDefault =
                setting.required()
                        ? "required"
                        : value != null && Values.isSingle(component.getType())
                                ? code(Values.text(value))
                                : setting.byDefault().isEmpty()
                                        ? "none"
                                        : code(setting.byDefault());
        page.append("| `")
                .append(key)
                .append("` | ")
                .append(accepted(component.getGenericType(), setting))
                .append(" | ")
                .append(byDefault)
                .append(" | ")
                .append(ConfigSchema.description(setting).replace("|", "\\|"))
                .append(" |\n");
    }

    private static String code(String text) {
        return text.isEmpty() ? "empty" : "`" + text + "`";
    }

    private static String accepted(Type type, Setting setting) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return generic.getRawType() == List.class
                    ? "list of " + accepted(arguments[0], setting)
                    : "map to " + accepted(arguments[1], setting);
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isEnum()) {
            return Values.labels(plain).stream()
                    .map(label -> "`" + label + "`")
                    .collect(Collectors.joining(", "));
        }
        if (plain.isRecord() && !Values.isSingle(plain)) {
            return "mapping, below";
        }
        if (setting.max() != Long.MAX_VALUE) {
            return setting.min() + " to " + setting.max();
        }
        return switch (plain.getSimpleName()) {
            case "boolean" -> "`true`, `false`";
            case "ZoneId" -> "time zone";
            case "LocalDate" -> "day";
            case "ByteSize" -> "size";
            case "Cidr" -> "network";
            case "Double" -> "number";
            default -> setting.ruleId() ? "rule id" : "text";
        };
    }
}
