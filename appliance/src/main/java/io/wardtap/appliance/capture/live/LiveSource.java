package io.wardtap.appliance.capture.live;

import io.wardtap.appliance.capture.Arrival;
import io.wardtap.appliance.capture.CaptureReport;
import io.wardtap.appliance.capture.CaptureSource;
import io.wardtap.protocol.pcap.PacketRecord;

import java.util.List;

/// One lane's packets of all interfaces, however they are taken. [#next] on the lane's thread only,
/// [#stop] from any; [#close] when the lane has ended.
abstract class LiveSource implements CaptureSource {
    /// Packets after which another group has its turn, and after which errors are looked for.
    private static final int TURN = 4096;

    private static final int IDLE_MS = 50;
    private static final int HOLDING_MS = 5;

    private final List<String> names;
    private final PacketInput[] inputs;
    private final GroupInput[] groups;
    private final long holdNs;
    private int turn;
    private int packetsLeft = TURN;
    private boolean idle;
    private boolean ended;
    private long deliveredUntilNs;
    private volatile boolean stopping;
    private boolean intakeClosed;
    private long endAt;

    /// @param holdNs after this time a packet that has come in can be delivered
    LiveSource(List<String> names, PacketInput[] inputs, GroupInput[] groups, long holdNs) {
        this.names = List.copyOf(names);
        this.inputs = inputs.clone();
        this.groups = groups.clone();
        this.holdNs = holdNs;
    }

    /// Waits for packets, so long at most, and looks after interfaces that are in trouble.
    abstract void await(int timeoutMs);

    @Override
    public final Arrival next(PacketRecord packet) {
        if (idle) {
            idle = false;
            look(isHolding() ? HOLDING_MS : IDLE_MS);
        }
        if (--packetsLeft == 0) {
            packetsLeft = TURN;
            turn = turn + 1 == groups.length ? 0 : turn + 1;
            look(0);
        }
        if (ended) {
            return Arrival.END;
        }
        if (deliver(packet)) {
            return Arrival.PACKET;
        }
        long nowNs = WallClock.nowNs(); // before looking again: what came earlier is then seen
        return deliver(packet) ? Arrival.PACKET : nothing(nowNs);
    }

    private boolean deliver(PacketRecord packet) {
        for (int i = 0; i < groups.length; i++) {
            if (groups[turn].next(packet)) {
                return true;
            }
            turn = turn + 1 == groups.length ? 0 : turn + 1;
        }
        return false;
    }

    private Arrival nothing(long nowNs) {
        deliveredUntilNs = nowNs - holdNs;
        for (GroupInput group : groups) {
            deliveredUntilNs = group.deliveredUntilNs(deliveredUntilNs);
        }
        if (intakeClosed && !isHolding() && System.nanoTime() - endAt >= 0) {
            ended = true;
            settle();
            return Arrival.END;
        }
        idle = true;
        return Arrival.IDLE;
    }

    /// Brings the counters up to date.
    final void settle() {
        for (PacketInput input : inputs) {
            input.settle();
        }
    }

    private boolean isHolding() {
        for (GroupInput group : groups) {
            if (group.isHolding()) {
                return true;
            }
        }
        return false;
    }

    private void look(int timeoutMs) {
        if (ended) {
            return;
        }
        await(timeoutMs);
        if (stopping && !intakeClosed) {
            // nothing comes in any more; what has come is to be had after a while
            intakeClosed = true;
            endAt = System.nanoTime() + holdNs;
            for (PacketInput input : inputs) {
                input.stop();
            }
        }
    }

    /// Lets nothing further in; what has come in is delivered, then comes the end. Any thread.
    final void stop() {
        stopping = true;
    }

    @Override
    public final boolean hasSlack() {
        for (PacketInput input : inputs) {
            if (!input.hasSlack()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public final long deliveredUntilNs() {
        return deliveredUntilNs;
    }

    @Override
    public final List<String> interfaceNames() {
        return names;
    }

    /// None: live capture has its counters, see [InterfaceCounters].
    @Override
    public final List<CaptureReport> reports() {
        return List.of();
    }

    @Override
    public final long bytesRead() {
        return -1;
    }

    @Override
    public final long bytesTotal() {
        return -1;
    }

    @Override
    public final void close() {
        ended = true;
        for (PacketInput input : inputs) {
            input.close();
        }
    }
}
