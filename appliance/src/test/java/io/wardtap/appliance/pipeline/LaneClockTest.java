package io.wardtap.appliance.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LaneClockTest {
    private static final long HOUR = 3600 * LaneClock.SECOND;
    private final LaneClock clock = new LaneClock();

    @Test
    void neverRunsBackwards() {
        clock.advance(10 * LaneClock.SECOND);

        assertThat(clock.advance(7 * LaneClock.SECOND)).isEqualTo(10 * LaneClock.SECOND);
        assertThat(clock.wasBackwards()).isTrue();
    }

    @Test
    void doesNotCallSmallReorderingBackwards() {
        clock.advance(10 * LaneClock.SECOND);
        clock.advance(10 * LaneClock.SECOND - 1000);

        assertThat(clock.wasBackwards()).isFalse();
    }

    @Test
    void believesAJumpOnlyWhenThreePacketsAgree() {
        clock.advance(0);

        assertThat(clock.advance(5 * HOUR)).isZero();
        assertThat(clock.wasJump()).isTrue();
        assertThat(clock.advance(5 * HOUR + 1)).isZero();
        assertThat(clock.advance(5 * HOUR + 2)).isEqualTo(5 * HOUR + 2);
    }

    @Test
    void forgetsAJumpThatOrdinaryPacketsContradict() {
        clock.advance(0);
        clock.advance(5 * HOUR);
        clock.advance(5 * HOUR + 1);
        clock.advance(1);

        assertThat(clock.advance(5 * HOUR + 2)).isEqualTo(1);
    }

    @Test
    void takesAnHourWithoutPacketsAsItIs() {
        clock.advance(0);

        assertThat(clock.advance(HOUR)).isEqualTo(HOUR);
    }
}
