package io.wardtap.appliance.capture.live;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.wardtap.protocol.pcap.PacketRecord;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// One lane's share of one interface: its packets, its counters, and what becomes of it when the
/// interface goes and comes back. Lane's thread only.
final class RingInput implements PacketInput {
    private static final long FIRST_LOOK_NS = 50_000_000L;
    private static final long LAST_LOOK_NS = 2_000_000_000L;

    private final InterfaceSockets sockets;
    private final int lane;
    private final InterfaceCounters counters;
    private final ShareCounters share;
    private final MemorySegment statistics =
            Arena.ofAuto().allocate(PacketSocket.STATISTICS_BYTES, 8);
    private RingShare open;
    private PacketRing ring;
    private long packets;
    private long bytes;
    private long lastNs;
    private LinkState link = LinkState.UP;
    private long nextLookNs;
    private long lookEveryNs;

    RingInput(InterfaceSockets sockets, int lane, InterfaceCounters counters)
            throws LiveCaptureException {
        this.sockets = sockets;
        this.lane = lane;
        this.counters = counters;
        this.share = counters.share(lane);
        this.open = sockets.again(lane, sockets.openedIndex());
        this.ring = open.ring();
    }

    /// The packet lies in the ring until the next call.
    ///
    /// @return false when no block is ready
    @Override
    public boolean next(PacketRecord packet) {
        do {
            while (ring.left() > 0) {
                if (ring.read(packet)) {
                    packets++;
                    bytes += packet.capturedLength;
                    lastNs = packet.timeNs;
                    return true;
                }
            }
            if (ring.release()) {
                settle();
            }
        } while (ring.claim());
        return false;
    }

    @Override
    public boolean hasSlack() {
        return ring.isHalfFree();
    }

    /// Brings the counters up to date: at the end of each block, and of the capture.
    @Override
    public void settle() {
        if (packets > 0) {
            share.received(packets, bytes, lastNs);
            packets = 0;
            bytes = 0;
        }
        if (open.socket().statistics(statistics)) {
            share.lost(
                    Integer.toUnsignedLong(statistics.get(JAVA_INT, 4)),
                    Integer.toUnsignedLong(statistics.get(JAVA_INT, 8)));
        }
    }

    int fd() {
        return open.socket().fd();
    }

    /// What poll(2) is to wait for. With a block in hand it would not wait.
    boolean isWaiting() {
        return !ring.isClaimed();
    }

    /// poll(2) told of an error: mostly that the interface has gone down.
    void onError(long nanoTime) {
        if (open.socket().takeError() == Errno.ENETDOWN && link == LinkState.UP) {
            become(LinkState.DOWN); // counts, even when it is back already
        }
        look(nanoTime);
    }

    /// Looks now and then for an interface that is not up.
    void watch(long nanoTime) {
        if (link != LinkState.UP && nanoTime - nextLookNs >= 0) {
            look(nanoTime);
        }
    }

    private void look(long nanoTime) {
        int index = open.socket().interfaceIndex();
        if (index < 0) {
            become(LinkState.MISSING);
        } else if (index == open.boundIndex() && link != LinkState.MISSING) {
            // the kernel goes on by itself when an interface is switched on again
            become(open.socket().isUp() ? LinkState.UP : LinkState.DOWN);
        } else if (reopen(index)) {
            become(open.socket().isUp() ? LinkState.UP : LinkState.DOWN);
        } else {
            become(LinkState.MISSING);
        }
        nextLookNs = nanoTime + lookEveryNs;
        lookEveryNs = Math.min(2 * lookEveryNs, LAST_LOOK_NS);
    }

    private void become(LinkState state) {
        if (link != state) {
            link = state;
            lookEveryNs = FIRST_LOOK_NS;
        }
        if (lane == 0) {
            counters.link(state);
        }
    }

    /// Reads the interface that has the name now: with the same socket and ring where there is one
    /// lane, with new ones otherwise, since a socket does not leave its fanout group.
    private boolean reopen(int index) {
        try {
            if (sockets.isShared()) {
                if (ring.isClaimed() || ring.isReady()) {
                    return false; // what is in the old ring goes first
                }
                RingShare next = sockets.again(lane, index);
                if (next == null) {
                    return index == open.boundIndex();
                }
                settle();
                open.close();
                open = next;
                ring = next.ring();
            } else {
                open.socket().bind(index);
                if (sockets.isPromiscuous()) {
                    open.socket().promiscuous(index);
                }
                open = new RingShare(open.socket(), ring, index);
            }
        } catch (LiveCaptureException notYet) {
            return false;
        }
        if (lane == 0) {
            counters.reopened();
        }
        return true;
    }

    /// Lets no further packet in.
    @Override
    public void stop() {
        try {
            open.socket().filter(BpfProgram.dropAll());
        } catch (LiveCaptureException e) {
            // what comes in the meantime is delivered as well
        }
    }

    @Override
    public void close() {
        open.close();
    }
}
