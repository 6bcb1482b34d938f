package io.wardtap.appliance.capture.live;

import java.util.concurrent.atomic.AtomicLong;

/// What one lane counted of one interface. Written by the lane's thread only, read by any thread a
/// little late: at the end of each block, not for each packet.
final class ShareCounters {
    private final AtomicLong packets = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong drops = new AtomicLong();
    private final AtomicLong freezes = new AtomicLong();
    private final AtomicLong lastPacketNs = new AtomicLong();

    void received(long morePackets, long moreBytes, long timeNs) {
        add(packets, morePackets);
        add(bytes, moreBytes);
        lastPacketNs.setOpaque(timeNs);
    }

    void lost(long moreDrops, long moreFreezes) {
        add(drops, moreDrops);
        add(freezes, moreFreezes);
    }

    private static void add(AtomicLong counter, long more) {
        counter.setOpaque(counter.getPlain() + more);
    }

    long packets() {
        return packets.getOpaque();
    }

    long bytes() {
        return bytes.getOpaque();
    }

    long drops() {
        return drops.getOpaque();
    }

    long freezes() {
        return freezes.getOpaque();
    }

    long lastPacketNs() {
        return lastPacketNs.getOpaque();
    }
}
