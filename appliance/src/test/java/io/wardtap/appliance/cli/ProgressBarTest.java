package io.wardtap.appliance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

final class ProgressBarTest {
    private static final long MIB = 1 << 20;
    private static final long SECOND = 1_000_000_000L;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long nowNs = 5 * SECOND;
    private final ProgressBar bar =
            new ProgressBar(new PrintStream(bytes, true, StandardCharsets.UTF_8), () -> nowNs);

    private String drawn() {
        String text = bytes.toString(StandardCharsets.UTF_8);
        bytes.reset();
        return text;
    }

    @Test
    void showsPartRateAndTimeLeft() {
        nowNs += SECOND;
        bar.update(25 * MIB, 100 * MIB, 1_234_567);

        assertThat(drawn())
                .isEqualTo(
                        "\r"
                            + " 25 % [======>                 ] 25.0 MiB  25.0 MiB/s  1.2 M packets"
                            + "  0:03 left\033[K");
    }

    @Test
    void redrawsAtMostFiveTimesASecond() {
        int redraws = 0;
        for (int i = 1; i <= 1000; i++) {
            nowNs += SECOND / 1000;
            bar.update(i * MIB, 2000 * MIB, i);
            redraws += drawn().isEmpty() ? 0 : 1;
        }

        assertThat(redraws).isBetween(1, 5);
    }

    @Test
    void showsElapsedTimeWhenTheSizeIsNotKnown() {
        nowNs += 90 * SECOND;
        bar.update(90 * MIB, -1, 10);

        assertThat(drawn()).isEqualTo("\r90.0 MiB  1.0 MiB/s  10 packets  1:30\033[K");
    }

    @Test
    void neverShowsMoreThanAllOfIt() {
        nowNs += SECOND;
        bar.update(200, 100, 1);

        assertThat(drawn()).contains("100 % [========================]").contains("0:00 left");
    }

    @Test
    void takesItselfAwayOnce() {
        bar.clear();
        assertThat(drawn()).isEmpty();
        nowNs += SECOND;
        bar.update(1, 2, 1);
        drawn();

        bar.clear();
        bar.clear();

        assertThat(drawn()).isEqualTo("\r\033[K");
    }

    @Test
    void writesQuantitiesAsPeopleReadThem() {
        assertThat(Quantity.bytes(0)).isEqualTo("0 B");
        assertThat(Quantity.bytes(1023)).isEqualTo("1023 B");
        assertThat(Quantity.bytes(1024)).isEqualTo("1.0 KiB");
        assertThat(Quantity.bytes(123.4 * MIB)).isEqualTo("123 MiB");
        assertThat(Quantity.count(999)).isEqualTo("999");
        assertThat(Quantity.count(999_999)).isEqualTo("1.0 M");
        assertThat(Quantity.clock(3_723)).isEqualTo("1:02:03");
        assertThat(Quantity.clock(-1)).isEqualTo("0:00");
    }
}
