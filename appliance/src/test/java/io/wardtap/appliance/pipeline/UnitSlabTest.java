package io.wardtap.appliance.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Random;

class UnitSlabTest {
    @Test
    void refusesSpaceUntilItIsFreed() {
        UnitSlab slab = new UnitSlab(1024);
        assertThat(slab.tryClaim(1000)).isZero();
        long first = slab.head();
        assertThat(slab.tryClaim(100)).isEqualTo(-1);
        slab.free(first);
        assertThat(slab.tryClaim(100)).as("a unit never wraps").isZero();
    }

    @Test
    void zeroesWhatIsFreed() {
        UnitSlab slab = new UnitSlab(1024);
        int at = slab.tryClaim(64);
        Arrays.fill(slab.bytes(), at, at + 64, (byte) 'x');
        slab.free(slab.head());

        assertThat(slab.bytes()).containsOnly((byte) 0);
    }

    @Test
    void neverHandsOutTheSameBytesTwiceAtATime() {
        UnitSlab slab = new UnitSlab(4096);
        Random random = new Random(5);
        ArrayDeque<long[]> live = new ArrayDeque<>();
        for (int i = 0; i < 10_000; i++) {
            int length = random.nextInt(600);
            int at = slab.tryClaim(length);
            if (at < 0) {
                slab.free(live.poll()[2]);
                continue;
            }
            for (long[] other : live) {
                assertThat(at + length <= other[0] || other[0] + other[1] <= at).isTrue();
            }
            live.add(new long[] {at, length, slab.head()});
        }
    }
}
