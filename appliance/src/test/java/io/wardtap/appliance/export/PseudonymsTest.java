package io.wardtap.appliance.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

class PseudonymsTest {
    private static final byte[] KEY =
            HexFormat.of()
                    .parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");

    @TempDir Path dir;

    @Test
    void isTheHmacOfTheKeyedHash() throws Exception {
        long hash = 0x0102_0304_0506_0708L;
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
        mac.update("patient-id".getBytes(StandardCharsets.US_ASCII));
        mac.update((byte) 0x1F);
        byte[] full = mac.doFinal(ByteBuffer.allocate(8).putLong(hash).array());
        String kid =
                HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(KEY))
                        .substring(0, 8);

        Pseudonyms pseudonyms = new Pseudonyms(KEY);

        String expected = "p1:" + kid + ":" + HexFormat.of().formatHex(full).substring(0, 16);
        assertThat(pseudonyms.patient(hash)).isEqualTo(expected);
        assertThat(pseudonyms.patient(hash)).isEqualTo(expected);
        assertThat(pseudonyms.patient(hash + 1024)).isNotEqualTo(expected);
        assertThat(pseudonyms.patient(hash)).isEqualTo(expected);
    }

    @Test
    void givesUnrelatedHashesForOtherPurposesAndKeys() {
        Pseudonyms pseudonyms = new Pseudonyms(KEY);
        byte[] bytes = {1, 2, 3};

        long patient = pseudonyms.keyedHash("patient").hash(0, bytes, 0, 3);

        assertThat(new Pseudonyms(KEY).keyedHash("patient").hash(0, bytes, 0, 3))
                .isEqualTo(patient);
        assertThat(pseudonyms.keyedHash("correlation").hash(0, bytes, 0, 3)).isNotEqualTo(patient);
        assertThat(Pseudonyms.random().keyedHash("patient").hash(0, bytes, 0, 3))
                .isNotEqualTo(patient);
    }

    @Test
    void readsRawAndHexadecimalKeys() throws IOException {
        Path raw = dir.resolve("raw");
        Path hex = dir.resolve("hex");
        Files.write(raw, KEY);
        Files.writeString(hex, HexFormat.of().formatHex(KEY) + "\n");
        Files.setPosixFilePermissions(raw, PosixFilePermissions.fromString("rw-------"));
        Files.setPosixFilePermissions(hex, PosixFilePermissions.fromString("rw-r-----"));
        List<String> warnings = new ArrayList<>();

        String kid = Pseudonyms.read(raw, warnings::add).kid();
        assertThat(warnings).isEmpty();
        assertThat(Pseudonyms.read(hex, warnings::add).kid()).isEqualTo(kid).hasSize(8);
        assertThat(warnings).singleElement().asString().contains("chmod 600");
    }

    @Test
    void refusesWhatIsNoKeyWithoutShowingIt() throws IOException {
        Path file = dir.resolve("key");
        for (String content : List.of("", "secret", "zz".repeat(32), "ab".repeat(33))) {
            Files.writeString(file, content);

            assertThatThrownBy(() -> Pseudonyms.read(file, _ -> {}))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("32 random bytes")
                    .satisfies(
                            e ->
                                    assertThat(content.isEmpty() || !e.toString().contains(content))
                                            .isTrue());
        }
    }
}
