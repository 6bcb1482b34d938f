package io.wardtap.protocol.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AllocationMeterTest {
    private long sum;
    private Object kept = new Object();

    @Test
    void passesCodeThatAllocatesNothing() {
        AllocationMeter.assertAllocatesNothing(1_000, () -> sum += System.nanoTime());
    }

    @Test
    void failsCodeThatAllocates() {
        assertThatThrownBy(() -> AllocationMeter.assertAllocatesNothing(100, this::allocate))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("the least was");
    }

    @Test
    void failsCodeThatAllocatesOnceInAWhile() {
        int[] runs = {0};

        assertThatThrownBy(
                        () ->
                                AllocationMeter.assertAllocatesNothing(
                                        100,
                                        () -> {
                                            if (++runs[0] % 100 == 0) {
                                                allocate();
                                            }
                                        }))
                .isInstanceOf(AssertionError.class);
    }

    private void allocate() {
        kept = new long[4 + kept.hashCode() % 2];
    }
}
