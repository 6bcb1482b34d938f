package io.wardtap.protocol.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;

import java.lang.management.ManagementFactory;

/// Asserts that warm code allocates nothing on the heap. Until the compiler has done its work, code
/// over memory segments does allocate, so the meter runs rounds until several in a row took
/// nothing, and fails when that does not come to pass.
public final class AllocationMeter {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int ROUNDS = 200;
    private static final int QUIET_ROUNDS = 3;

    private AllocationMeter() {}

    /// Runs the code up to 200 times `runs` times.
    ///
    /// @param runs enough to reach every state: a round that allocates once does not count as quiet
    public static void assertAllocatesNothing(int runs, Runnable code) {
        long least = Long.MAX_VALUE;
        int quiet = 0;
        for (int round = 0; round < ROUNDS && quiet < QUIET_ROUNDS; round++) {
            long allocated = measure(runs, code);
            least = Math.min(least, allocated);
            quiet = allocated == 0 ? quiet + 1 : 0;
        }
        assertThat(quiet)
                .as("rounds of %d runs without allocation; the least was %d bytes", runs, least)
                .isEqualTo(QUIET_ROUNDS);
    }

    private static long measure(int runs, Runnable code) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < runs; i++) {
            code.run();
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
