package io.wardtap.protocol.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class Eui64Test {
    @ParameterizedTest
    @CsvSource({
        "0009FBFFFEA1B2C3, 0009FBA1B2C3",
        "0009fbfffea1b2c3, 0009FBA1B2C3",
        "0009FBFFFFA1B2C3, 0009FBA1B2C3",
        "00-09-FB-FF-FE-A1-B2-C3, 0009FBA1B2C3",
        "00:09:FB:FF:FE:A1:B2:C3, 0009FBA1B2C3",
        "0009FBFFFEA1B2C3 MONITOR, 0009FBA1B2C3",
        "0009FBFFFEA1B2C3D, 0",
        "0009FBFFFEA1B2C, 0",
        "0009FB0000A1B2C3, 0",
        "1234567890123456, 0",
        "0-009FBFFFEA1B2C3, 0",
        "MONITOR, 0",
        "'', 0"
    })
    void takesTheMacOutOfAnEui64(String text, String mac) {
        byte[] bytes = Wire.text(text + "^F");

        assertThat(Eui64.mac(bytes, 0, text.length())).isEqualTo(Long.parseLong(mac, 16));
    }
}
