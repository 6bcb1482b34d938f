package io.wardtap.appliance.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class HapiValidatorTest {
    private static final String MSH =
            "MSH|^~\\&|HIS|EXH|EHR|SITE2|20260311||ADT^A01^ADT_A01|1|P|%s";
    private static final String GOOD =
            MSH + "\rEVN|A01|20260311\rPID|||7^^^X^MR||Beispiel^Nora||19700131|F\r" + "PV1||I\r";

    private final HapiValidator validator = new HapiValidator();

    @ParameterizedTest
    @ValueSource(strings = {"2.3", "2.3.1", "2.4", "2.5", "2.5.1", "2.6", "2.7", "2.8", "2.8.1"})
    void findsNothingInAMessageThatConforms(String version) {
        assertThat(validator.check(GOOD.formatted(version)))
                .as(version)
                .filteredOn(finding -> !finding.position().startsWith("MSH"))
                .isEmpty();
    }

    @Test
    void findsWhatIsMissing() {
        String message = GOOD.formatted("2.5.1").replace("7^^^X^MR", "").replace("PV1||I\r", "");

        assertThat(validator.check(message))
                .contains(
                        new ConformanceFinding("101", "PID-3"),
                        new ConformanceFinding("100", "PV1"));
    }

    @Test
    void findsFieldsThatComeTooOftenAndValuesOfTheWrongType() {
        String message = GOOD.formatted("2.5").replace("19700131", "the day of~another");

        assertThat(validator.check(message))
                .extracting(ConformanceFinding::position)
                .contains("PID-7");
    }

    @Test
    void saysWhichVersionsItDoesNotKnow() {
        assertThat(validator.check(GOOD.formatted("2.9")))
                .containsExactly(new ConformanceFinding("203", "other"));
    }

    @Test
    void takesTheFifthEncodingCharacter() {
        String message = GOOD.formatted("2.7").replace("^~\\&|", "^~\\&#|");

        assertThat(validator.check(message)).isEqualTo(validator.check(GOOD.formatted("2.7")));
    }

    /// Whatever it meets, it tells codes and places of the standard.
    @Test
    void neverRepeatsWhatAMessageSays() {
        List<String> broken =
                List.of(
                        "Beispiel^Nora",
                        "MSH|^~\\&|\rBEI|Nora",
                        GOOD.formatted("Beispiel"),
                        GOOD.formatted("2.5").replace("ADT^A01^ADT_A01", "BEI^SPI^BEISPIEL"),
                        GOOD.formatted("2.5") + "BEI|Nora\rNORA BEISPIEL\r",
                        GOOD.formatted("2.5").replace("19700131", "Beispiel"));
        for (String message : broken) {
            for (ConformanceFinding finding : validator.check(message)) {
                assertThat(finding.code()).matches("\\d{1,3}");
                assertThat(finding.position()).doesNotContainIgnoringCase("BEI", "NORA");
            }
        }
    }

    @Test
    void namesPlacesOfTheStandardOnly() {
        assertThat(new ConformanceFinding("x", "PID-3").code()).isEqualTo("207");
        for (String odd : List.of("", "pid", "Beispiel^Nora", "PID-3.1", "PID-", "A B")) {
            assertThat(new ConformanceFinding("101", odd).position()).isEqualTo("other");
        }
    }
}
