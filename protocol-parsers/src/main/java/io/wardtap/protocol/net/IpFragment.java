package io.wardtap.protocol.net;

/// One fragment of an IP datagram, as the decoder describes it and the [Defragmenter] takes it: a
/// record that is filled again for every fragment, so that nothing is made for it. Lengths and
/// offsets in bytes. Confined to the lane's thread.
public final class IpFragment {
    /// 4 or 6.
    public int version;

    /// What tells overlapping address realms apart, such as the flow key's VLAN id; else 0.
    public int realm;

    public long sourceHigh;
    public long sourceLow;
    public long destinationHigh;
    public long destinationLow;

    /// 16 bits in IPv4, 32 in IPv6.
    public int identification;

    /// Protocol of IPv4, next header behind the Fragment header of IPv6.
    public int protocol;

    public int offset;
    public boolean more;

    /// Of the IP packet by its header, on the wire.
    public int ipBytes;

    /// IP packet's bytes before the fragment's payload.
    public int headerBytes;

    /// The fragment's payload: where it lies, what of it was captured, what was on the wire.
    public byte[] bytes;

    public int start;
    public int captured;
    public int wireLength;
}
