package io.wardtap.protocol.pcap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.HexFormat;
import java.util.Random;

final class CaptureFormatTest {
    @Test
    void emptyInputIsNoCapture() {
        ReadCapture read = ReadCapture.of(new byte[0]);
        assertThat(read.packets()).isEmpty();
        assertThat(read.damage().offset()).isZero();
        assertThat(read.damage().reason()).startsWith("empty");
        assertThat(read.reader().interfaces()).isZero();
    }

    @Test
    void randomBytesAreNoCapture() {
        byte[] noise = new byte[4096];
        new Random(1).nextBytes(noise);
        ReadCapture read = ReadCapture.of(noise);
        assertThat(read.packets()).isEmpty();
        assertThat(read.damage())
                .isEqualTo(
                        new CaptureDamage(0, "not a capture: neither a pcap nor a pcapng header"));
    }

    @ParameterizedTest
    @CsvSource({
        "FD377A585A00, xz",
        "425A683931, bzip2",
        "04224D1864, lz4",
        "504B030414, zip",
        "1F8B0800, twice",
        "28B52FFD, twice",
        "A1B2C3, too short",
        "A1B2C3D400, capture header",
        "0A0D0D0A1C000000, block",
        "0A0D0D0A1C00000000000000000000000000000000000000000000001C000000, byte order"
    })
    void otherFilesAreRefusedWithTheReason(String hex, String reason) {
        ReadCapture read = ReadCapture.of(HexFormat.of().parseHex(hex));
        assertThat(read.packets()).isEmpty();
        assertThat(read.damage().offset()).isZero();
        assertThat(read.damage().reason()).contains(reason);
    }
}
