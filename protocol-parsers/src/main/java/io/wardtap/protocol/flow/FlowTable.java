package io.wardtap.protocol.flow;

import java.util.SplittableRandom;

/// The lane's flows by address pair, port pair and transport, both directions of a flow in one
/// entry. Open addressing over an array of hashes and record numbers, so that a miss touches no
/// flow. Bounded: when it is full, the flow idle longest goes, unanswered openings first. Flows of
/// one idle class stand in a list by last activity, so that expiry looks at the oldest only.
/// Confined to the lane's thread; allocates while it grows, nothing once warm.
///
/// Flows are handed out as views. There are two: one of the flow found or opened last, and one of
/// the flow that [#oldest] or [#victim] named last; [#another] makes more.
public final class FlowTable {
    /// Idle classes, in the order in which a full table gives flows up.
    public static final int OPENING = 0;

    public static final int CLOSING = 1;
    public static final int DATAGRAM = 2;
    public static final int ESTABLISHED = 3;
    private static final int LISTS = 4;

    /// How exact the order of last activity is; a lane looks for idle flows once a second.
    static final long IDLE_STEP_NS = 1_000_000_000L;

    private final int capacity;
    private final long seed = new SplittableRandom().nextLong();
    private final FlowRecords records = new FlowRecords();
    private final FlowDetailsPool details = new FlowDetailsPool();
    private final IdleLists idle = new IdleLists(records, LISTS);
    private final Flow found = new Flow(details);
    private final Flow idlest = new Flow(details);
    private long[] slots = new long[1024]; // hash 32, record's index + 1 in 32; 0 is free
    private int size;
    private long serials;

    /// @param firstSerial of the lane, so that serials of lanes differ
    public FlowTable(int capacity, long firstSerial) {
        this.capacity = capacity;
        this.serials = firstSerial;
    }

    public int size() {
        return size;
    }

    public int capacity() {
        return capacity;
    }

    public boolean isFull() {
        return size >= capacity;
    }

    /// The flow of a packet, or null. [Flow#from()] tells which direction the packet has. Valid
    /// until the next find or open.
    public Flow find(
            long sourceHigh,
            long sourceLow,
            long destinationHigh,
            long destinationLow,
            int sourcePort,
            int destinationPort,
            int transport,
            int keyVlan) {
        int hash =
                hash(
                        sourceHigh,
                        sourceLow,
                        destinationHigh,
                        destinationLow,
                        sourcePort,
                        destinationPort,
                        transport,
                        keyVlan);
        int mask = slots.length - 1;
        for (int slot = hash & mask; slots[slot] != 0; slot = (slot + 1) & mask) {
            long entry = slots[slot];
            if ((int) (entry >>> 32) != hash) {
                continue;
            }
            Flow flow = bind(found, (int) entry - 1);
            if (flow.isOf(
                    sourceHigh,
                    sourceLow,
                    destinationHigh,
                    destinationLow,
                    ports(sourcePort, destinationPort, keyVlan),
                    transport)) {
                flow.from = Direction.ORIGINATOR;
                return flow;
            }
            if (flow.isOf(
                    destinationHigh,
                    destinationLow,
                    sourceHigh,
                    sourceLow,
                    ports(destinationPort, sourcePort, keyVlan),
                    transport)) {
                flow.from = Direction.RESPONDER;
                return flow;
            }
        }
        return null;
    }

    /// A new flow whose originator is the packet's sender. The caller has made room before:
    /// [#isFull], [#victim]. Valid until the next find or open.
    public Flow open(
            long sourceHigh,
            long sourceLow,
            long destinationHigh,
            long destinationLow,
            int sourcePort,
            int destinationPort,
            int transport,
            int keyVlan,
            int idleClass,
            long nowNs) {
        if (size * 2 >= slots.length) {
            grow();
        }
        Flow flow = bind(found, records.take());
        flow.from = Direction.ORIGINATOR;
        flow.open(
                sourceHigh,
                sourceLow,
                destinationHigh,
                destinationLow,
                ports(sourcePort, destinationPort, keyVlan),
                transport,
                ++serials,
                nowNs);
        insert((long) hash(flow) << 32 | flow.index + 1);
        size++;
        idle.link(flow, idleClass);
        return flow;
    }

