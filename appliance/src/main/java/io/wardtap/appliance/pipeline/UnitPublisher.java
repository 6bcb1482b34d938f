package io.wardtap.appliance.pipeline;

import com.lmax.disruptor.InsufficientCapacityException;
import com.lmax.disruptor.RingBuffer;

import io.wardtap.appliance.capture.CaptureSource;
import io.wardtap.appliance.pipeline.OverloadPolicy.Level;

import java.util.concurrent.locks.LockSupport;

/// The lane's side of the ring: claims slots with their slab space, and publishes them a batch at a
/// time. When ring or slab is full, a replay waits for analysis and loses nothing; a live lane
/// never waits: it is told what to leave out, and the last of the room is kept for units that are
/// never shed. Confined to the lane's thread.
final class UnitPublisher {
    private static final int BATCH = 128;
    private static final long BATCH_BYTES = 512 << 10;
    private static final long WAIT_NS = 20_000;
    private static final int MEASURE_EVERY = 32;
    private static final long PACE_NS = 50_000;

    /// Without progress for so long, a consumer hangs: longer than a hanging parser is replaced in.
    private static final long HANG_NS = 400_000_000L;

    /// A live lane that ends waits so long in all for its last units to find room.
    private static final long FINISH_NS = 3_000_000_000L;

    private final RingBuffer<UnitEvent> ring;
    private final UnitSlab slab;
    private final int lane;
    private final OverloadPolicy policy;
    private final LaneShedding shedding; // null in a replay
    private final int messageSlots;
    private final long messageBytes;
    private final int packetSlots;
    private final int keptSlots;
    private final int plentySlots;
    private final long[] claimed = new long[BATCH];
    private int count;
    private long publishedHead;
    private long freeSlots;
    private int sinceMeasured;
    private int packetsSinceMeasured;
    private int wantedSlots = 1;
    private long finishByNs;
    private boolean waits;
    private boolean mayPace = true;
    private long waited;

    UnitPublisher(RingBuffer<UnitEvent> ring, UnitSlab slab) {
        this(ring, slab, 0, OverloadPolicy.waiting());
    }

    UnitPublisher(RingBuffer<UnitEvent> ring, UnitSlab slab, int lane, OverloadPolicy policy) {
        this.ring = ring;
        this.slab = slab;
        this.lane = lane;
        this.policy = policy;
        this.waits = !policy.sheds();
        this.shedding = waits ? null : new LaneShedding(policy, lane);
        this.messageSlots = share(OverloadPolicy.MESSAGES_END);
        this.packetSlots = share(OverloadPolicy.PACKETS_ON);
        this.messageBytes = (long) ((1 - OverloadPolicy.MESSAGES_END) * slab.capacity());
        this.plentySlots = share(OverloadPolicy.EVENTS_ON);
        this.keptSlots = Math.max(4, ring.getBufferSize() / 64);
        this.freeSlots = ring.getBufferSize();
    }

    /// Slots that are free when so much of the ring is used.
    private int share(double used) {
        return (int) Math.ceil((1 - used) * ring.getBufferSize());
    }

    /// A lane that catches up after a pause is quicker than analysis: while the capture has room to
    /// spare, and analysis makes progress, it goes no faster. So nothing gives way that can be kept
    /// at no packet's cost; a consumer that hangs is not waited for.
    void pace(CaptureSource source) {
        if (shedding == null || shedding.level() == Level.NONE) {
            mayPace = true;
            return;
        }
        if (!mayPace || !source.hasSlack()) {
            return;
        }
        publish();
        long most = freeSlots;
        long sinceNs = System.nanoTime();
        while (shedding.level() != Level.NONE && source.hasSlack()) {
            LockSupport.parkNanos(PACE_NS);
            measure();
            if (freeSlots > most) {
                most = freeSlots;
                sinceNs = System.nanoTime();
            } else if (System.nanoTime() - sinceNs > HANG_NS) {
                mayPace = false;
                return;
            }
        }
    }

    /// Whether the next packet is to be looked at; else it is lost, and the caller counts it.
    boolean admitsPacket() {
        if (shedding == null) {
            return true;
        }
        boolean due = ++packetsSinceMeasured >= MEASURE_EVERY;
        if (due) {
            packetsSinceMeasured = 0;
        }
        if (shedding.level() == Level.PACKETS) {
            if (due) {
                publish();
            }
        } else if (due
                || shedding.level() == Level.UNITS
                || !ring.hasAvailableCapacity(packetSlots)) {
            measure(); // other lanes take from the same room
        }
        return shedding.level() != Level.PACKETS;
    }

