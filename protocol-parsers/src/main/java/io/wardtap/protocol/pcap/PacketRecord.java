package io.wardtap.protocol.pcap;

/// One packet of a capture as a reader presents it: a mutable record, reused for every packet. The
/// bytes are valid until the reader moves on.
public final class PacketRecord {
    /// Where the packet's bytes lie.
    public byte[] bytes;

    public int start;

    /// Bytes captured.
    public int capturedLength;

    /// Bytes the packet had on the wire.
    public long wireLength;

    /// Packet time, nanoseconds since 1970; 0 to [CaptureReader#MAX_TIME_NS].
    public long timeNs;

    /// LINKTYPE_ value, see pcap-linktype(7).
    public int linkType;

    /// Index of the interface within the capture (0 for pcap).
    public int interfaceIndex;

    /// Takes over another record's fields; the bytes stay where they are.
    public void copyFrom(PacketRecord other) {
        bytes = other.bytes;
        start = other.start;
        capturedLength = other.capturedLength;
        wireLength = other.wireLength;
        timeNs = other.timeNs;
        linkType = other.linkType;
        interfaceIndex = other.interfaceIndex;
    }
}
