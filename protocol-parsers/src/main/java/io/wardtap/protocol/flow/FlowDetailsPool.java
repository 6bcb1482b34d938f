package io.wardtap.protocol.flow;

import java.util.Arrays;

/// The details that are lent to flows, by number; number 0 is the empty one that all others read. A
/// flow has one at most, so the flow table's capacity is the bound. Confined to the lane's thread;
/// allocates while it grows, nothing once warm.
final class FlowDetailsPool {
    private FlowDetails[] all = new FlowDetails[64];
    private int made = 1;
    private int free;

    FlowDetailsPool() {
        all[0] = new FlowDetails();
    }

    FlowDetails get(int number) {
        return all[number];
    }

    /// The number of empty details.
    int take() {
        if (free != 0) {
            int number = free;
            free = all[number].nextFree;
            return number;
        }
        if (made == all.length) {
            all = Arrays.copyOf(all, made * 2);
        }
        all[made] = new FlowDetails();
        return made++;
    }

    void giveBack(int number) {
        FlowDetails details = all[number];
        details.clear();
        details.nextFree = free;
        free = number;
    }
}
