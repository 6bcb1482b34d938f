package io.wardtap.protocol;

import static io.wardtap.protocol.status.DecodeEvent.ARP_MALFORMED;
import static io.wardtap.protocol.status.DecodeEvent.ICMP_MALFORMED;
import static io.wardtap.protocol.status.DecodeEvent.ICMP_TRUNCATED;
import static io.wardtap.protocol.status.DecodeEvent.IPV4_MALFORMED;
import static io.wardtap.protocol.status.DecodeEvent.IPV4_TRUNCATED;
import static io.wardtap.protocol.status.DecodeEvent.IPV6_MALFORMED;
import static io.wardtap.protocol.status.DecodeEvent.IPV6_TRUNCATED;
import static io.wardtap.protocol.status.DecodeEvent.LINK_TRUNCATED;
import static io.wardtap.protocol.status.DecodeEvent.LINK_UNSUPPORTED;
import static io.wardtap.protocol.status.DecodeEvent.TCP_MALFORMED;
import static io.wardtap.protocol.status.DecodeEvent.TCP_TRUNCATED;
import static io.wardtap.protocol.status.DecodeEvent.TUNNEL_MALFORMED;
import static io.wardtap.protocol.status.DecodeEvent.TUNNEL_TOO_DEEP;
import static io.wardtap.protocol.status.DecodeEvent.TUNNEL_TRUNCATED;
import static io.wardtap.protocol.status.DecodeEvent.TUNNEL_UNREAD;
import static io.wardtap.protocol.status.DecodeEvent.UDP_MALFORMED;
import static io.wardtap.protocol.status.DecodeEvent.UDP_TRUNCATED;
import static io.wardtap.protocol.status.DecodeStatus.MALFORMED;
import static io.wardtap.protocol.status.DecodeStatus.OK;
import static io.wardtap.protocol.status.DecodeStatus.TRUNCATED;
import static io.wardtap.protocol.status.DecodeStatus.UNSUPPORTED;

import io.wardtap.protocol.link.ArpPacket;
import io.wardtap.protocol.link.EtherType;
import io.wardtap.protocol.link.EthernetFrame;
import io.wardtap.protocol.link.LinkType;
import io.wardtap.protocol.link.LinuxCookedHeader;
import io.wardtap.protocol.link.LoopbackHeader;
import io.wardtap.protocol.link.VlanTag;
import io.wardtap.protocol.net.Icmp;
import io.wardtap.protocol.net.IpProtocol;
import io.wardtap.protocol.net.Ipv4Packet;
import io.wardtap.protocol.net.Ipv6Extensions;
import io.wardtap.protocol.net.Ipv6Packet;
import io.wardtap.protocol.status.DecodeEvent;
import io.wardtap.protocol.status.DecodeStatus;
import io.wardtap.protocol.transport.TcpSegment;
import io.wardtap.protocol.transport.UdpDatagram;
import io.wardtap.protocol.tunnel.IpTunnels;
import io.wardtap.protocol.tunnel.MplsStack;
import io.wardtap.protocol.tunnel.PppoeSession;
import io.wardtap.protocol.tunnel.Tunnel;
import io.wardtap.protocol.tunnel.UdpTunnels;

