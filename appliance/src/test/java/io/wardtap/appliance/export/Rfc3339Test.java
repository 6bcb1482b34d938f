package io.wardtap.appliance.export;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

class Rfc3339Test {
    private static final DateTimeFormatter EXPECTED =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'")
                    .withZone(ZoneOffset.UTC);

    private final Rfc3339 times = new Rfc3339();
    private final char[] text = new char[40];

    @Property(tries = 2000)
    void agreesWithTheJdkForEveryInstant(@ForAll long epochNs) {
        int end = times.format(epochNs, text, 3);

        Instant instant =
                Instant.ofEpochSecond(
                        Math.floorDiv(epochNs, 1_000_000_000L),
                        Math.floorMod(epochNs, 1_000_000_000L));
        assertThat(new String(text, 3, end - 3)).isEqualTo(EXPECTED.format(instant));
    }

    @Example
    void turnsTheDayAtMidnight() {
        long midnight = Instant.parse("2028-02-29T00:00:00Z").getEpochSecond() * 1_000_000_000L;

        times.format(midnight - 1, text, 0);
        assertThat(new String(text, 0, 30)).isEqualTo("2028-02-28T23:59:59.999999999Z");
        times.format(midnight, text, 0);
        assertThat(new String(text, 0, 30)).isEqualTo("2028-02-29T00:00:00.000000000Z");
    }

    @Example
    void cutsFractionDigits() {
        int end = times.format(1_999_999_999L, 3, text, 0);

        assertThat(new String(text, 0, end)).isEqualTo("1970-01-01T00:00:01.999Z");
    }
}
