package io.wardtap.appliance.capture.live;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// One lane's packets, read where the kernel put them; waits by poll(2) over all its sockets.
final class AfPacketSource extends LiveSource {
    private static final int POLLFD_BYTES = 8;
    private static final int EVENTS = 4;
    private static final int RETURNED = 6;
    private static final short POLLIN = 1;
    private static final int ERRORS = 0x8 | 0x10 | 0x20; // POLLERR, POLLHUP, POLLNVAL

    private final CpuAffinity affinity;
    private final RingInput[] inputs;
    private final SystemCalls calls = new SystemCalls();
    private final MemorySegment polled;
    private boolean started;

    AfPacketSource(
            List<String> names,
            CpuAffinity affinity,
            RingInput[] inputs,
            GroupInput[] groups,
            long holdNs) {
        super(names, inputs, groups, holdNs);
        this.affinity = affinity;
        this.inputs = inputs.clone();
        this.polled = Arena.ofAuto().allocate((long) POLLFD_BYTES * inputs.length, 8);
    }

    @Override
    void await(int timeoutMs) {
        if (!started) {
            started = true;
            affinity.stay();
        }
        for (int i = 0; i < inputs.length; i++) {
            long at = (long) POLLFD_BYTES * i;
            // with a block in hand poll would return at once; a negative descriptor is passed over
            polled.set(JAVA_INT, at, inputs[i].isWaiting() ? inputs[i].fd() : -1);
            polled.set(JAVA_SHORT, at + EVENTS, POLLIN);
            polled.set(JAVA_SHORT, at + RETURNED, (short) 0);
        }
        calls.poll(polled, inputs.length, timeoutMs);
        long now = System.nanoTime();
        for (int i = 0; i < inputs.length; i++) {
            long at = (long) POLLFD_BYTES * i;
            if ((polled.get(JAVA_SHORT, at + RETURNED) & ERRORS) != 0) {
                inputs[i].onError(now);
            } else {
                inputs[i].watch(now);
            }
        }
    }
}