/// Decodes one packet, link to transport, where it lies, into its own fields. The only class that
/// walks link -> net -> transport: used again for every packet, confined to one lane's thread,
/// allocates nothing, throws on no input.
///
/// The layers before the one that stopped keep their values, [#isArp()], [#isIp()] and
/// [#hasTransport()] say which are there; accessors of absent layers give 0. The status is
/// - OK: everything is there, or an IP protocol without a transport that Wardtap reads;
/// - TRUNCATED: the capture has less of the packet than was on the wire. When only payload is
///   missing, the transport is there, too, and [#payloadWireLength()] is larger than
///   [#payloadLength()];
/// - MALFORMED: fields disagree. An IP packet longer than its frame is MALFORMED and has its
///   transport all the same, with no more payload than the frame had on the wire: some capture
///   tools and network cards get the frame's length wrong;
/// - UNSUPPORTED: a link type, ether type, kind of ARP or inside of a tunnel that is not read.
///
/// Tunnels are gone through, [#MAX_TUNNELS] of them: what the accessors give is the innermost
/// packet that could be read. Where the inside of a tunnel cannot be read they give the packet
/// around it, with the status and oddity of the inside.
///
/// A fragment ([#isFragment()]) stops there: its payload is the IP packet's, and the status tells
/// whether that is whole. [#decodeReassembled] goes on with the datagram.
///
/// The payload ends where the IP and UDP headers say, never where the capture does: Ethernet
/// padding is no data.
public final class PacketDecoder extends DecodedPacket {
    /// Tunnels in tunnels that are gone through; an MPLS stack is one. Networks have two or three.
    public static final int MAX_TUNNELS = 8;

    private static final int LLC = -1; // stands for an ether type: an LLC header follows
    private final Tunnel tunnel = new Tunnel();
    private boolean tunnelled; // a tunnel's header was read, its inside comes next
    private boolean undecided; // nothing inside the tunnel was read so far
    private int innerPath;
    private int depth;
    private int end; // of the captured bytes
    private long wireEnd; // of the packet on the wire, counted from the same start
    private long ipEnd; // where its header says, at most the wire's
    private DecodeStatus ipStatus;

    /// Decodes the packet in `bytes` from `start` on.
    ///
    /// @param linkType a LINKTYPE_ value, see [LinkType]
    /// @param capturedLength bytes that are there
    /// @param wireLength bytes the packet had on the wire
    public DecodeStatus decode(
            int linkType, byte[] bytes, int start, int capturedLength, long wireLength) {
        clear();
        tunnelled = false;
        undecided = false;
        depth = 0;
        ipEnd = 0;
        ipStatus = OK;
        end = start + capturedLength;
        wireEnd = start + Math.max(wireLength, capturedLength);
        DecodeStatus status = link(linkType, bytes, start);
        return tunnelled ? inside(bytes, status) : status;
    }

    private DecodeStatus link(int linkType, byte[] bytes, int start) {
        return switch (linkType) {
            case LinkType.ETHERNET -> ethernet(bytes, start);
            case LinkType.LINUX_SLL -> cookedV1(bytes, start);
            case LinkType.LINUX_SLL2 -> cookedV2(bytes, start);
            case LinkType.RAW, LinkType.RAW_BSD, LinkType.RAW_OPENBSD -> raw(bytes, start);
            case LinkType.IPV4 -> network(bytes, start, EtherType.IPV4);
            case LinkType.IPV6 -> network(bytes, start, EtherType.IPV6);
            case LinkType.NULL -> loopback(bytes, start, true);
            case LinkType.LOOP -> loopback(bytes, start, false);
            default -> stop(UNSUPPORTED, LINK_UNSUPPORTED);
        };
    }

    private DecodeStatus stop(DecodeStatus status, DecodeEvent oddity) {
        event = oddity;
        return status;
    }

    // ---- link

    private DecodeStatus ethernet(byte[] bytes, int at) {
        if (end - at < EthernetFrame.HEADER_BYTES) {
            return stop(TRUNCATED, LINK_TRUNCATED);
        }
        destinationMac = EthernetFrame.destinationMac(bytes, at);
        sourceMac = EthernetFrame.sourceMac(bytes, at);
        int type = EthernetFrame.typeOrLength(bytes, at);
        return network(bytes, at + EthernetFrame.HEADER_BYTES, type);
    }

    private DecodeStatus cookedV1(byte[] bytes, int at) {
        if (end - at < LinuxCookedHeader.V1_BYTES) {
            return stop(TRUNCATED, LINK_TRUNCATED);
        }
        sourceMac = LinuxCookedHeader.sourceMacV1(bytes, at);
        int protocol = LinuxCookedHeader.protocolV1(bytes, at);
        return cooked(bytes, at + LinuxCookedHeader.V1_BYTES, protocol);
    }

