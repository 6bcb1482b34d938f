package io.wardtap.protocol.pcap;

/// Reads the packets of one capture, in file order. A capture that is damaged, or none at all, is
/// read up to the damage; no capture makes a reader throw. Confined to one thread.
public interface CaptureReader {
    /// The longest packet that is believed. Real ones end at 256 KiB (the customary snapshot
    /// length; segmentation offload makes frames of 64 KiB, some loopbacks more); a length beyond
    /// four times that is taken for damage.
    int MAX_PACKET_BYTES = 1 << 20;

    /// Latest time a packet can have, in nanoseconds since 1970: far enough (the year 2116) for the
    /// 32-bit seconds of pcap, and near enough that sums with it do not overflow. Later times in
    /// pcapng are cut to it, earlier ones than 1970 to 0.
    long MAX_TIME_NS = (1L << 62) - 1;

    /// Begins to read a pcap or pcapng capture; its first bytes say which it is. For anything else
    /// the reader has no packets, and its damage says why.
    static CaptureReader of(ByteWindow window) {
        return CaptureFormat.open(window);
    }

    /// Fills the record with the next packet.
    ///
    /// @return false at the end; [#damage()] then says whether it was a proper one
    boolean next(PacketRecord packet);

    /// What is wrong with the capture, or null as long as nothing is.
    CaptureDamage damage();

    /// Offset behind what was read: where the next packet's record, or the damage, begins.
    long offset();

    /// Offset of the record of the packet delivered last.
    long packetOffset();

    /// How many interfaces are known so far; pcapng may bring further ones at any place.
    int interfaces();

    /// Name that the capture gives an interface, without control characters, or null.
    String interfaceName(int index);

    /// Packets that the capture says it lost while it was made; -1 when it does not say.
    default long dropped() {
        return -1;
    }

    /// LINKTYPE_ value of an interface.
    int linkType(int index);
}
