package io.wardtap.appliance.pipeline;

import com.lmax.disruptor.RingBuffer;

import java.util.concurrent.locks.LockSupport;

/// The lane's side of the ring: claims slots with their slab space, and publishes them a batch at a
/// time. In a replay it waits for analysis when ring or slab is full; it never loses a unit.
/// Confined to the lane's thread.
final class UnitPublisher {
    private static final int BATCH = 128;
    private static final long BATCH_BYTES = 512 << 10;
    private static final long WAIT_NS = 20_000;

    private final RingBuffer<UnitEvent> ring;
    private final UnitSlab slab;
    private long first = -1;
    private long last = -1;
    private long publishedHead;
    private long waits;

    UnitPublisher(RingBuffer<UnitEvent> ring, UnitSlab slab) {
        this.ring = ring;
        this.slab = slab;
    }

    /// A slot with `length` bytes of slab; it goes out with its batch.
    ///
    /// @return null when no unit of that length can be carried at all
    UnitEvent claim(UnitKind kind, int length) {
        if (length > slab.maxUnit()) {
            return null;
        }
        if (first >= 0 && (last - first >= BATCH || slab.head() - publishedHead > BATCH_BYTES)) {
            publish();
        }
        int start = slab.tryClaim(length);
        while (start < 0) {
            publish();
            waits++;
            LockSupport.parkNanos(WAIT_NS);
            start = slab.tryClaim(length);
        }
        if (!ring.hasAvailableCapacity(1)) {
            publish();
            waits++;
        }
        last = ring.next();
        if (first < 0) {
            first = last;
        }
        UnitEvent event = ring.get(last);
        event.kind = kind;
        event.bytes = slab.bytes();
        event.start = start;
        event.length = length;
        event.slabEnd = slab.head();
        event.lostBefore = 0;
        event.detail = 0;
        return event;
    }

    /// Hands everything claimed so far to the consumers.
    void publish() {
        if (first >= 0) {
            ring.publish(first, last);
            first = -1;
            publishedHead = slab.head();
        }
    }

    /// How often the lane had to wait for analysis.
    long waits() {
        return waits;
    }
}