    private DecodeStatus cookedV2(byte[] bytes, int at) {
        if (end - at < LinuxCookedHeader.V2_BYTES) {
            return stop(TRUNCATED, LINK_TRUNCATED);
        }
        sourceMac = LinuxCookedHeader.sourceMacV2(bytes, at);
        int protocol = LinuxCookedHeader.protocolV2(bytes, at);
        return cooked(bytes, at + LinuxCookedHeader.V2_BYTES, protocol);
    }

    private DecodeStatus cooked(byte[] bytes, int at, int protocol) {
        if (protocol == LinuxCookedHeader.PROTOCOL_LLC) {
            return network(bytes, at, LLC);
        }
        return protocol < EtherType.MIN ? unread(protocol) : network(bytes, at, protocol);
    }

    private DecodeStatus loopback(byte[] bytes, int at, boolean hostOrder) {
        if (end - at < LoopbackHeader.BYTES) {
            return stop(TRUNCATED, LINK_TRUNCATED);
        }
        int type = LoopbackHeader.etherType(bytes, at, hostOrder);
        return type == 0 ? unread(0) : network(bytes, at + LoopbackHeader.BYTES, type);
    }

    private DecodeStatus raw(byte[] bytes, int at) {
        if (end == at) {
            return stop(TRUNCATED, LINK_TRUNCATED);
        }
        boolean six = Ipv6Packet.version(bytes, at) == 6;
        return network(bytes, at, six ? EtherType.IPV6 : EtherType.IPV4);
    }

    /// Steps over tags and LLC headers until a network header stands at hand.
    private DecodeStatus network(byte[] bytes, int first, int firstType) {
        int at = first;
        int type = firstType;
        int tags = 0;
        while (true) {
            switch (type) {
                case EtherType.IPV4 -> {
                    etherType = type;
                    return ipv4(bytes, at);
                }
                case EtherType.IPV6 -> {
                    etherType = type;
                    return ipv6(bytes, at);
                }
                case EtherType.ARP -> {
                    etherType = type;
                    return arp(bytes, at);
                }
                case EtherType.VLAN, EtherType.SERVICE_VLAN, EtherType.OLD_SERVICE_VLAN -> {
                    if (tags == VlanTag.MAX_TAGS) {
                        return stop(UNSUPPORTED, LINK_UNSUPPORTED);
                    }
                    if (end - at < VlanTag.BYTES) {
                        return stop(TRUNCATED, LINK_TRUNCATED);
                    }
                    vlanTags++;
                    if (tags++ == 0) {
                        vlan = VlanTag.id(bytes, at);
                    }
                    type = VlanTag.typeOrLength(bytes, at);
                    at += VlanTag.BYTES;
                }
                case LLC -> {
                    if (end - at < EthernetFrame.SNAP_BYTES) {
                        return shortLlc(bytes, at);
                    }
                    int snapType = snapType(bytes, at);
                    if (snapType < EtherType.MIN) {
                        return unread(0);
                    }
                    type = snapType;
                    at += EthernetFrame.SNAP_BYTES;
                }
                default -> {
                    if (type > EthernetFrame.MAX_LENGTH) {
                        return linkTunnel(bytes, at, type);
                    }
                    wireEnd = Math.min(wireEnd, at + type);
                    end = (int) Math.min(end, wireEnd);
                    type = LLC;
                }
            }
        }
    }

    private DecodeStatus linkTunnel(byte[] bytes, int at, int type) {
        etherType = type;
        return switch (type) {
            case EtherType.MPLS, EtherType.MPLS_MULTICAST ->
                    enter(MplsStack.open(bytes, at, end, wireEnd, tunnel));
            case EtherType.PPPOE_SESSION ->
                    enter(PppoeSession.open(bytes, at, end, wireEnd, tunnel));
            default -> UNSUPPORTED;
        };
    }

