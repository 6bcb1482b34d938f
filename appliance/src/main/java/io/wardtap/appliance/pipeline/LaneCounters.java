package io.wardtap.appliance.pipeline;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.identify.Protocol;
import io.wardtap.protocol.identify.Protocols;
import io.wardtap.protocol.status.DecodeEvent;
import io.wardtap.protocol.tunnel.TunnelKind;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;

/// Everything a lane counts, in one array: written by the lane, read by any thread a little late,
/// and copied whole into a tick so that analysis sees the counters of one moment of packet time.
public class LaneCounters {
    public static final int PACKETS = 0;
    public static final int BYTES = 1;
    public static final int FLOWS_TCP = 2;
    public static final int FLOWS_UDP = 3;
    public static final int FLOWS_ICMP = 4;
    public static final int FLOWS_OTHER = 5;
    public static final int TCP_MIDSTREAM = 6;
    public static final int TCP_GAP_BYTES = 7;
    public static final int TCP_OVERLAP_CONFLICTS = 8;
    public static final int TCP_OUT_OF_ORDER = 9;
    public static final int TCP_RETRANSMITTED = 10;
    public static final int TCP_OUT_OF_WINDOW = 11;
    public static final int UNINSPECTED_BYTES = 12;
    public static final int FLOWS_ACTIVE = 13;
    public static final int FLOW_EVICTIONS = 14;
    public static final int ASSEMBLER_EVICTIONS = 15;
    public static final int FOLD_EVICTIONS = 16;
    public static final int UNANSWERED_OPENINGS = 17;
    public static final int UNITS_REFUSED = 18;
    public static final int FRAGMENTS = 19;
    public static final int ARP_PACKETS = 20;
    public static final int VLAN_PACKETS = 21;
    public static final int ONE_WAY_FLOWS = 22;
    public static final int TRUNCATED_PACKETS = 23;
    public static final int UNITS = 24;
    public static final int LAST_PACKET_NS = 25;

    /// Under load, whole packets that were not looked at.
    public static final int PACKETS_SHED = 26;

    public static final int BYTES_SHED = 27;

    /// Under load, framers' units that were not handed on, and their bytes.
    public static final int UNITS_SHED = 28;

    public static final int UNIT_BYTES_SHED = 29;

    /// Datagrams put together from fragments, and those given up.
    public static final int FRAGMENT_DATAGRAMS = 30;

    public static final int FRAGMENT_INCOMPLETE = 31;
    public static final int FRAGMENT_TIMED_OUT = 32;
    public static final int FRAGMENT_EVICTED = 33;
    public static final int FRAGMENT_WITHOUT_FIRST = 34;

    /// Fragments that overlap earlier ones, and those of them with other bytes.
    public static final int FRAGMENT_OVERLAPS = 35;

    public static final int FRAGMENT_CONFLICTS = 36;
    public static final int FRAGMENT_OVERSIZE = 37;
    public static final int FRAGMENT_TINY = 38;

    /// Digests that made room while a copy might still have come.
    public static final int DUPLICATE_EVICTIONS = 39;

    /// Interfaces that something was counted of, up to the last one.
    public static final int INTERFACES_USED = 40;

    private static final int DECODE = 41;
    private static final DecodeEvent[] EVENTS = DecodeEvent.values();
    private static final VarHandle VALUE = MethodHandles.arrayElementVarHandle(long[].class);

    private static final int TUNNELS = DECODE + EVENTS.length;
    private static final int[] KINDS = new int[Protocols.ALL.size()];

    /// Interfaces that are told apart; further ones count as the last.
    public static final int INTERFACES = 64;

    private static final Sight[] SIGHTS = Sight.values();
    private static final int SIGHT;

    /// How many counters there are.
    public static final int COUNT;

    static {
        int next = TUNNELS + TunnelKind.ALL.size();
        for (int i = 0; i < KINDS.length; i++) {
            KINDS[i] = next;
            next += Protocols.ALL.get(i).kinds().size();
        }
        SIGHT = next;
        COUNT = next + INTERFACES * SIGHTS.length;
    }

