package io.wardtap.appliance.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

class SiteTest {
    private static final Site DECLARED =
            new Site(
                    "clinic",
                    "s1",
                    List.of(Cidr.parse("10.0.0.0/8"), Cidr.parse("2001:db8::/32")),
                    List.of(Cidr.parse("10.99.0.0/16"), Cidr.parse("198.51.100.0/24")),
                    Map.of(
                            "all", List.of(Cidr.parse("10.0.0.0/8")),
                            "icu", List.of(Cidr.parse("10.4.0.0/24"))),
                    ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource({
        "10.255.255.255,INTERNAL",
        "172.16.0.0,INTERNAL",
        "172.32.0.0,EXTERNAL",
        "192.168.1.1,INTERNAL",
        "100.64.0.1,INTERNAL",
        "100.128.0.0,EXTERNAL",
        "fd00::1,INTERNAL",
        "2001:db8::1,EXTERNAL",
        "8.8.8.8,EXTERNAL",
        "127.0.0.1,LOCAL",
        "169.254.1.1,LOCAL",
        "fe80::1,LOCAL",
        "::1,LOCAL",
        "224.0.0.251,MULTICAST",
        "255.255.255.255,MULTICAST",
        "ff02::1,MULTICAST"
    })
    void takesThePrivateRangesForItsOwnUntilNetworksAreDeclared(
            String address, AddressScope scope) {
        assertThat(Site.defaults().scopeOf(Address.parse(address))).isEqualTo(scope);
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3,INTERNAL",
        "10.99.2.3,PARTNER",
        "198.51.100.9,PARTNER",
        "2001:db8::1,INTERNAL",
        "192.168.1.1,EXTERNAL",
        "127.0.0.1,LOCAL"
    })
    void goesByTheDeclaredNetworksAlone(String address, AddressScope scope) {
        assertThat(DECLARED.scopeOf(Address.parse(address))).isEqualTo(scope);
    }

    @Test
    void findsTheZoneByTheLongestPrefix() {
        assertThat(DECLARED.zoneOf(Address.parse("10.4.0.7"))).isEqualTo("icu");
        assertThat(DECLARED.zoneOf(Address.parse("10.5.0.7"))).isEqualTo("all");
        assertThat(DECLARED.zoneOf(Address.parse("192.168.0.1"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "10.0.0.0/33", "10.0.0.1/8", "10.0.0.0/x", "host/8", "::/129", "1.2.3"})
    void refusesWhatIsNoNetworkAndSaysWhich(String text) {
        assertThatThrownBy(() -> Cidr.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not a network: '" + text + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/8", "10.1.2.3/32", "0.0.0.0/0", "fd00::/8", "::/0"})
    void printsWhatItParsed(String text) {
        assertThat(Cidr.parse(text)).hasToString(text);
    }

    @Test
    void keepsIpv4ApartFromIpv6InTheWidestPrefixes() {
        assertThat(Cidr.parse("0.0.0.0/0").contains(Address.parse("203.0.113.1"))).isTrue();
        assertThat(Cidr.parse("0.0.0.0/0").contains(Address.parse("2001:db8::1"))).isFalse();
    }
}