    private DecodeStatus unread(int type) {
        etherType = type;
        return UNSUPPORTED;
    }

    private static int snapType(byte[] bytes, int at) {
        return EthernetFrame.isSnap(bytes, at) ? EthernetFrame.snapType(bytes, at) : 0;
    }

    /// Frames such as those of spanning tree have LLC without SNAP, and may be that short.
    private DecodeStatus shortLlc(byte[] bytes, int at) {
        boolean other = end - at >= EthernetFrame.LLC_BYTES && !EthernetFrame.isSnap(bytes, at);
        return other ? unread(0) : stop(TRUNCATED, LINK_TRUNCATED);
    }

    private DecodeStatus arp(byte[] bytes, int at) {
        if (end - at < ArpPacket.BYTES) {
            return wireEnd - at < ArpPacket.BYTES
                    ? stop(MALFORMED, ARP_MALFORMED)
                    : stop(TRUNCATED, LINK_TRUNCATED);
        }
        DecodeStatus status = ArpPacket.check(bytes, at);
        if (status != OK) {
            return stop(status, status == MALFORMED ? ARP_MALFORMED : null);
        }
        if (undecided) {
            settle();
        }
        arp = true;
        arpOperation = ArpPacket.operation(bytes, at);
        arpSenderMac = ArpPacket.senderMac(bytes, at);
        arpSenderAddress = ArpPacket.senderAddress(bytes, at);
        arpTargetMac = ArpPacket.targetMac(bytes, at);
        arpTargetAddress = ArpPacket.targetAddress(bytes, at);
        return OK;
    }

    // ---- net

    private DecodeStatus ipv4(byte[] bytes, int at) {
        int captured = end - at;
        if (captured < Ipv4Packet.MIN_HEADER_BYTES) {
            return stop(TRUNCATED, IPV4_TRUNCATED);
        }
        int header = Ipv4Packet.headerBytes(bytes, at);
        int total = Ipv4Packet.totalLength(bytes, at);
        int length = total == 0 ? onWire(at) : total;
        if (Ipv4Packet.version(bytes, at) != 4
                || header < Ipv4Packet.MIN_HEADER_BYTES
                || header > length) {
            return stop(MALFORMED, IPV4_MALFORMED);
        }
        if (header > captured) {
            return stop(TRUNCATED, IPV4_TRUNCATED);
        }
        if (undecided) {
            settle();
        }
        ipVersion = 4;
        ipStart = at;
        ipBytes = length;
        sourceLow = Ipv4Packet.source(bytes, at);
        destinationLow = Ipv4Packet.destination(bytes, at);
        ipProtocol = Ipv4Packet.protocol(bytes, at);
        ipEnd = (long) at + length;
        if (ipEnd > end) {
            cut(IPV4_TRUNCATED, IPV4_MALFORMED);
        }
        int fragmentField = Ipv4Packet.fragmentField(bytes, at);
        if (Ipv4Packet.isFragment(fragmentField)) {
            fragmentIdentification = Ipv4Packet.identification(bytes, at);
            return fragment(
                    at + header,
                    Ipv4Packet.fragmentOffset(fragmentField),
                    Ipv4Packet.hasMoreFragments(fragmentField));
        }
        return transport(bytes, at + header);
    }

