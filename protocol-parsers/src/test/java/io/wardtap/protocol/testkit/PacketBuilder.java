package io.wardtap.protocol.testkit;

import io.wardtap.protocol.link.EtherType;
import io.wardtap.protocol.link.LinkType;
import io.wardtap.protocol.net.IpProtocol;
import io.wardtap.protocol.transport.TcpSegment;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Builds one packet with right lengths and checksums. Starts with a link, goes on with a network
/// layer and a transport; what is not said has a plain default. A builder may be changed and used
/// again.
///
///     byte[] syn = PacketBuilder.ethernet()
///             .vlan(12)
///             .ipv4("10.0.0.1", "10.0.0.2")
///             .tcp(50000, 104).sequence(1).flags(TcpSegment.SYN)
///             .build();
public final class PacketBuilder {
    private static final int MIN_FRAME_BYTES = 60;
    private static final int DEFAULT_HOPS = 64;

    private record Tag(int type, int id) {}

    private record Extension(int type, ByteBuffer body) {}

    private record Arp(int operation, long senderMac, int sender, long targetMac, int target) {}

    private enum Net {
        NONE,
        IPV4,
        IPV6,
        ARP
    }

    private final int linkType;
    private long sourceMac = 0x0200_0000_0001L;
    private long destinationMac = 0x0200_0000_0002L;
    private final List<Tag> tags = new ArrayList<>();
    private boolean snap;
    private boolean padded;
    private ByteOrder familyOrder = ByteOrder.LITTLE_ENDIAN;
    private Net net = Net.NONE;
    private int etherType;
    private Arp arp;
    private byte[] source = {};
    private byte[] destination = {};
    private byte[] ipOptions = {};
    private final List<Extension> extensions = new ArrayList<>();
    private int identification = 1;
    private int fragmentField;
    private int totalLength = -1;
    private int protocol = IpProtocol.NO_NEXT_HEADER;
    private int sourcePort;
    private int destinationPort;
    private int sequence;
    private int acknowledgment;
    private int flags = TcpSegment.ACK;
    private int window = 65_535;
    private byte[] tcpOptions = {};
    private int icmpType;
    private int icmpCode;
    private boolean headless;
    private byte[] payload = {};

    private PacketBuilder(int linkType) {
        this.linkType = linkType;
    }

    // ---- link

    public static PacketBuilder ethernet() {
        return new PacketBuilder(LinkType.ETHERNET);
    }

    public static PacketBuilder linuxCooked() {
        return new PacketBuilder(LinkType.LINUX_SLL);
    }

    public static PacketBuilder linuxCookedV2() {
        return new PacketBuilder(LinkType.LINUX_SLL2);
    }

    public static PacketBuilder rawIp() {
        return new PacketBuilder(LinkType.RAW);
    }

    /// BSD loopback in the byte order of the capturing host.
    public static PacketBuilder nullLink(ByteOrder order) {
        PacketBuilder builder = new PacketBuilder(LinkType.NULL);
        builder.familyOrder = order;
        return builder;
    }

    /// OpenBSD loopback, network byte order.
    public static PacketBuilder loopback() {
        PacketBuilder builder = new PacketBuilder(LinkType.LOOP);
        builder.familyOrder = ByteOrder.BIG_ENDIAN;
        return builder;
    }

    /// LINKTYPE_ value of what is built.
    public int linkType() {
        return linkType;
    }

    public PacketBuilder macs(long source, long destination) {
        sourceMac = source;
        destinationMac = destination;
        return this;
    }

    /// Adds an IEEE 802.1Q tag behind those there are.
    public PacketBuilder vlan(int id) {
        return vlan(EtherType.VLAN, id);
    }

    public PacketBuilder vlan(int type, int id) {
        tags.add(new Tag(type, id));
        return this;
    }

    /// IEEE 802.3 with LLC and SNAP in place of an EtherType.
    public PacketBuilder snap() {
        snap = true;
        return this;
    }