    private final long[] values = new long[COUNT];

    void add(int counter, long n) {
        VALUE.setOpaque(values, counter, values[counter] + n);
    }

    void set(int counter, long value) {
        VALUE.setOpaque(values, counter, value);
    }

    /// A packet of an interface was not looked at.
    void countShed(int interfaceIndex, int bytes) {
        add(PACKETS_SHED, 1);
        add(BYTES_SHED, bytes);
        see(interfaceIndex, Sight.SHED, 1);
    }

    /// Counts for an interface, by its index as packets carry it.
    void see(int interfaceIndex, Sight what, long n) {
        int slot = Math.clamp(interfaceIndex, 0, INTERFACES - 1);
        if (slot >= values[INTERFACES_USED]) {
            set(INTERFACES_USED, slot + 1);
        }
        add(sightAt(slot, what), n);
    }

    private static int sightAt(int interfaceIndex, Sight what) {
        return SIGHT
                + Math.clamp(interfaceIndex, 0, INTERFACES - 1) * SIGHTS.length
                + what.ordinal();
    }

    /// What was counted of one interface.
    public long sight(int interfaceIndex, Sight what) {
        return get(sightAt(interfaceIndex, what));
    }

    /// What was counted of all interfaces together.
    public long sight(Sight what) {
        long sum = 0;
        long used = get(INTERFACES_USED);
        for (int i = 0; i < used; i++) {
            sum += get(sightAt(i, what));
        }
        return sum;
    }

    void count(DecodeEvent event) {
        add(DECODE + event.ordinal(), 1);
    }

    /// A packet came in tunnels of these kinds, a set of [TunnelKind#bit()].
    void countTunnels(int kinds) {
        for (int left = kinds; left != 0; left &= left - 1) {
            add(TUNNELS + Integer.numberOfTrailingZeros(left), 1);
        }
    }

    void countKind(int protocol, int kind) {
        if (kind >= 0 && kind < Protocols.ALL.get(protocol).kinds().size()) {
            add(KINDS[protocol] + kind, 1);
        }
    }

    public long get(int counter) {
        return (long) VALUE.getOpaque(values, counter);
    }

    public long decodeEvents(DecodeEvent event) {
        return get(DECODE + event.ordinal());
    }

    /// Packets that came in a tunnel of this kind.
    public long tunnels(TunnelKind kind) {
        return get(TUNNELS + kind.ordinal());
    }

    /// What a protocol's framer counted of a kind, an index into [Protocol#kinds()].
    public long kind(int protocol, int kind) {
        return get(KINDS[protocol] + kind);
    }

    /// Bytes that [#copyTo] writes: those of interfaces that were never used are left out.
    int copyBytes() {
        return 8 * used(values[INTERFACES_USED]);
    }

    private static int used(long interfaces) {
        return SIGHT + Math.clamp(interfaces, 0, INTERFACES) * SIGHTS.length;
    }

    void copyTo(byte[] bytes, int start) {
        int used = used(values[INTERFACES_USED]);
        for (int i = 0; i < used; i++) {
            Bytes.putU64(bytes, start + 8 * i, values[i]);
        }
    }

    /// The sum of several lanes' counters.
    public static LaneCounters sum(List<LaneCounters> lanes) {
        return new SummedCounters(lanes.toArray(LaneCounters[]::new));
    }

    /// Takes over another's.
    public void copyFrom(LaneCounters other) {
        for (int i = 0; i < COUNT; i++) {
            set(i, other.get(i));
        }
    }

    /// Takes over what a tick carries.
    public void copyFrom(byte[] bytes, int start) {
        int used = used(Bytes.u64(bytes, start + 8 * INTERFACES_USED));
        for (int i = 0; i < used; i++) {
            set(i, Bytes.u64(bytes, start + 8 * i));
        }
    }
}