    private DecodeStatus ipv6(byte[] bytes, int at) {
        if (end - at < Ipv6Packet.HEADER_BYTES) {
            return stop(TRUNCATED, IPV6_TRUNCATED);
        }
        if (Ipv6Packet.version(bytes, at) != 6) {
            return stop(MALFORMED, IPV6_MALFORMED);
        }
        int payload = Ipv6Packet.payloadLength(bytes, at);
        int next = Ipv6Packet.nextHeader(bytes, at);
        boolean jumbo = payload == 0 && next != IpProtocol.NO_NEXT_HEADER;
        int length = jumbo ? onWire(at) : Ipv6Packet.HEADER_BYTES + payload;
        if (undecided) {
            settle();
        }
        ipVersion = 6;
        ipStart = at;
        ipBytes = length;
        sourceHigh = Ipv6Packet.sourceHigh(bytes, at);
        sourceLow = Ipv6Packet.sourceLow(bytes, at);
        destinationHigh = Ipv6Packet.destinationHigh(bytes, at);
        destinationLow = Ipv6Packet.destinationLow(bytes, at);
        ipProtocol = next;
        ipEnd = (long) at + length;
        if (ipEnd > end) {
            cut(IPV6_TRUNCATED, IPV6_MALFORMED);
        }
        if (Ipv6Extensions.isExtension(next)) {
            return extensions(bytes, at + Ipv6Packet.HEADER_BYTES);
        }
        return transport(bytes, at + Ipv6Packet.HEADER_BYTES);
    }

    private DecodeStatus extensions(byte[] bytes, int first) {
        int at = first;
        for (int i = 0; i < Ipv6Extensions.MAX_HEADERS; i++) {
            if (isShort(at, Ipv6Extensions.MIN_BYTES)) {
                return shortExtension(at + Ipv6Extensions.MIN_BYTES);
            }
            int type = ipProtocol;
            ipProtocol = Ipv6Extensions.nextHeader(bytes, at);
            int length = Ipv6Extensions.lengthBytes(bytes, at, type);
            if (isShort(at, length)) {
                return shortExtension(at + length);
            }
            routed |= type == IpProtocol.ROUTING;
            if (type == IpProtocol.FRAGMENT) {
                int fragmentField = Ipv6Extensions.fragmentField(bytes, at);
                if (Ipv6Extensions.isFragment(fragmentField)) {
                    fragmentIdentification = Ipv6Extensions.identification(bytes, at);
                    return fragment(
                            at + length,
                            Ipv6Extensions.fragmentOffset(fragmentField),
                            Ipv6Extensions.hasMoreFragments(fragmentField));
                }
            }
            at += length;
            if (!Ipv6Extensions.isExtension(ipProtocol)) {
                return transport(bytes, at);
            }
        }
        return stop(MALFORMED, IPV6_MALFORMED);
    }

    private boolean isShort(int at, int bytes) {
        return Math.min(end, ipEnd) - at < bytes;
    }

    private DecodeStatus shortExtension(long needed) {
        return needed > ipEnd ? stop(MALFORMED, IPV6_MALFORMED) : stop(TRUNCATED, IPV6_TRUNCATED);
    }

    /// Bytes of the packet on the wire from a position on, for packets that do not say: the network
    /// card was to cut them up, or they are jumbograms.
    private int onWire(int at) {
        return (int) Math.min(wireEnd - at, Integer.MAX_VALUE);
    }

    /// The capture ends before the IP packet does.
    private void cut(DecodeEvent truncated, DecodeEvent malformed) {
        boolean longerThanFrame = ipEnd > wireEnd;
        ipStatus = longerThanFrame ? MALFORMED : TRUNCATED;
        event = longerThanFrame ? malformed : truncated;
        ipEnd = Math.min(ipEnd, wireEnd);
    }

    private DecodeStatus fragment(int at, int offset, boolean more) {
        fragment = true;
        fragmentOffset = offset;
        moreFragments = more;
        payload(at);
        return ipStatus;
    }

