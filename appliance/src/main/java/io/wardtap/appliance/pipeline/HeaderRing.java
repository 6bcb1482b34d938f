package io.wardtap.appliance.pipeline;

import io.wardtap.protocol.DecodedPacket;
import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.link.LinkType;
import io.wardtap.protocol.pcap.PacketRecord;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// The headers of a lane's latest packets, for a recorder beside the line: a ring of slots that the
/// lane writes over without asking anybody. Whoever reads finds out when a slot was written over
/// meanwhile. Writing: the lane's thread, allocates nothing; reading: any thread.
public final class HeaderRing {
    /// Of a packet's headers, with VLAN tags and without options: more than any we decode has.
    static final int HEADER_BYTES = 120;

    private static final int KEY = 0;
    private static final int TIME = 8;
    private static final int CAPTURED = 16;
    private static final int WIRE = 20;
    private static final int LINK_TYPE = 24;
    private static final int INTERFACE = 28;
    private static final int HEADERS = 32;
    private static final int SLOT_BYTES = HEADERS + HEADER_BYTES;
    private static final VarHandle VERSION = MethodHandles.arrayElementVarHandle(long[].class);
    private static final VarHandle WRITTEN;

    static {
        try {
            WRITTEN = MethodHandles.lookup().findVarHandle(HeaderRing.class, "written", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /// One packet's headers as copied out of the ring.
    public static final class Copy {
        final byte[] slot = new byte[SLOT_BYTES];

        public long timeNs() {
            return Bytes.u64(slot, TIME);
        }

        public long key() {
            return Bytes.u64(slot, KEY);
        }

        public int capturedLength() {
            return (int) Bytes.u32(slot, CAPTURED);
        }

        public long wireLength() {
            return Bytes.u32(slot, WIRE);
        }

        public int linkType() {
            return (int) Bytes.u32(slot, LINK_TYPE);
        }

        public int interfaceIndex() {
            return (int) Bytes.u32(slot, INTERFACE);
        }

        /// The headers, then zeroes: of the packet's captured bytes as many as the array has room
        /// for.
        public void headers(byte[] into) {
            int n = Math.min(Math.min(HEADER_BYTES, capturedLength()), into.length);
            System.arraycopy(slot, HEADERS, into, 0, n);
        }
    }

    private final byte[] slots;
    private final long[] versions; // of a slot: odd while it is being written
    private final int capacity;

    @SuppressWarnings("unused") // through the handle only
    private long written;

    private long next; // lane

    /// @param bytes that the ring may take
    public HeaderRing(long bytes) {
        capacity = (int) Long.highestOneBit(Math.clamp(bytes / SLOT_BYTES, 16, 1 << 23));
        slots = new byte[capacity * SLOT_BYTES];
        versions = new long[capacity];
    }

    /// The same for both directions of a flow, whatever its VLAN.
    public static long key(
            long highA, long lowA, int portA, long highB, long lowB, int portB, int transport) {
        long sum = end(highA, lowA, portA) + end(highB, lowB, portB);
        return (sum ^ transport) * 0xD6E8FEB86659FD93L;
    }

    private static long end(long high, long low, int port) {
        long h = (low ^ low >>> 29) * 0x9E3779B97F4A7C15L;
        h = ((h ^ h >>> 32) + high) * 0xC2B2AE3D27D4EB4FL;
        h = ((h ^ h >>> 29) + port) * 0xBF58476D1CE4E5B9L;
        return h ^ h >>> 32;
    }

    /// Takes an IP packet's headers; the oldest ones go.
    void add(DecodedPacket packet, PacketRecord record, long timeNs) {
        int at = slot(next);
        VERSION.setOpaque(versions, place(next), 2 * next + 1);
        VarHandle.storeStoreFence();
        Bytes.putU64(
                slots,
                at + KEY,
                key(
                        packet.sourceHigh(),
                        packet.sourceLow(),
                        packet.sourcePort(),
                        packet.destinationHigh(),
                        packet.destinationLow(),
                        packet.destinationPort(),
                        packet.ipProtocol()));
        Bytes.putU64(slots, at + TIME, timeNs);
        // of a packet in a tunnel the inner one only: outer headers have options, too
        boolean inner = packet.isInTunnel();
        int skipped = inner ? packet.ipStart() - record.start : 0;
        Bytes.putU32(slots, at + CAPTURED, record.capturedLength - skipped);
        Bytes.putU32(slots, at + WIRE, Math.min(record.wireLength - skipped, Integer.MAX_VALUE));
        Bytes.putU32(slots, at + LINK_TYPE, inner ? LinkType.RAW : record.linkType);
        Bytes.putU32(slots, at + INTERFACE, record.interfaceIndex);
        for (int i = 0; i < HEADER_BYTES; i += Long.BYTES) {
            Bytes.putU64(slots, at + HEADERS + i, 0);
        }
        PacketHeaders.copy(
                packet, record.bytes, record.start + skipped, slots, at + HEADERS, HEADER_BYTES);
        VERSION.setRelease(versions, place(next), 2 * next + 2);
        next++;
        WRITTEN.setRelease(this, next);
    }

    /// Packets taken so far; those before [#oldest()] are gone.
    public long written() {
        return (long) WRITTEN.getAcquire(this);
    }

    public long oldest() {
        return Math.max(0, written() - capacity);
    }

    /// The flow of a packet, to see whether it is worth a copy. It may be another's already.
    public long keyOf(long number) {
        return Bytes.u64(slots, slot(number) + KEY);
    }

    /// Copies a packet's headers out.
    ///
    /// @return false when they were written over, before or meanwhile
    public boolean copy(long number, Copy into) {
        long version = (long) VERSION.getAcquire(versions, place(number));
        if (version != 2 * number + 2) {
            return false;
        }
        System.arraycopy(slots, slot(number), into.slot, 0, SLOT_BYTES);
        VarHandle.loadLoadFence();
        return (long) VERSION.getOpaque(versions, place(number)) == version;
    }

    private int place(long number) {
        return (int) number & capacity - 1;
    }

    private int slot(long number) {
        return place(number) * SLOT_BYTES;
    }
}