    /// Another view of the same flow, which stays with it as long as it is in the table. Allocates.
    public Flow another(Flow flow) {
        return bind(new Flow(details), flow.index);
    }

    /// Notes activity. A flow changes its place in the list at most once in [#IDLE_STEP_NS]: moving
    /// it touches three other flows, which are rarely in the cache.
    public void touch(Flow flow, long nowNs) {
        flow.lastNs(nowNs);
        if (nowNs - flow.linkedNs() >= IDLE_STEP_NS) {
            if (idle.isNewest(flow)) {
                flow.linkedNs(nowNs);
            } else {
                idle.unlink(flow);
                idle.link(flow, flow.idleClass());
            }
        }
    }

    /// Puts the flow into another idle class.
    public void reclass(Flow flow, int idleClass) {
        if (flow.idleClass() != idleClass) {
            idle.unlink(flow);
            idle.link(flow, idleClass);
        }
    }

    public int idleClass(Flow flow) {
        return flow.idleClass();
    }

    /// The flow of a class that was idle longest, to [#IDLE_STEP_NS], or null. Valid until the next
    /// is asked for.
    public Flow oldest(int idleClass) {
        int oldest = idle.oldest(idleClass);
        return oldest == 0 ? null : bind(idlest, oldest - 1);
    }

    /// Whom a full table gives up; null when it is empty. Valid until the next is asked for.
    public Flow victim() {
        for (int list = 0; list < LISTS; list++) {
            if (idle.oldest(list) != 0) {
                return oldest(list);
            }
        }
        return null;
    }

    /// Takes a flow out; its serial is gone for good and the record will serve another flow.
    public void remove(Flow flow) {
        int mask = slots.length - 1;
        int hole = hash(flow) & mask;
        while ((int) slots[hole] != flow.index + 1) {
            hole = (hole + 1) & mask;
        }
        for (int next = (hole + 1) & mask; slots[next] != 0; next = (next + 1) & mask) {
            int home = (int) (slots[next] >>> 32);
            if (((next - home) & mask) >= ((next - hole) & mask)) {
                slots[hole] = slots[next];
                hole = next;
            }
        }
        slots[hole] = 0;
        idle.unlink(flow);
        size--;
        flow.dropDetails();
        records.giveBack(flow.index);
    }

    private Flow bind(Flow view, int index) {
        return view.bind(records.chunk(index), FlowRecords.at(index), index);
    }

    private void insert(long entry) {
        int mask = slots.length - 1;
        int slot = (int) (entry >>> 32) & mask;
        while (slots[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        slots[slot] = entry;
    }

    private void grow() {
        long[] old = slots;
        slots = new long[Math.multiplyExact(old.length, 2)];
        for (long entry : old) {
            if (entry != 0) {
                insert(entry);
            }
        }
    }

    private static long ports(int originator, int responder, int keyVlan) {
        return (long) originator << 48 | (long) responder << 32 | keyVlan & 0xFFFF_FFFFL;
    }

    private int hash(Flow flow) {
        return hash(
                flow.originatorHigh(),
                flow.originatorLow(),
                flow.responderHigh(),
                flow.responderLow(),
                flow.originatorPort(),
                flow.responderPort(),
                flow.transport(),
                flow.keyVlan());
    }

    /// The same for both directions; never 0. Keyed with a number of this table's own, so that
    /// nobody on the wire can choose addresses that share a slot; what comes out of the table does
    /// not depend on it.
    private int hash(
            long sourceHigh,
            long sourceLow,
            long destinationHigh,
            long destinationLow,
            int sourcePort,
            int destinationPort,
            int transport,
            int keyVlan) {
        long a = end(sourceHigh, sourceLow, sourcePort);
        long b = end(destinationHigh, destinationLow, destinationPort);
        long h = (a + b ^ ((long) keyVlan << 8 | transport)) * 0xD6E8FEB86659FD93L;
        int hash = (int) (h >>> 32);
        return hash == 0 ? 1 : hash;
    }

    private long end(long high, long low, int port) {
        long h = (low ^ seed) * 0x9E3779B97F4A7C15L;
        h = ((h ^ h >>> 32) + (high ^ seed)) * 0xC2B2AE3D27D4EB4FL;
        h = ((h ^ h >>> 29) + port) * 0xBF58476D1CE4E5B9L;
        return h ^ h >>> 32;
    }
}