    /// Pads the frame to Ethernet's minimum of 60 bytes, with bytes that are easily seen.
    public PacketBuilder padded() {
        padded = true;
        return this;
    }

    // ---- net

    /// Any other EtherType; the payload follows.
    public PacketBuilder etherType(int type) {
        net = Net.NONE;
        etherType = type;
        return this;
    }

    public PacketBuilder arp(
            int operation, long senderMac, String sender, long targetMac, String target) {
        net = Net.ARP;
        etherType = EtherType.ARP;
        int senderAddress = ByteBuffer.wrap(address(sender)).getInt();
        int targetAddress = ByteBuffer.wrap(address(target)).getInt();
        arp = new Arp(operation, senderMac, senderAddress, targetMac, targetAddress);
        return this;
    }

    public PacketBuilder ipv4(String source, String destination) {
        return ip(Net.IPV4, EtherType.IPV4, address(source), address(destination));
    }

    public PacketBuilder ipv4(int source, int destination) {
        return ip(Net.IPV4, EtherType.IPV4, word(source), word(destination));
    }

    public PacketBuilder ipv6(String source, String destination) {
        return ip(Net.IPV6, EtherType.IPV6, address(source), address(destination));
    }

    /// Options of IPv4, a multiple of 4 bytes, at most 40.
    public PacketBuilder ipOptions(byte[] options) {
        ipOptions = options.clone();
        return this;
    }

    /// Adds an IPv6 extension header.
    ///
    /// @param body what follows its first byte, which names the next header
    public PacketBuilder extension(int type, byte[] body) {
        extensions.add(new Extension(type, ByteBuffer.wrap(body.clone())));
        return this;
    }

    /// Makes it a fragment; for IPv6 adds a Fragment header.
    ///
    /// @param offset bytes, a multiple of 8
    public PacketBuilder fragment(int offset, boolean more) {
        if (net == Net.IPV6) {
            ByteBuffer body = ByteBuffer.allocate(7).put((byte) 0);
            body.putShort((short) (offset | (more ? 1 : 0))).putInt(identification);
            return extension(IpProtocol.FRAGMENT, body.array());
        }
        fragmentField = offset >>> 3 | (more ? 0x2000 : 0);
        return this;
    }

    public PacketBuilder identification(int value) {
        identification = value;
        return this;
    }

    /// A total length (IPv4) or payload length (IPv6) other than the right one.
    public PacketBuilder ipLength(int value) {
        totalLength = value;
        return this;
    }

    /// An IP protocol without a header that this class builds: the payload follows IP.
    public PacketBuilder protocol(int number) {
        protocol = number;
        headless = true;
        return this;
    }

    // ---- transport

    public PacketBuilder tcp(int source, int destination) {
        return ports(IpProtocol.TCP, source, destination);
    }

    public PacketBuilder udp(int source, int destination) {
        return ports(IpProtocol.UDP, source, destination);
    }

    /// ICMP over IPv4, ICMPv6 over IPv6; the payload follows type, code and checksum.
    public PacketBuilder icmp(int type, int code) {
        protocol = net == Net.IPV6 ? IpProtocol.ICMPV6 : IpProtocol.ICMP;
        headless = false;
        icmpType = type;
        icmpCode = code;
        return this;
    }

    public PacketBuilder sequence(int value) {
        sequence = value;
        return this;
    }

    public PacketBuilder acknowledgment(int value) {
        acknowledgment = value;
        return this;
    }

    public PacketBuilder flags(int value) {
        flags = value;
        return this;
    }

    public PacketBuilder window(int value) {
        window = value;
        return this;
    }

    /// A multiple of 4 bytes, at most 40.
    public PacketBuilder tcpOptions(byte[] options) {
        tcpOptions = options.clone();
        return this;
    }

    public PacketBuilder payload(byte[] bytes) {
        payload = bytes.clone();
        return this;
    }