    /// Goes on where a fragment stopped: its datagram is whole now, and its payload stands in
    /// `bytes` from `start` on, as [io.wardtap.protocol.net.Defragmenter] yields it. What lies
    /// around it is that of the fragment decoded last; it may be a fragment itself, in a tunnel.
    ///
    /// @param captured bytes that are there, `wireLength` what the payload had on the wire
    /// @param protocol of the payload, or the next header
    /// @param datagramBytes IP bytes of all fragments on the wire
    public DecodeStatus decodeReassembled(
            byte[] bytes,
            int start,
            int captured,
            int wireLength,
            int protocol,
            int datagramBytes) {
        fragment = false;
        fragmentOffset = 0;
        moreFragments = false;
        event = null;
        reassembled = true;
        payloadStart = 0; // the fragment's lay elsewhere
        payloadLength = 0;
        payloadWireLength = 0;
        ipProtocol = protocol;
        ipStart = start;
        ipBytes = datagramBytes;
        end = start + captured;
        wireEnd = (long) start + wireLength;
        ipEnd = wireEnd;
        ipStatus = captured < wireLength ? TRUNCATED : OK;
        DecodeStatus status =
                ipVersion == 6 && Ipv6Extensions.isExtension(protocol)
                        ? extensions(bytes, start)
                        : transport(bytes, start);
        return tunnelled ? inside(bytes, status) : status;
    }

    // ---- tunnels

    /// A tunnel's header was looked at.
    private DecodeStatus enter(DecodeStatus opened) {
        return switch (opened) {
            case OK -> {
                tunnelKinds |= tunnel.kind().bit();
                tunnelled = true;
                yield ipStatus;
            }
            case TRUNCATED -> stop(TRUNCATED, TUNNEL_TRUNCATED);
            case MALFORMED -> stop(MALFORMED, TUNNEL_MALFORMED);
            case UNSUPPORTED -> {
                tunnelKinds |= tunnel.kind().bit();
                yield stop(UNSUPPORTED, TUNNEL_UNREAD);
            }
        };
    }

    /// Goes on inside tunnels until nothing further is inside. The layers around stay as they are
    /// until an IP or ARP packet is found inside, see [#settle].
    private DecodeStatus inside(byte[] bytes, DecodeStatus outermost) {
        DecodeStatus status = outermost;
        long source = 0;
        long destination = 0;
        int type = 0;
        int tag = 0;
        int tags = 0;
        while (tunnelled) {
            tunnelled = false;
            if (!undecided) {
                undecided = true;
                source = sourceMac;
                destination = destinationMac;
                type = etherType;
                tag = vlan;
                tags = vlanTags;
                innerPath = tunnelPath;
            }
            if (depth++ == MAX_TUNNELS) {
                status = stop(UNSUPPORTED, TUNNEL_TOO_DEEP);
                break;
            }
            status = layer(bytes);
        }
        if (undecided) {
            sourceMac = source;
            destinationMac = destination;
            etherType = type;
            vlan = tag;
            vlanTags = tags;
        }
        boolean noted = event == TUNNEL_UNREAD || event == TUNNEL_TOO_DEEP;
        return undecided && status == UNSUPPORTED && !noted
                ? stop(UNSUPPORTED, TUNNEL_UNREAD)
                : status;
    }

    private DecodeStatus layer(byte[] bytes) {
        int start = tunnel.innerStart();
        int type = tunnel.innerType();
        innerPath = tunnel.path(innerPath, sourceHigh, sourceLow, destinationHigh, destinationLow);
        if (ipVersion != 0) {
            sourceMac = 0; // those around are the tunnel's ends
            destinationMac = 0;
        }
        wireEnd = tunnel.innerEnd();
        end = (int) Math.min(ipVersion != 0 ? payloadStart + payloadLength : end, wireEnd);
        return type == Tunnel.FRAME ? ethernet(bytes, start) : network(bytes, start, type);
    }

    /// Inside the tunnel is a packet: the one around it makes room.
    private void settle() {
        undecided = false;
        inTunnel = true;
        tunnelPath = innerPath;
        ipStatus = OK;
        event = null;
        clearPacket();
    }

    // ---- transport

