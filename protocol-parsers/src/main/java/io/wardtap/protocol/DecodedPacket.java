package io.wardtap.protocol;

import io.wardtap.protocol.link.ArpPacket;
import io.wardtap.protocol.net.IpFragment;
import io.wardtap.protocol.net.IpProtocol;
import io.wardtap.protocol.net.Ipv4Packet;
import io.wardtap.protocol.status.DecodeEvent;
import io.wardtap.protocol.transport.TcpSegment;

/// What [PacketDecoder] found in one packet, valid until it decodes the next. [#isArp()], [#isIp()]
/// and [#hasTransport()] say which layers are there; accessors of absent layers give 0. Confined to
/// the decoder's thread.
public abstract sealed class DecodedPacket permits PacketDecoder {
    DecodeEvent event;
    long sourceMac;
    long destinationMac;
    int vlan;
    int vlanTags;
    int etherType;
    boolean arp;
    int arpOperation;
    long arpSenderMac;
    int arpSenderAddress;
    long arpTargetMac;
    int arpTargetAddress;
    int ipVersion;
    int ipStart;
    long sourceHigh;
    long sourceLow;
    long destinationHigh;
    long destinationLow;
    int ipProtocol;
    int ipBytes;
    boolean fragment;
    boolean reassembled;
    boolean routed;
    int fragmentOffset;
    boolean moreFragments;
    int fragmentIdentification;
    boolean transport;
    int sourcePort;
    int destinationPort;
    int tcpSequence;
    int tcpAcknowledgment;
    int tcpFlags;
    int tcpWindow;
    int icmpType;
    int icmpCode;
    int transportStart;
    int payloadStart;
    int payloadLength;
    int payloadWireLength;
    int tunnelKinds;
    int tunnelPath;
    boolean inTunnel;

    final void clear() {
        event = null;
        sourceMac = 0;
        destinationMac = 0;
        vlan = 0;
        vlanTags = 0;
        etherType = 0;
        tunnelKinds = 0;
        tunnelPath = 0;
        inTunnel = false;
        clearPacket();
    }

    /// All from the network header on.
    final void clearPacket() {
        ipVersion = 0;
        ipProtocol = 0;
        ipBytes = 0;
        fragment = false;
        reassembled = false;
        routed = false;
        fragmentOffset = 0;
        moreFragments = false;
        fragmentIdentification = 0;
        transport = false;
        sourcePort = 0;
        destinationPort = 0;
        transportStart = 0;
        payloadStart = 0;
        payloadLength = 0;
        payloadWireLength = 0;
        arp = false;
        arpOperation = 0;
        arpSenderMac = 0;
        arpSenderAddress = 0;
        arpTargetMac = 0;
        arpTargetAddress = 0;
        ipStart = 0;
        sourceHigh = 0;
        sourceLow = 0;
        destinationHigh = 0;
        destinationLow = 0;
        tcpSequence = 0;
        tcpAcknowledgment = 0;
        tcpFlags = 0;
        tcpWindow = 0;
        icmpType = 0;
        icmpCode = 0;
    }

    /// The oddity to count, or null.
    public final DecodeEvent event() {
        return event;
    }

    /// The kinds of tunnels that the packet came in, [io.wardtap.protocol.tunnel.TunnelKind#bit()]
    /// of each; 0 for none.
    public final int tunnelKinds() {
        return tunnelKinds;
    }

    /// Whether the IP or ARP packet at hand came in a tunnel; not so when the inside was not read.
    public final boolean isInTunnel() {
        return inTunnel;
    }

    /// What tells apart inner packets that came through different tunnels, the same for both
    /// directions; 0 without a tunnel.
    public final int tunnelPath() {
        return tunnelPath;
    }

    /// 48 bits, 0 when the link has none, or the packet came in a tunnel that carries no frames.
    public final long sourceMac() {
        return sourceMac;
    }

    /// 48 bits, 0 when the link has none.
    public final long destinationMac() {
        return destinationMac;
    }

    /// Id of the outermost VLAN tag of the innermost frame that has one, or 0.
    public final int vlan() {
        return vlan;
    }

