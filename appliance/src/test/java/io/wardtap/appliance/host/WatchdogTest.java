package io.wardtap.appliance.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

class WatchdogTest {
    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong lane = new AtomicLong();
    private final AtomicLong ring = new AtomicLong();
    private final Watchdog watchdog =
            new Watchdog(List.of(lane::get, ring::get), 5 * SECOND, 100 * SECOND);

    @Test
    void isWellWhileAllMove() {
        for (int second = 101; second < 120; second++) {
            lane.incrementAndGet();
            ring.incrementAndGet();

            assertThat(watchdog.isWell(second * SECOND)).isTrue();
        }
    }

    @Test
    void isNotWhenOneStandsStillAndIsAgainWhenItMoves() {
        assertThat(watchdog.isWell(101 * SECOND)).isTrue();
        lane.incrementAndGet();
        assertThat(watchdog.isWell(106 * SECOND)).isTrue();
        lane.incrementAndGet();
        assertThat(watchdog.isWell(107 * SECOND)).isFalse();

        ring.incrementAndGet();

        assertThat(watchdog.isWell(108 * SECOND)).isTrue();
    }
}
