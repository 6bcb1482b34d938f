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

    @Test
    void followsASparseCapture() {
        clock.advance(0);
        for (int hour = 2; hour <= 20; hour += 2) {
            clock.advance(hour * HOUR);
        }

        assertThat(clock.nowNs()).isEqualTo(18 * HOUR);
    }

    @Test
    void doesNotBelieveAnAbsurdFirstTime() {
        clock.advance(1_000_000 * HOUR);

        assertThat(clock.advance(LaneClock.SECOND)).isEqualTo(LaneClock.SECOND);
        assertThat(clock.wasBackwards()).isFalse();
        assertThat(clock.advance(2 * LaneClock.SECOND)).isEqualTo(2 * LaneClock.SECOND);
    }

    @Test
    void countsOnlyVotesThatFollowEachOther() {
        clock.advance(10 * LaneClock.SECOND);
        for (int i = 0; i < 5; i++) {
            clock.advance(5 * HOUR + i);
            clock.advance(3 * LaneClock.SECOND);
        }

        assertThat(clock.nowNs()).isEqualTo(10 * LaneClock.SECOND);
    }
}
