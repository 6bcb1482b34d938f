package io.wardtap.appliance.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The descriptions of settings and the constructors that validate them say the same.
class SettingTest {
    /// Every settings record, and a YAML text that puts `%s` where one of its own keys may stand.
    static Map<Class<?>, String> records() {
        Map<Class<?>, String> found = new LinkedHashMap<>();
        collect(WardtapConfig.class, "%s", found);
        return found;
    }

    private static void collect(Class<?> type, String yaml, Map<Class<?>, String> found) {
        found.put(type, yaml);
        for (RecordComponent component : type.getRecordComponents()) {
            Type generic = component.getGenericType();
            boolean list = false;
            if (generic instanceof ParameterizedType parameters
                    && parameters.getRawType() == List.class) {
                generic = parameters.getActualTypeArguments()[0];
                list = true;
            }
            if (generic instanceof Class<?> inner && inner.isRecord() && !Values.isSingle(inner)) {
                String key = Names.key(component.getName());
                String open = list ? "[{" + minimal(inner) + "%s}]" : "{%s}";
                collect(inner, yaml.formatted(key + ": " + open), found);
            }
        }
    }

    /// The keys that a list's element must have, and none of its limits touched.
    private static String minimal(Class<?> type) {
        if (type == SiteSettings.Zone.class) {
            return "name: z, networks: [10.0.0.0/8], ";
        }
        if (type == CaptureSettings.Group.class) {
            return "name: g, interfaces: [eth0], ";
        }
        if (type == DeviceSettings.Declared.class) {
            return "name: d, ips: [10.0.0.1], ";
        }
        if (type == DeviceSettings.Group.class) {
            return "name: g, members: [10.0.0.1], ";
        }
        if (type == ExceptionSettings.class) {
            return "rule: a-b, reason: r, author: a, expires: 2027-01-01, ";
        }
        assertThat(type).isEqualTo(OutputSettings.Syslog.class);
        return "name: s, host: h, ";
    }

    private static boolean accepts(String yaml) {
        try {
            new ConfigLoader(Set.of()).read("f", yaml);
            return true;
        } catch (ConfigException e) {
            return false;
        }
    }

    @Test
    void everySettingIsDescribed() {
        for (Class<?> type : records().keySet()) {
            for (RecordComponent component : type.getRecordComponents()) {
                Setting setting = component.getAnnotation(Setting.class);
                assertThat(setting).as("%s", component).isNotNull();
                assertThat(setting.value()).as("%s", component).endsWith(".");
            }
        }
    }

    @TestFactory
    List<DynamicTest> theConstructorKeepsTheDescribedRange() {
        List<DynamicTest> tests = new ArrayList<>();
        records()
                .forEach(
                        (type, yaml) -> {
                            for (RecordComponent component : type.getRecordComponents()) {
                                Setting setting = component.getAnnotation(Setting.class);
                                if (setting.max() != Long.MAX_VALUE) {
                                    tests.add(
                                            DynamicTest.dynamicTest(
                                                    type.getSimpleName()
                                                            + "."
                                                            + component.getName(),
                                                    () -> range(yaml, component, setting)));
                                }
                            }
                        });
        assertThat(tests).hasSizeGreaterThan(10);
        return tests;
    }

    private static void range(String yaml, RecordComponent component, Setting setting) {
        String value = Names.key(component.getName()) + ": ";
        boolean list = component.getType() == List.class;
        for (long n : new long[] {setting.min(), setting.max()}) {
            assertThat(accepts(text(yaml, value, list, n))).as("%s%d", value, n).isTrue();
        }
        for (long n : new long[] {setting.min() - 1, setting.max() + 1}) {
            assertThat(accepts(text(yaml, value, list, n))).as("%s%d", value, n).isFalse();
        }
    }

    private static String text(String yaml, String key, boolean list, long n) {
        return yaml.formatted(key + (list ? "[" + n + "]" : Long.toString(n)));
    }

    @Test
    void theConstructorKeepsTheDescribedPattern() {
        int checked = 0;
        for (Map.Entry<Class<?>, String> record : records().entrySet()) {
            for (RecordComponent component : record.getKey().getRecordComponents()) {
                Setting setting = component.getAnnotation(Setting.class);
                String key = Names.key(component.getName());
                if (!setting.pattern().isEmpty() && !setting.required()) {
                    checked++;
                    String bad = record.getValue().formatted(key + ": \"!! no\"");
                    assertThat(accepts(bad)).as(bad).isFalse();
                }
            }
        }
        assertThat(checked).isGreaterThan(3);
    }

    @Test
    void sectionsGiveTheirOwnDefaults() {
        assertThatThrownBy(() -> new HttpSettings(true, "192.0.2.1", 80))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("bind");
        assertThatThrownBy(() -> new LearningSettings(400, 0))
                .hasMessageContaining("days: 400 is not in 0..365")
                .hasMessageContaining("observations: 0");
    }

    @Test
    void sizesAndDurationsReadAsTheyPrint() {
        for (String size : List.of("0", "4096B", "64KiB", "256MiB", "3GiB", "1TiB", "1500")) {
            ByteSize parsed = ByteSize.parse(size);
            assertThat(ByteSize.parse(parsed.toString())).isEqualTo(parsed);
        }
        assertThat(ByteSize.parse("1KB").bytes()).isEqualTo(1000);
        assertThat(ByteSize.parse("64 KiB")).hasToString("64KiB");
        for (String bad : List.of("", "-1", "1.5MiB", "KiB", "999999999999999TiB")) {
            assertThatThrownBy(() -> ByteSize.parse(bad))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(Durations.text(Durations.parse("90s"))).isEqualTo("90s");
        assertThat(Durations.text(Durations.parse("120s"))).isEqualTo("2m");
        assertThat(Durations.parse("14d")).isEqualTo(Duration.ofDays(14));
        assertThatThrownBy(() -> Durations.parse("5 minutes")).hasMessageContaining("30s");
    }
}
