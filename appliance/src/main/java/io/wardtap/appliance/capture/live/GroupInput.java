package io.wardtap.appliance.capture.live;

import io.wardtap.protocol.pcap.PacketRecord;

/// One lane's share of interfaces that belong together, merged by time, so that an answer which
/// came in on a TAP's other port is not analysed before its question. While one of them is silent,
/// the others' packets wait until nothing older can come from it: two block time-outs and a little.
/// Lane's thread only.
final class GroupInput {
    private final PacketInput[] inputs;
    private final long holdNs;
    // the next packet of each, and whether there is one
    private final PacketRecord[] heads;
    private final boolean[] filled;
    private int delivered = -1;
    private long safeUntilNs;
    private long heldSince;
    private boolean holding;

    /// @param holdNs after this time a packet that has come in is in a block that is ready
    GroupInput(PacketInput[] inputs, long holdNs) {
        this.inputs = inputs.clone();
        this.holdNs = holdNs;
        this.heads = new PacketRecord[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            heads[i] = new PacketRecord();
        }
        this.filled = new boolean[inputs.length];
    }

    /// Fills the record with the next packet.
    ///
    /// @return false when there is none, or none that may go out yet
    boolean next(PacketRecord packet) {
        if (inputs.length == 1) {
            return inputs[0].next(packet);
        }
        if (delivered >= 0) {
            filled[delivered] = false;
            delivered = -1;
        }
        boolean complete = fill();
        int first = first();
        if (first < 0) {
            return false;
        }
        if (!complete && heads[first].timeNs > safeUntilNs) {
            long nowNs = WallClock.nowNs(); // before looking: what came earlier is then seen
            complete = fill();
            safeUntilNs = nowNs - holdNs;
            first = first();
            if (!complete && heads[first].timeNs > safeUntilNs && isHeld()) {
                return false;
            }
        }
        holding = false;
        packet.copyFrom(heads[first]);
        delivered = first;
        return true;
    }

    /// Holding ends by the machine's own time as well, in case the wall clock is set back.
    private boolean isHeld() {
        long now = System.nanoTime();
        if (!holding) {
            holding = true;
            heldSince = now;
        }
        return now - heldSince < 4 * holdNs;
    }

    private boolean fill() {
        boolean complete = true;
        for (int i = 0; i < inputs.length; i++) {
            if (!filled[i]) {
                filled[i] = inputs[i].next(heads[i]);
                complete &= filled[i];
            }
        }
        return complete;
    }

    private int first() {
        int first = -1;
        for (int i = 0; i < inputs.length; i++) {
            if (filled[i] && (first < 0 || heads[i].timeNs < heads[first].timeNs)) {
                first = i;
            }
        }
        return first;
    }

    /// A packet waits for its turn.
    boolean isHolding() {
        return holding;
    }

    /// Everything older than this has gone out, given that nothing older than `untilNs` will come.
    long deliveredUntilNs(long untilNs) {
        int first = inputs.length == 1 ? -1 : first();
        return first < 0 ? untilNs : Math.min(untilNs, heads[first].timeNs);
    }
}
