package io.wardtap.protocol.phi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;

final class SystemNamesTest {
    private static boolean isCredible(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
        return SystemNames.isCredible(bytes, 0, bytes.length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HIS",
                "SENDING_APPLICATION",
                "ADTApp",
                "PIC iX",
                "EfficiaCM",
                "i.s.h.med",
                "APP17",
                "LAB2 NORTH",
                "GOOD HEALTH HOSPITAL",
                "Klinikum Musterstadt",
                "B40_GE",
                "2.16.840.1.122848.1.30",
                "1.2.840.113619.6.1",
                "2.4.3.52854",
                "10.1.2.3",
                "0947"
            })
    void showsNamesOfSystemsAndSites(String name) {
        assertThat(isCredible(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Beispiel Nora",
                "JOHN Q SMITH",
                "john smith",
                "O'Brien Sean",
                "Lef\u00e8vre Chlo\u00e9",
                "Dr. Meier Peter",
                "Beispiel, Nora",
                "SMITH^JOHN",
                "nora@example.org",
                "123456",
                "MRN1234567",
                "19700131",
                "1970-01-31",
                "31.01.1970",
                "1/31/1970",
                "219-09-9999",
                "(555)555-1234",
                "tab\there",
                "\u0085"
            })
    void hidesWhatMayBeAPersonAnIdentifierOrADate(String name) {
        assertThat(isCredible(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 65})
    void hidesLongNames(int length) {
        assertThat(isCredible("x".repeat(length))).isEqualTo(length <= SystemNames.MAX_LENGTH);
    }
}
