package io.wardtap.protocol.pcap;

import io.wardtap.protocol.bytes.Bytes;

/// Reads classic pcap (draft-ietf-opsawg-pcap): both byte orders, micro- and nanoseconds, and the
/// modified format with longer record headers. Lenient where a packet can be had all the same: any
/// version, a time fraction of a second or more (carried over), an original length below the
/// captured one (raised). Allocates nothing per packet.
final class PcapFileReader extends RecordReader {
    static final int HEADER_BYTES = 24;
    private static final int VERSION_MAJOR = 4;
    private static final int VERSION_MINOR = 6;
    private static final int LINK_TYPE = 20;

    /// The upper bits of the link type field tell of the frame check sequence.
    private static final long LINK_TYPE_MASK = 0x03FF_FFFFL;

    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final String TOO_LONG = "a packet's length is impossible";

    /// Which of a record's lengths comes first. Captured first is the rule since version 2.3;
    /// before, and in DG/UX's 543.0, the original length was first, and writers of 2.3 disagreed.
    private enum Lengths {
        CAPTURED_FIRST,
        ORIGINAL_FIRST,
        SHORTER_IS_CAPTURED
    }

    private final boolean littleEndian;
    private final int fractionNs;
    private final int recordHeader;
    private final Lengths lengths;
    private final int linkType;

    /// The window holds at least the header.
    PcapFileReader(ByteWindow window, PcapVariant variant) {
        super(window);
        this.littleEndian = variant.littleEndian();
        this.fractionNs = variant.fractionNs();
        this.recordHeader = variant.recordHeaderBytes();
        byte[] bytes = window.segment();
        int header = window.position(0);
        this.lengths =
                lengths(u16(bytes, header + VERSION_MAJOR), u16(bytes, header + VERSION_MINOR));
        this.linkType = (int) (u32(bytes, header + LINK_TYPE) & LINK_TYPE_MASK);
        this.offset = HEADER_BYTES;
    }

    private static Lengths lengths(int major, int minor) {
        if (major == 543 || (major == 2 && minor < 3)) {
            return Lengths.ORIGINAL_FIRST;
        }
        return major == 2 && minor == 3 ? Lengths.SHORTER_IS_CAPTURED : Lengths.CAPTURED_FIRST;
    }

    @Override
    public boolean next(PacketRecord packet) {
        if (damage() != null) {
            return false;
        }
        long at = offset;
        if (!window.require(at, recordHeader)) {
            return ended(at, CUT);
        }
        byte[] bytes = window.segment();
        int header = window.position(at);
        long seconds = u32(bytes, header);
        long fraction = u32(bytes, header + 4);
        long captured = u32(bytes, header + 8);
        long original = u32(bytes, header + 12);
        if ((seconds | fraction | captured | original) == 0) {
            return damaged(at, ZEROES);
        }
        if (lengths != Lengths.CAPTURED_FIRST
                && (lengths == Lengths.ORIGINAL_FIRST || captured > original)) {
            long first = captured;
            captured = original;
            original = first;
        }
        if (captured > MAX_PACKET_BYTES) {
            return damaged(at, TOO_LONG);
        }
        if (!window.require(at, recordHeader + captured)) {
            return damaged(at, CUT);
        }
        packet.bytes = window.segment();
        packet.start = window.position(at) + recordHeader;
        packet.capturedLength = (int) captured;
        packet.wireLength = Math.max(captured, original);
        packet.timeNs = seconds * NS_PER_SECOND + fraction * fractionNs;
        packet.linkType = linkType;
        packet.interfaceIndex = 0;
        packetOffset = at;
        offset = at + recordHeader + captured;
        return true;
    }

    private int u16(byte[] bytes, int at) {
        return littleEndian ? Bytes.u16Le(bytes, at) : Bytes.u16(bytes, at);
    }

    private long u32(byte[] bytes, int at) {
        return littleEndian ? Bytes.u32Le(bytes, at) : Bytes.u32(bytes, at);
    }

    @Override
    public int interfaces() {
        return 1;
    }

    @Override
    public String interfaceName(int index) {
        return null;
    }

    @Override
    public int linkType(int index) {
        return linkType;
    }
}