    /// Whether a framer's unit of this flow is carried; else it is shed, and the caller counts it.
    boolean admits(long flow, int length) {
        if (shedding == null) {
            return true;
        }
        if (sinceMeasured >= MEASURE_EVERY) {
            measure();
        }
        return !shedding.sheds(flow, length)
                && ring.hasAvailableCapacity(messageSlots)
                && slab.hasRoom(length + messageBytes);
    }

    /// Whether there is room for a unit that must not be lost, and for those that one packet may
    /// cause besides.
    boolean hasRoom() {
        if (waits) {
            return true;
        }
        return ring.hasAvailableCapacity(keptSlots)
                && slab.hasRoom((long) keptSlots * FlowUnit.BYTES);
    }

    /// Whether there is so much room that many units at once leave out nothing else.
    boolean hasPlentyOfRoom() {
        if (waits) {
            return true;
        }
        return ring.hasAvailableCapacity(plentySlots)
                && slab.hasRoom((long) (OverloadPolicy.EVENTS_ON * slab.capacity()));
    }

    /// A second of packet time has passed.
    void onTick() {
        if (shedding != null) {
            shedding.onTick();
        }
    }

    /// No packet follows: a live lane, too, waits now until its last units have found room, but not
    /// for ever.
    void finishing() {
        if (!waits) {
            waits = true;
            finishByNs = System.nanoTime() + FINISH_NS;
            wantedSlots = ring.getBufferSize() / 2; // so that other lanes do not shed for this one
        }
    }

    /// A slot with `length` bytes of slab; it goes out with its batch.
    ///
    /// @return null when no unit of that length can be carried at all, or live when there is no
    ///   room even for what is never shed
    UnitEvent claim(UnitKind kind, int length) {
        if (length > slab.maxUnit()) {
            return null;
        }
        if (count == BATCH || count > 0 && slab.head() - publishedHead > BATCH_BYTES) {
            publish();
        }
        if (!ring.hasAvailableCapacity(wantedSlots) && !awaitSlot()) {
            return null;
        }
        int start = slab.tryClaim(length);
        if (start < 0) {
            start = awaitSpace(length);
            if (start < 0) {
                return null;
            }
        }
        long sequence = next();
        if (sequence < 0) {
            return null;
        }
        sinceMeasured++;
        claimed[count++] = sequence;
        UnitEvent event = ring.get(sequence);
        event.kind = kind;
        event.lane = lane;
        event.bytes = slab.bytes();
        event.start = start;
        event.length = length;
        event.slabEnd = slab.head();
        event.lostBefore = 0;
        event.shedBefore = false;
        event.detail = 0;
        return event;
    }

    /// Hands everything claimed so far to the consumers. With several lanes the sequences of one
    /// lane are not always neighbours.
    void publish() {
        int from = 0;
        while (from < count) {
            int to = from;
            while (to + 1 < count && claimed[to + 1] == claimed[to] + 1) {
                to++;
            }
            ring.publish(claimed[from], claimed[to]);
            from = to + 1;
        }
        count = 0;
        publishedHead = slab.head();
        if (shedding != null) {
            measure();
        }
    }

    /// How often the lane had to wait for analysis.
    long waits() {
        return waited;
    }

    private void measure() {
        freeSlots = ring.remainingCapacity();
        sinceMeasured = 0;
        double slots = 1 - (double) freeSlots / ring.getBufferSize();
        double bytes = (double) slab.inUse() / slab.capacity();
        shedding.measure(Math.max(slots, bytes));
    }

    private long next() {
        if (waits && finishByNs == 0) {
            return ring.next();
        }
        do {
            try {
                return ring.tryNext();
            } catch (InsufficientCapacityException e) {
                // another lane was quicker
            }
        } while (awaitSlot());
        return -1;
    }

    private boolean awaitSlot() {
        publish();
        while (pause()) {
            if (ring.hasAvailableCapacity(wantedSlots)) {
                return true;
            }
        }
        return false;
    }

    private int awaitSpace(int length) {
        publish();
        while (pause()) {
            int start = slab.tryClaim(length);
            if (start >= 0) {
                return start;
            }
        }
        return -1;
    }

    private boolean pause() {
        if (!waits || finishByNs != 0 && System.nanoTime() - finishByNs > 0) {
            return false;
        }
        waited++;
        policy.checkAlive();
        LockSupport.parkNanos(WAIT_NS);
        return true;
    }
}
