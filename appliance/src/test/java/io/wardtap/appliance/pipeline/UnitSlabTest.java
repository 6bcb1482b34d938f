package io.wardtap.appliance.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.lang.foreign.ValueLayout;

class UnitSlabTest {
    @Test
    void refusesSpaceUntilItIsFreed() {
        try (UnitSlab slab = new UnitSlab(1024)) {
            assertThat(slab.tryClaim(1000)).isZero();
            long first = slab.head();
            assertThat(slab.tryClaim(100)).isEqualTo(-1);
            slab.free(first);
            assertThat(slab.tryClaim(100)).as("a unit never wraps").isZero();
        }
    }

    @Test
    void zeroesWhatIsFreed() {
        try (UnitSlab slab = new UnitSlab(1024)) {
            long at = slab.tryClaim(64);
            slab.bytes().asSlice(at, 64).fill((byte) 'x');
            slab.free(slab.head());

            assertThat(slab.bytes().toArray(ValueLayout.JAVA_BYTE)).containsOnly((byte) 0);
        }
    }

    @Test
    void neverHandsOutTheSameBytesTwiceAtATime() {
        try (UnitSlab slab = new UnitSlab(4096)) {
            java.util.Random random = new java.util.Random(5);
            java.util.ArrayDeque<long[]> live = new java.util.ArrayDeque<>();
            for (int i = 0; i < 10_000; i++) {
                int length = random.nextInt(600);
                long at = slab.tryClaim(length);
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
}
