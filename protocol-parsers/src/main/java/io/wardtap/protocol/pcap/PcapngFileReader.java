package io.wardtap.protocol.pcap;

import io.wardtap.protocol.bytes.Bytes;

/// Reads pcapng (draft-ietf-opsawg-pcapng): sections of either byte order, interface descriptions,
/// enhanced, simple and obsolete packet blocks; all other blocks are stepped over. Both lengths of
/// every block must agree. Allocates nothing per packet.
final class PcapngFileReader extends RecordReader {
    static final long SECTION_HEADER = 0x0A0D0D0AL;

    /// The longest block whose contents are read: a packet with a megabyte of options.
    static final int MAX_READ_BYTES = ByteWindow.MAX_LENGTH;

    /// The longest block that is stepped over: lists of names and secrets reach some megabytes.
    static final int MAX_SKIPPED_BYTES = 16 << 20;

    private static final long BYTE_ORDER_MAGIC = 0x1A2B3C4DL;
    private static final long BYTE_ORDER_MAGIC_SWAPPED = 0x4D3C2B1AL;
    private static final int BYTE_ORDER = 8;
    private static final int VERSION_MAJOR = 12;
    private static final int MIN_SECTION_HEADER_BYTES = 28;

    private static final int INTERFACE_DESCRIPTION = 1;
    private static final int OBSOLETE_PACKET = 2;
    private static final int SIMPLE_PACKET = 3;
    private static final int INTERFACE_STATISTICS = 5;
    private static final int ENHANCED_PACKET = 6;

    /// Type and length before a block's body, length behind it.
    private static final int MIN_BLOCK_BYTES = 12;

    private static final int TRAILER_BYTES = 4;
    private static final int SIMPLE_DATA = 12;

    /// Enhanced and obsolete blocks: interface, time, captured and original length.
    private static final int PACKET_INTERFACE = 8;

    private static final int PACKET_TIME = 12;
    private static final int PACKET_LENGTHS = 20;
    private static final int PACKET_DATA = 28;

    private static final String CUT_BLOCK = "cut in the middle of a block";
    private static final String BAD_LENGTH = "a block's length is impossible";
    private static final String LENGTHS_DIFFER = "a block's two lengths differ";
    private static final String BAD_PACKET_LENGTH = "a packet is longer than its block";
    private static final String NO_INTERFACE = "a packet of an interface that was not described";
    private static final String BAD_OPTION = "an option is longer than its block";
    private static final String TOO_MANY = "too many interfaces";
    private static final String NO_BYTE_ORDER = "a section header without a byte order";
    private static final String VERSION = "a section of an unknown version of pcapng";

    private final InterfaceTable interfaces = new InterfaceTable();
    private final InterfaceStatistics statistics = new InterfaceStatistics();
    private boolean littleEndian;
    private long lastTimeNs;

    PcapngFileReader(ByteWindow window) {
        super(window);
    }

    @Override
    public boolean next(PacketRecord packet) {
        while (damage() == null) {
            long at = offset;
            if (!window.require(at, MIN_BLOCK_BYTES)) {
                return ended(at, CUT_BLOCK);
            }
            byte[] bytes = window.segment();
            int block = window.position(at);
            long type = u32(bytes, block);
            if (type == SECTION_HEADER) {
                if (!section(at)) {
                    return false;
                }
                continue;
            }
            long length = u32(bytes, block + 4);
            if (!blockIsWhole(at, type, length)) {
                return false;
            }
            offset = at + length;
            boolean delivered =
                    switch ((int) type) {
                        case ENHANCED_PACKET -> packet(packet, at, length, false);
                        case SIMPLE_PACKET -> simplePacket(packet, at, length);
                        case OBSOLETE_PACKET -> packet(packet, at, length, true);
                        case INTERFACE_DESCRIPTION -> interfaceDescription(at, length);
                        case INTERFACE_STATISTICS -> interfaceStatistics(at, length);
                        default -> false;
                    };
            if (delivered) {
                packetOffset = at;
                return true;
            }
        }
        return false;
    }

    /// Checks a block's lengths against one another and the input, and brings it into the window:
    /// all of it when it is to be read, else its end.
    private boolean blockIsWhole(long at, long type, long length) {
        boolean read =
                isPacket(type) || type == INTERFACE_STATISTICS || type == INTERFACE_DESCRIPTION;
        if (length < MIN_BLOCK_BYTES
                || (length & 3) != 0
                || length > (read ? MAX_READ_BYTES : MAX_SKIPPED_BYTES)) {
            return damaged(at, (type | length) == 0 ? ZEROES : BAD_LENGTH);
        }
        long trailer = at + length - TRAILER_BYTES;
        if (!(read ? window.require(at, length) : window.require(trailer, TRAILER_BYTES))) {
            return damaged(at, isPacket(type) ? CUT : CUT_BLOCK);
        }
        return u32(window.segment(), window.position(trailer)) == length
                || damaged(at, LENGTHS_DIFFER);
    }

    private static boolean isPacket(long type) {
        return type == ENHANCED_PACKET || type == SIMPLE_PACKET || type == OBSOLETE_PACKET;
    }