    /// Of all frames.
    public final int vlanTags() {
        return vlanTags;
    }

    /// Of what follows all tags; 0 for an LLC frame without SNAP.
    public final int etherType() {
        return etherType;
    }

    public final boolean isArp() {
        return arp;
    }

    /// See [ArpPacket].
    public final int arpOperation() {
        return arpOperation;
    }

    public final long arpSenderMac() {
        return arpSenderMac;
    }

    /// IPv4.
    public final int arpSenderAddress() {
        return arpSenderAddress;
    }

    public final long arpTargetMac() {
        return arpTargetMac;
    }

    /// IPv4.
    public final int arpTargetAddress() {
        return arpTargetAddress;
    }

    public final boolean isIp() {
        return ipVersion != 0;
    }

    /// 4, 6, or 0.
    public final int ipVersion() {
        return ipVersion;
    }

    /// Where the innermost IP header begins.
    public final int ipStart() {
        return ipStart;
    }

    /// First half of the address, 0 for IPv4.
    public final long sourceHigh() {
        return sourceHigh;
    }

    /// Second half of the address; an IPv4 address as in [Ipv4Packet#MAPPED].
    public final long sourceLow() {
        return sourceLow;
    }

    public final long destinationHigh() {
        return destinationHigh;
    }

    public final long destinationLow() {
        return destinationLow;
    }

    /// The protocol behind IPv6 extension headers, see [IpProtocol].
    public final int ipProtocol() {
        return ipProtocol;
    }

    /// Length of the IP packet by its header, or what was on the wire where the header does not say
    /// (segmentation offload, jumbograms).
    public final int ipBytes() {
        return ipBytes;
    }

    /// Atomic fragments, which are whole packets, are none.
    public final boolean isFragment() {
        return fragment;
    }

    /// Decoded on from fragments: no IP header lies before the transport.
    public final boolean isReassembled() {
        return reassembled;
    }

    /// IPv6 with a routing header.
    public final boolean isRouted() {
        return routed;
    }

    public final boolean isFirstFragment() {
        return fragment && fragmentOffset == 0;
    }

    /// Describes the fragment at hand, whose payload lies in `bytes`.
    ///
    /// @param realm what tells overlapping address realms apart, or 0
    public final void copyTo(IpFragment target, byte[] bytes, int realm) {
        target.version = ipVersion;
        target.realm = realm;
        target.sourceHigh = sourceHigh;
        target.sourceLow = sourceLow;
        target.destinationHigh = destinationHigh;
        target.destinationLow = destinationLow;
        target.identification = fragmentIdentification;
        target.protocol = ipProtocol;
        target.offset = fragmentOffset;
        target.more = moreFragments;
        target.ipBytes = ipBytes;
        target.headerBytes = payloadStart - ipStart;
        target.bytes = bytes;
        target.start = payloadStart;
        target.captured = payloadLength;
        target.wireLength = payloadWireLength;
    }

    /// TCP, UDP or ICMP: see [#ipProtocol()].
    public final boolean hasTransport() {
        return transport;
    }

    /// Where the transport's header begins, when there is one.
    public final int transportStart() {
        return transportStart;
    }

    public final int sourcePort() {
        return sourcePort;
    }

    public final int destinationPort() {
        return destinationPort;
    }

    public final int tcpSequence() {
        return tcpSequence;
    }

    public final int tcpAcknowledgment() {
        return tcpAcknowledgment;
    }

    /// See [TcpSegment#FIN] and its neighbours.
    public final int tcpFlags() {
        return tcpFlags;
    }

    /// Unscaled.
    public final int tcpWindow() {
        return tcpWindow;
    }

    public final int icmpType() {
        return icmpType;
    }

    public final int icmpCode() {
        return icmpCode;
    }

    /// Where the bytes behind the last header that was decoded begin: the transport's data, or, in
    /// an IP packet without a transport that is read, the IP packet's.
    public final int payloadStart() {
        return payloadStart;
    }

    /// Bytes captured.
    public final int payloadLength() {
        return payloadLength;
    }

    /// Bytes there were on the wire by the headers, at most what the frame had.
    public final int payloadWireLength() {
        return payloadWireLength;
    }
}
