package io.wardtap.appliance.pipeline;

import io.wardtap.protocol.flow.Flow;

import java.util.SplittableRandom;

/// Folds opening packets that nobody answered: one entry a source, port and minute. Bounded; a full
/// table tells its oldest entry early. Confined to the lane's thread; entries are reused.
final class UnansweredFold {
    static final int CAPACITY = 8192;
    private static final long MINUTE_NS = 60 * LaneClock.SECOND;

    private static final class Entry {
        long sourceHigh;
        long sourceLow;
        long destinationHigh;
        long destinationLow;
        long lastDestinationHigh;
        long lastDestinationLow;
        int port;
        int transport;
        int vlan;
        int interfaceIndex;
        long sourceMac;
        long minute;
        long firstNs;
        long lastNs;
        long openings;
        long destinations;
    }

    /// Where told entries go.
    interface Teller {
        void tell(UnansweredFold fold);

        /// Whether one more can be told now.
        boolean hasRoom();
    }

    private final Entry[] queue = new Entry[CAPACITY]; // ring in order of first opening
    private final int[] table = new int[CAPACITY * 4]; // ring index + 1, 0 is free
    private final long seed = new SplittableRandom().nextLong();
    private int head;
    private int size;
    private Entry told;

    /// Adds a flow that ended with its opening unanswered.
    ///
    /// @return whether an entry had to be told early to make room
    boolean add(Flow flow, Teller teller) {
        long minute = Math.floorDiv(flow.beginNs(), MINUTE_NS);
        int slot = slot(flow, minute);
        boolean evicted = false;
        if (table[slot] == 0) {
            if (size == CAPACITY) {
                tellOldest(teller);
                evicted = true;
                slot = slot(flow, minute);
            }
            int at = (head + size) % CAPACITY;
            if (queue[at] == null) {
                queue[at] = new Entry();
            }
            size++;
            open(queue[at], flow, minute);
            table[slot] = at + 1;
        }
        Entry entry = queue[table[slot] - 1];
        entry.openings += flow.originator.packets() > 0 ? 1 : 0;
        entry.lastNs = Math.max(entry.lastNs, flow.lastNs());
        if (entry.lastDestinationLow != flow.responderLow()
                || entry.lastDestinationHigh != flow.responderHigh()) {
            entry.destinations++;
            entry.lastDestinationHigh = flow.responderHigh();
            entry.lastDestinationLow = flow.responderLow();
        }
        return evicted;
    }

    /// Tells entries whose minute ended before `beforeNs`, as far as there is room.
    void tellUntil(long beforeNs, Teller teller) {
        while (size > 0 && (queue[head].minute + 1) * MINUTE_NS <= beforeNs && teller.hasRoom()) {
            tellOldest(teller);
        }
    }

    void tellAll(Teller teller) {
        while (size > 0) {
            tellOldest(teller);
        }
    }

    /// Writes the entry being told.
    void put(UnansweredUnit unit) {
        unit.put(
                told.sourceHigh,
                told.sourceLow,
                told.destinationHigh,
                told.destinationLow,
                told.port,
                told.transport,
                told.vlan,
                told.sourceMac,
                told.firstNs,
                told.lastNs,
                told.openings,
                told.destinations);
    }

    int interfaceIndex() {
        return told.interfaceIndex;
    }

    private void open(Entry entry, Flow flow, long minute) {
        entry.sourceHigh = flow.originatorHigh();
        entry.sourceLow = flow.originatorLow();
        entry.destinationHigh = flow.responderHigh();
        entry.destinationLow = flow.responderLow();
        entry.lastDestinationHigh = flow.responderHigh();
        entry.lastDestinationLow = flow.responderLow();
        entry.port = flow.responderPort();
        entry.transport = flow.transport();
        entry.vlan = flow.vlan();
        entry.interfaceIndex = flow.interfaceIndex();
        entry.sourceMac = flow.originatorMac();
        entry.minute = minute;
        entry.firstNs = flow.beginNs();
        entry.lastNs = flow.lastNs();
        entry.openings = 0;
        entry.destinations = 1;
    }

    private void tellOldest(Teller teller) {
        told = queue[head];
        int slot = slot(told);
        head = (head + 1) % CAPACITY;
        size--;
        removeAt(slot);
        teller.tell(this);
        told = null;
    }

    private int slot(Flow flow, long minute) {
        return slot(
                flow.originatorHigh(),
                flow.originatorLow(),
                flow.responderPort(),
                flow.transport(),
                minute);
    }

    private int slot(Entry e) {
        return slot(e.sourceHigh, e.sourceLow, e.port, e.transport, e.minute);
    }

    private int slot(long sourceHigh, long sourceLow, int port, int transport, long minute) {
        int mask = table.length - 1;
        int slot = home(sourceHigh, sourceLow, port, transport, minute);
        while (table[slot] != 0) {
            Entry e = queue[table[slot] - 1];
            if (e.sourceLow == sourceLow
                    && e.port == port
                    && e.minute == minute
                    && e.transport == transport
                    && e.sourceHigh == sourceHigh) {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private int home(long sourceHigh, long sourceLow, int port, int transport, long minute) {
        long h = (sourceLow ^ seed) * 0xBF58476D1CE4E5B9L;
        h = (h ^ h >>> 32) + (sourceHigh ^ seed);
        h = (h * 0x9E3779B97F4A7C15L + port) * 0xC2B2AE3D27D4EB4FL + transport + minute * 65599;
        return (int) (h ^ h >>> 32) & table.length - 1;
    }

    private void removeAt(int slot) {
        int mask = table.length - 1;
        int hole = slot;
        for (int next = (hole + 1) & mask; table[next] != 0; next = (next + 1) & mask) {
            Entry e = queue[table[next] - 1];
            int home = home(e.sourceHigh, e.sourceLow, e.port, e.transport, e.minute);
            if (((next - home) & mask) >= ((next - hole) & mask)) {
                table[hole] = table[next];
                hole = next;
            }
        }
        table[hole] = 0;
    }
}
