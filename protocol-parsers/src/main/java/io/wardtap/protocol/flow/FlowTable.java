package io.wardtap.protocol.flow;

import java.util.Arrays;
import java.util.SplittableRandom;

/// The lane's flows by address pair, port pair and transport, both directions of a flow in one
/// entry. Open addressing over an array of hashes, so that a miss touches no flow. Bounded: when it
/// is full, the flow idle longest goes, unanswered openings first. Flows of one idle class stand in
/// a list by last activity, so that expiry looks at the oldest only. Confined to the lane's thread;
/// allocates while it grows, nothing once warm.
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
    private int[] hashes = new int[1024]; // 0 is free
    private Flow[] flows = new Flow[1024];
    private final Flow[] oldest = new Flow[LISTS];
    private final Flow[] newest = new Flow[LISTS];
    private Flow free;
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

    /// The flow of a packet, or null. [Flow#originatorHigh] and its kin tell which direction the
    /// packet has.
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
        int mask = hashes.length - 1;
        for (int slot = hash & mask; hashes[slot] != 0; slot = (slot + 1) & mask) {
            if (hashes[slot] != hash) {
                continue;
            }
            Flow flow = flows[slot];
            if (flow.transport != transport || flow.keyVlan != keyVlan) {
                continue;
            }
            if (flow.originatorLow == sourceLow
                    && flow.responderLow == destinationLow
                    && flow.originatorPort == sourcePort
                    && flow.responderPort == destinationPort
                    && flow.originatorHigh == sourceHigh
                    && flow.responderHigh == destinationHigh) {
                return flow;
            }
            if (flow.originatorLow == destinationLow
                    && flow.responderLow == sourceLow
                    && flow.originatorPort == destinationPort
                    && flow.responderPort == sourcePort
                    && flow.originatorHigh == destinationHigh
                    && flow.responderHigh == sourceHigh) {
                return flow;
            }
        }
        return null;
    }

    /// A new flow whose originator is the packet's sender. The caller has made room before:
    /// [#isFull], [#victim].
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
        if (size * 2 >= hashes.length) {
            grow();
        }
        Flow flow = free;
        if (flow == null) {
            flow = new Flow();
        } else {
            free = flow.newer;
        }
        flow.clear();
        flow.originatorHigh = sourceHigh;
        flow.originatorLow = sourceLow;
        flow.responderHigh = destinationHigh;
        flow.responderLow = destinationLow;
        flow.originatorPort = sourcePort;
        flow.responderPort = destinationPort;
        flow.transport = transport;
        flow.keyVlan = keyVlan;
        flow.serial = ++serials;
        flow.beginNs = nowNs;
        flow.lastNs = nowNs;
        flow.hash =
                hash(
                        sourceHigh,
                        sourceLow,
                        destinationHigh,
                        destinationLow,
                        sourcePort,
                        destinationPort,
                        transport,
                        keyVlan);
        insert(flow);
        size++;
        link(flow, idleClass);
        return flow;
    }

    /// Whether the packet's sender is the flow's originator.
    public static Direction direction(Flow flow, long sourceHigh, long sourceLow, int sourcePort) {
        return flow.originatorLow == sourceLow
                        && flow.originatorPort == sourcePort
                        && flow.originatorHigh == sourceHigh
                ? Direction.ORIGINATOR
                : Direction.RESPONDER;
    }

    /// Notes activity. A flow changes its place in the list at most once in [#IDLE_STEP_NS]: moving
    /// it touches three other flows, which are rarely in the cache.
    public void touch(Flow flow, long nowNs) {
        flow.lastNs = nowNs;
        if (nowNs - flow.linkedNs >= IDLE_STEP_NS) {
            if (newest[flow.list] == flow) {
                flow.linkedNs = nowNs;
            } else {
                unlink(flow);
                link(flow, flow.list);
            }
        }
    }

    /// Puts the flow into another idle class.
    public void reclass(Flow flow, int idleClass) {
        if (flow.list != idleClass) {
            unlink(flow);
            link(flow, idleClass);
        }
    }

    public int idleClass(Flow flow) {
        return flow.list;
    }

    /// The flow of a class that was idle longest, to [#IDLE_STEP_NS], or null.
    public Flow oldest(int idleClass) {
        return oldest[idleClass];
    }

    /// Whom a full table gives up; null when it is empty.
    public Flow victim() {
        for (int list = 0; list < LISTS; list++) {
            if (oldest[list] != null) {
                return oldest[list];
            }
        }
        return null;
    }

    /// Takes a flow out; its serial is gone for good and the object will serve another flow.
    public void remove(Flow flow) {
        int mask = hashes.length - 1;
        int hole = flow.hash & mask;
        while (flows[hole] != flow) {
            hole = (hole + 1) & mask;
        }
        for (int next = (hole + 1) & mask; hashes[next] != 0; next = (next + 1) & mask) {
            if (((next - hashes[next]) & mask) >= ((next - hole) & mask)) {
                hashes[hole] = hashes[next];
                flows[hole] = flows[next];
                hole = next;
            }
        }
        hashes[hole] = 0;
        flows[hole] = null;
        unlink(flow);
        size--;
        flow.serial = 0;
        flow.older = null;
        flow.newer = free;
        free = flow;
    }

    private void insert(Flow flow) {
        int mask = hashes.length - 1;
        int slot = flow.hash & mask;
        while (hashes[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        hashes[slot] = flow.hash;
        flows[slot] = flow;
    }

    private void grow() {
        Flow[] old = flows;
        int length = Math.multiplyExact(old.length, 2);
        hashes = new int[length];
        flows = new Flow[length];
        Arrays.stream(old).filter(flow -> flow != null).forEach(this::insert);
    }

    private void link(Flow flow, int list) {
        flow.list = list;
        flow.linkedNs = flow.lastNs;
        flow.older = newest[list];
        flow.newer = null;
        if (newest[list] != null) {
            newest[list].newer = flow;
        } else {
            oldest[list] = flow;
        }
        newest[list] = flow;
    }

    private void unlink(Flow flow) {
        if (flow.older != null) {
            flow.older.newer = flow.newer;
        } else {
            oldest[flow.list] = flow.newer;
        }
        if (flow.newer != null) {
            flow.newer.older = flow.older;
        } else {
            newest[flow.list] = flow.older;
        }
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
