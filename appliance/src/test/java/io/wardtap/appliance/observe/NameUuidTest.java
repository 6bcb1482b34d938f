package io.wardtap.appliance.observe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

class NameUuidTest {
    @Test
    void makesTheVersion5IdentifierOfTheStandardsExample() {
        // RFC 9562 appendix A.4: "www.example.com" in the DNS name space
        UUID dns = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");

        assertThat(NameUuid.of(dns, "www.example.com".getBytes(StandardCharsets.UTF_8)))
                .hasToString("2ed6657d-e927-568b-95e1-2665a8aea6a2");
    }

    @Test
    void givesTheSameIdentifierToTheSameNamesOnly() {
        UUID one = NameUuid.of("clinic", "s1", "rule", "key");

        assertThat(NameUuid.of("clinic", "s1", "rule", "key")).isEqualTo(one);
        assertThat(NameUuid.of("clinic", "s1", "rulek", "ey")).isNotEqualTo(one);
        assertThat(NameUuid.of("clinic", "s2", "rule", "key")).isNotEqualTo(one);
        assertThat(one.version()).isEqualTo(5);
        assertThat(one.variant()).isEqualTo(2);
    }
}
