package io.wardtap.appliance.pipeline;

import io.wardtap.protocol.bytes.Bytes;

/// Fixed layout of folded opening packets: one source, one port, one minute.
public final class UnansweredUnit {
    public static final int BYTES = 80;

    private static final int SOURCE = 0;
    private static final int FIRST_DESTINATION = 16;
    private static final int PORT = 32;
    private static final int TRANSPORT = 34;
    private static final int VLAN = 36;
    private static final int SOURCE_MAC = 40;
    private static final int FIRST_NS = 48;
    private static final int LAST_NS = 56;
    private static final int OPENINGS = 64;
    private static final int DESTINATIONS = 72;

    private byte[] at;
    private int start;

    public UnansweredUnit(byte[] segment, int start) {
        this.at = segment;
        this.start = start;
    }

    /// Moves the view, for the lane, which makes no new one a unit.
    UnansweredUnit wrap(byte[] segment, int at) {
        this.at = segment;
        this.start = at;
        return this;
    }

    public void put(
            long sourceHigh,
            long sourceLow,
            long destinationHigh,
            long destinationLow,
            int port,
            int transport,
            int vlan,
            long sourceMac,
            long firstNs,
            long lastNs,
            long openings,
            long destinations) {
        Bytes.putU64(at, start + SOURCE, sourceHigh);
        Bytes.putU64(at, start + SOURCE + 8, sourceLow);
        Bytes.putU64(at, start + FIRST_DESTINATION, destinationHigh);
        Bytes.putU64(at, start + FIRST_DESTINATION + 8, destinationLow);
        Bytes.putU16(at, start + PORT, port);
        Bytes.putU16(at, start + TRANSPORT, transport);
        Bytes.putU16(at, start + VLAN, vlan);
        Bytes.putU64(at, start + SOURCE_MAC, sourceMac);
        Bytes.putU64(at, start + FIRST_NS, firstNs);
        Bytes.putU64(at, start + LAST_NS, lastNs);
        Bytes.putU64(at, start + OPENINGS, openings);
        Bytes.putU64(at, start + DESTINATIONS, destinations);
    }

    public long sourceHigh() {
        return Bytes.u64(at, start + SOURCE);
    }

    public long sourceLow() {
        return Bytes.u64(at, start + SOURCE + 8);
    }

    /// The first destination; others of the minute are only counted.
    public long destinationHigh() {
        return Bytes.u64(at, start + FIRST_DESTINATION);
    }

    public long destinationLow() {
        return Bytes.u64(at, start + FIRST_DESTINATION + 8);
    }

    /// Destination port.
    public int port() {
        return Bytes.u16(at, start + PORT);
    }

    public int transport() {
        return Bytes.u16(at, start + TRANSPORT);
    }

    public int vlan() {
        return Bytes.u16(at, start + VLAN);
    }

    public long sourceMac() {
        return Bytes.u64(at, start + SOURCE_MAC);
    }

    public long firstNs() {
        return Bytes.u64(at, start + FIRST_NS);
    }

    public long lastNs() {
        return Bytes.u64(at, start + LAST_NS);
    }

    /// Flows that were opened and never answered.
    public long openings() {
        return Bytes.u64(at, start + OPENINGS);
    }

    /// Changes of destination seen, plus one: an upper bound of distinct destinations.
    public long destinations() {
        return Bytes.u64(at, start + DESTINATIONS);
    }
}