    /// A section header (4.1): says the byte order of all up to the next one, its own length
    /// included.
    private boolean section(long at) {
        if (!window.require(at, MIN_SECTION_HEADER_BYTES)) {
            return damaged(at, CUT_BLOCK);
        }
        long magic = Bytes.u32(window.segment(), window.position(at) + BYTE_ORDER);
        if (magic != BYTE_ORDER_MAGIC && magic != BYTE_ORDER_MAGIC_SWAPPED) {
            return damaged(at, NO_BYTE_ORDER);
        }
        littleEndian = magic == BYTE_ORDER_MAGIC_SWAPPED;
        long length = u32(window.segment(), window.position(at) + 4);
        if (length < MIN_SECTION_HEADER_BYTES || (length & 3) != 0 || length > MAX_READ_BYTES) {
            return damaged(at, BAD_LENGTH);
        }
        if (!window.require(at, length)) {
            return damaged(at, CUT_BLOCK);
        }
        int block = window.position(at);
        if (u32(window.segment(), block + (int) length - TRAILER_BYTES) != length) {
            return damaged(at, LENGTHS_DIFFER);
        }
        if (u16(window.segment(), block + VERSION_MAJOR) != 1) {
            return damaged(at, VERSION);
        }
        interfaces.beginSection();
        statistics.beginSection();
        offset = at + length;
        return true;
    }

    /// @return false: no packet in it
    private boolean interfaceDescription(long at, long length) {
        if (length < InterfaceDescription.MIN_BLOCK_BYTES) {
            return rejected(at, BAD_LENGTH);
        }
        InterfaceDescription described =
                InterfaceDescription.read(
                        window.segment(), window.position(at), (int) length, littleEndian);
        if (described == null) {
            return rejected(at, BAD_OPTION);
        }
        return !interfaces.add(described) && rejected(at, TOO_MANY);
    }

    /// Counts only: what is wrong with them is no damage to the packets.
    ///
    /// @return false: no packet in it
    private boolean interfaceStatistics(long at, long length) {
        if (length < InterfaceStatistics.MIN_BLOCK_BYTES || !window.require(at, length)) {
            return false;
        }
        byte[] bytes = window.segment();
        int block = window.position(at);
        InterfaceDescription of =
                interfaces.ofSection(InterfaceStatistics.interfaceOf(bytes, block, littleEndian));
        if (of != null) {
            statistics.read(bytes, block, (int) length, littleEndian, of.index());
        }
        return false;
    }

    /// An enhanced packet block (4.3), or the obsolete one that differs in a shorter interface
    /// number and a count of drops behind it.
    private boolean packet(PacketRecord packet, long at, long length, boolean obsolete) {
        if (length < PACKET_DATA + TRAILER_BYTES) {
            return rejected(at, BAD_LENGTH);
        }
        byte[] bytes = window.segment();
        int block = window.position(at);
        InterfaceDescription source =
                interfaces.ofSection(
                        obsolete
                                ? u16(bytes, block + PACKET_INTERFACE)
                                : u32(bytes, block + PACKET_INTERFACE));
        if (source == null) {
            return rejected(at, NO_INTERFACE);
        }
        long ticks = u32(bytes, block + PACKET_TIME) << 32 | u32(bytes, block + PACKET_TIME + 4);
        long captured = u32(bytes, block + PACKET_LENGTHS);
        long original = u32(bytes, block + PACKET_LENGTHS + 4);
        if (captured > length - PACKET_DATA - TRAILER_BYTES) {
            return rejected(at, BAD_PACKET_LENGTH);
        }
        lastTimeNs = source.time().toNs(ticks);
        return deliver(packet, block + PACKET_DATA, captured, original, source, at);
    }

    /// A simple packet block (4.4): of the section's first interface, without a time; it gets that
    /// of the packet before.
    private boolean simplePacket(PacketRecord packet, long at, long length) {
        if (length < SIMPLE_DATA + TRAILER_BYTES) {
            return rejected(at, BAD_LENGTH);
        }
        InterfaceDescription source = interfaces.ofSection(0);
        if (source == null) {
            return rejected(at, NO_INTERFACE);
        }
        int block = window.position(at);
        long original = u32(window.segment(), block + 8);
        long captured = original;
        if (source.snapLength() != 0) {
            captured = Math.min(captured, source.snapLength());
        }
        long room = length - SIMPLE_DATA - TRAILER_BYTES;
        return deliver(packet, block + SIMPLE_DATA, Math.min(captured, room), original, source, at);
    }

    private boolean deliver(
            PacketRecord packet,
            int start,
            long captured,
            long original,
            InterfaceDescription source,
            long at) {
        if (captured > MAX_PACKET_BYTES) {
            return rejected(at, BAD_LENGTH);
        }
        packet.bytes = window.segment();
        packet.start = start;
        packet.capturedLength = (int) captured;
        packet.wireLength = Math.max(captured, original);
        packet.timeNs = lastTimeNs;
        packet.linkType = source.linkType();
        packet.interfaceIndex = source.index();
        return true;
    }

    /// The block at `at` was stepped over already: back to it, since reading ends here.
    private boolean rejected(long at, String reason) {
        offset = at;
        return damaged(at, reason);
    }

    private int u16(byte[] bytes, int at) {
        return littleEndian ? Bytes.u16Le(bytes, at) : Bytes.u16(bytes, at);
    }

    private long u32(byte[] bytes, int at) {
        return littleEndian ? Bytes.u32Le(bytes, at) : Bytes.u32(bytes, at);
    }

    @Override
    public long dropped() {
        return statistics.dropped();
    }

    @Override
    public int interfaces() {
        return interfaces.size();
    }

    @Override
    public String interfaceName(int index) {
        return interfaces.get(index).name();
    }

    @Override
    public int linkType(int index) {
        return interfaces.get(index).linkType();
    }
}
