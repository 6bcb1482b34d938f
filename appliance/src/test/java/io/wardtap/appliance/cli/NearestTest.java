package io.wardtap.appliance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;

import org.junit.jupiter.api.Test;

import java.util.List;

final class NearestTest {
    @Test
    void findsTyposSwapsAndBeginnings() {
        List<String> words = List.of("replay", "rules", "run", "devices", "doctor");

        assertThat(Nearest.to("reply", words)).isEqualTo("replay");
        assertThat(Nearest.to("relpay", words)).isEqualTo("replay");
        assertThat(Nearest.to("REPLAY", words)).isEqualTo("replay");
        assertThat(Nearest.to("dev", words)).isEqualTo("devices");
        assertThat(Nearest.to("rnu", words)).isEqualTo("run");
    }

    @Test
    void suggestsNothingFarAway() {
        assertThat(Nearest.to("banana", List.of("replay", "rules"))).isNull();
        assertThat(Nearest.to("-x", List.of("-h", "-q"))).isNull();
        assertThat(Nearest.hint("banana", List.of("replay"))).isEmpty();
    }

    @Property(tries = 200)
    void distanceIsSymmetricAndZeroOnlyForEquals(
            @ForAll @AlphaChars @StringLength(max = 8) String a,
            @ForAll @AlphaChars @StringLength(max = 8) String b) {
        int distance = Nearest.distance(a, b);

        assertThat(distance).isEqualTo(Nearest.distance(b, a));
        assertThat(distance == 0).isEqualTo(a.equals(b));
        assertThat(distance)
                .isBetween(Math.abs(a.length() - b.length()), Math.max(a.length(), b.length()));
    }
}