    public PacketBuilder payload(String latin1) {
        return payload(latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    // ---- bytes

    public byte[] build() {
        byte[] network = network();
        byte[] link = link(network.length);
        int length = link.length + network.length;
        int frame = padded ? Math.max(length, MIN_FRAME_BYTES) : length;
        ByteBuffer out = ByteBuffer.allocate(frame).put(link).put(network);
        while (out.hasRemaining()) {
            out.put((byte) 0xEE);
        }
        return out.array();
    }

    private PacketBuilder ip(Net version, int type, byte[] from, byte[] to) {
        net = version;
        etherType = type;
        source = from;
        destination = to;
        return this;
    }

    private PacketBuilder ports(int number, int from, int to) {
        protocol = number;
        headless = false;
        sourcePort = from;
        destinationPort = to;
        return this;
    }

    private byte[] link(int networkBytes) {
        ByteBuffer out = ByteBuffer.allocate(64);
        switch (linkType) {
            case LinkType.ETHERNET -> mac(mac(out, destinationMac), sourceMac);
            case LinkType.LINUX_SLL -> {
                out.putShort((short) 0).putShort((short) 1).putShort((short) 6);
                mac(out, sourceMac).putShort((short) 0);
            }
            case LinkType.NULL, LinkType.LOOP -> {
                int family = net == Net.IPV6 ? 24 : 2;
                out.order(familyOrder).putInt(family).order(ByteOrder.BIG_ENDIAN);
            }
            default -> {
                // raw IP has no link header, the one of cooked version 2 begins with the type
            }
        }
        if (linkType == LinkType.LINUX_SLL2) {
            out.putShort((short) (tags.isEmpty() ? etherType : tags.getFirst().type));
            out.putShort((short) 0).putInt(3).putShort((short) 1).put((byte) 0).put((byte) 6);
            mac(out, sourceMac).putShort((short) 0);
            typesBehindCookedV2(out);
        } else if (linkType == LinkType.ETHERNET || linkType == LinkType.LINUX_SLL) {
            for (Tag tag : tags) {
                out.putShort((short) tag.type).putShort((short) tag.id);
            }
            type(out, networkBytes);
        }
        byte[] link = new byte[out.position()];
        out.flip().get(link);
        return link;
    }

    private void typesBehindCookedV2(ByteBuffer out) {
        for (int i = 0; i < tags.size(); i++) {
            out.putShort((short) tags.get(i).id);
            out.putShort((short) (i + 1 < tags.size() ? tags.get(i + 1).type : etherType));
        }
    }

    private void type(ByteBuffer out, int networkBytes) {
        if (!snap) {
            out.putShort((short) etherType);
            return;
        }
        // cooked captures name LLC by its number, Ethernet has a length there (RFC 1042)
        out.putShort((short) (linkType == LinkType.ETHERNET ? networkBytes + 8 : 4));
        out.put((byte) 0xAA).put((byte) 0xAA).put((byte) 3);
        out.put((byte) 0).putShort((short) 0).putShort((short) etherType);
    }

    private byte[] network() {
        return switch (net) {
            case NONE -> payload.clone();
            case ARP -> arpBytes();
            case IPV4 -> ipv4Bytes(transport());
            case IPV6 -> ipv6Bytes(transport());
        };
    }

    private byte[] arpBytes() {
        ByteBuffer out = ByteBuffer.allocate(28);
        out.putShort((short) 1).putShort((short) EtherType.IPV4).put((byte) 6).put((byte) 4);
        out.putShort((short) arp.operation);
        mac(out, arp.senderMac).putInt(arp.sender);
        mac(out, arp.targetMac).putInt(arp.target);
        return out.array();
    }

    private byte[] ipv4Bytes(byte[] carried) {
        int header = 20 + ipOptions.length;
        int length = header + carried.length;
        ByteBuffer out = ByteBuffer.allocate(length);
        out.put((byte) (0x40 | header >>> 2)).put((byte) 0);
        out.putShort((short) (totalLength >= 0 ? totalLength : length));
        out.putShort((short) identification).putShort((short) fragmentField);
        out.put((byte) DEFAULT_HOPS).put((byte) protocol).putShort((short) 0);
        out.put(source).put(destination).put(ipOptions);
        out.putShort(10, (short) checksum(0, out.array(), header));
        return out.put(carried).array();
    }

    private byte[] ipv6Bytes(byte[] carried) {
        int extensionBytes = extensions.stream().mapToInt(e -> 1 + e.body.capacity()).sum();
        int length = extensionBytes + carried.length;
        ByteBuffer out = ByteBuffer.allocate(40 + length);
        out.putInt(6 << 28).putShort((short) (totalLength >= 0 ? totalLength : length));
        out.put((byte) typeAt(0)).put((byte) DEFAULT_HOPS).put(source).put(destination);
        for (int i = 0; i < extensions.size(); i++) {
            out.put((byte) typeAt(i + 1)).put(extensions.get(i).body.duplicate());
        }
        return out.put(carried).array();
    }

    private int typeAt(int i) {
        return i < extensions.size() ? extensions.get(i).type : protocol;
    }

    private byte[] transport() {
        if (headless) {
            return payload.clone();
        }
        return switch (protocol) {
            case IpProtocol.TCP -> tcpBytes();
            case IpProtocol.UDP -> udpBytes();
            case IpProtocol.ICMP, IpProtocol.ICMPV6 -> icmpBytes();
            default -> payload.clone();
        };
    }

    private byte[] tcpBytes() {
        int header = 20 + tcpOptions.length;
        ByteBuffer out = ByteBuffer.allocate(header + payload.length);
        out.putShort((short) sourcePort).putShort((short) destinationPort);
        out.putInt(sequence).putInt(acknowledgment);
        out.put((byte) (header >>> 2 << 4)).put((byte) flags).putShort((short) window);
        out.putInt(0).put(tcpOptions).put(payload);
        out.putShort(16, (short) checksum(pseudoHeader(out.capacity()), out.array()));
        return out.array();
    }

    private byte[] udpBytes() {
        ByteBuffer out = ByteBuffer.allocate(8 + payload.length);
        out.putShort((short) sourcePort).putShort((short) destinationPort);
        out.putShort((short) out.capacity()).putShort((short) 0).put(payload);
        int sum = checksum(pseudoHeader(out.capacity()), out.array());
        out.putShort(6, (short) (sum == 0 ? 0xFFFF : sum)); // RFC 768: 0 means no checksum
        return out.array();
    }

    private byte[] icmpBytes() {
        ByteBuffer out = ByteBuffer.allocate(4 + payload.length);
        out.put((byte) icmpType).put((byte) icmpCode).putShort((short) 0).put(payload);
        long pseudo = protocol == IpProtocol.ICMPV6 ? pseudoHeader(out.capacity()) : 0;
        out.putShort(2, (short) checksum(pseudo, out.array()));
        return out.array();
    }

    /// Sum over the pseudo header (RFC 9293 3.1, RFC 8200 8.1).
    private long pseudoHeader(int length) {
        return sum(source, source.length)
                + sum(destination, destination.length)
                + protocol
                + length;
    }

    private static int checksum(long start, byte[] bytes) {
        return checksum(start, bytes, bytes.length);
    }

    /// The internet checksum (RFC 1071).
    private static int checksum(long start, byte[] bytes, int length) {
        long sum = start + sum(bytes, length);
        while (sum >>> 16 != 0) {
            sum = (sum & 0xFFFF) + (sum >>> 16);
        }
        return (int) ~sum & 0xFFFF;
    }

    private static long sum(byte[] bytes, int length) {
        long sum = 0;
        for (int i = 0; i < length; i++) {
            sum += (long) (bytes[i] & 0xFF) << (i % 2 == 0 ? 8 : 0);
        }
        return sum;
    }

    private static ByteBuffer mac(ByteBuffer out, long mac) {
        return out.putShort((short) (mac >>> 32)).putInt((int) mac);
    }

    private static byte[] word(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    private static byte[] address(String literal) {
        return InetAddress.ofLiteral(literal).getAddress();
    }
}