    private DecodeStatus transport(byte[] bytes, int at) {
        payload(at);
        transportStart = at;
        return switch (ipProtocol) {
            case IpProtocol.TCP -> tcp(bytes, at);
            case IpProtocol.UDP -> udp(bytes, at);
            case IpProtocol.ICMP -> ipVersion == 4 ? icmp(bytes, at) : ipStatus;
            case IpProtocol.ICMPV6 -> ipVersion == 6 ? icmp(bytes, at) : ipStatus;
            case IpProtocol.GRE, IpProtocol.IPV4, IpProtocol.IPV6, IpProtocol.MPLS ->
                    enter(
                            IpTunnels.open(
                                    ipVersion,
                                    ipProtocol,
                                    bytes,
                                    at,
                                    at + payloadLength,
                                    (long) at + payloadWireLength,
                                    tunnel));
            default -> ipStatus;
        };
    }

    /// The payload runs from here to the end that the IP header gives.
    private void payload(int at) {
        payloadStart = at;
        payloadLength = (int) (Math.min(end, ipEnd) - at);
        payloadWireLength = (int) (ipEnd - at);
    }

    private DecodeStatus tcp(byte[] bytes, int at) {
        if (payloadLength < TcpSegment.MIN_HEADER_BYTES) {
            return payloadWireLength < TcpSegment.MIN_HEADER_BYTES
                    ? stop(MALFORMED, TCP_MALFORMED)
                    : stop(TRUNCATED, TCP_TRUNCATED);
        }
        int header = TcpSegment.headerBytes(bytes, at);
        if (header < TcpSegment.MIN_HEADER_BYTES || header > payloadWireLength) {
            return stop(MALFORMED, TCP_MALFORMED);
        }
        transport = true;
        sourcePort = TcpSegment.sourcePort(bytes, at);
        destinationPort = TcpSegment.destinationPort(bytes, at);
        tcpSequence = TcpSegment.sequence(bytes, at);
        tcpAcknowledgment = TcpSegment.acknowledgment(bytes, at);
        tcpFlags = TcpSegment.flags(bytes, at);
        tcpWindow = TcpSegment.window(bytes, at);
        return carried(header);
    }

    private DecodeStatus udp(byte[] bytes, int at) {
        if (payloadLength < UdpDatagram.HEADER_BYTES) {
            return payloadWireLength < UdpDatagram.HEADER_BYTES
                    ? stop(MALFORMED, UDP_MALFORMED)
                    : stop(TRUNCATED, UDP_TRUNCATED);
        }
        int length = UdpDatagram.length(bytes, at);
        if (length != 0 || payloadWireLength <= 0xFFFF) {
            if (length < UdpDatagram.HEADER_BYTES || at + length > (long) ipStart + ipBytes) {
                return stop(MALFORMED, UDP_MALFORMED);
            }
            payloadWireLength = Math.min(payloadWireLength, length);
            payloadLength = Math.min(payloadLength, length);
        }
        transport = true;
        sourcePort = UdpDatagram.sourcePort(bytes, at);
        destinationPort = UdpDatagram.destinationPort(bytes, at);
        DecodeStatus status = carried(UdpDatagram.HEADER_BYTES);
        if (UdpTunnels.isPort(sourcePort, destinationPort)) {
            DecodeStatus opened =
                    UdpTunnels.open(
                            destinationPort,
                            bytes,
                            payloadStart,
                            payloadStart + payloadLength,
                            (long) payloadStart + payloadWireLength,
                            tunnel);
            return opened == OK ? enter(OK) : status;
        }
        return status;
    }

    private DecodeStatus icmp(byte[] bytes, int at) {
        if (payloadLength < Icmp.HEADER_BYTES) {
            return payloadWireLength < Icmp.HEADER_BYTES
                    ? stop(MALFORMED, ICMP_MALFORMED)
                    : stop(TRUNCATED, ICMP_TRUNCATED);
        }
        transport = true;
        icmpType = Icmp.type(bytes, at);
        icmpCode = Icmp.code(bytes, at);
        return carried(Icmp.HEADER_BYTES);
    }

    /// Takes the transport header off the payload; its options may be cut.
    private DecodeStatus carried(int header) {
        int there = Math.min(header, payloadLength);
        payloadStart += there;
        payloadLength -= there;
        payloadWireLength -= header;
        return ipStatus;
    }
}
