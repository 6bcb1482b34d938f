package io.wardtap.protocol;

import static io.wardtap.protocol.fuzz.FuzzInput.check;

import io.wardtap.protocol.fuzz.FuzzInput;
import io.wardtap.protocol.fuzz.SeedBytes;
import io.wardtap.protocol.link.LinkType;
import io.wardtap.protocol.net.Defragmenter;
import io.wardtap.protocol.net.FragmentLimits;
import io.wardtap.protocol.net.IpFragment;
import io.wardtap.protocol.status.DecodeStatus;
import io.wardtap.protocol.testkit.PacketBuilder;
import io.wardtap.protocol.tunnel.TunnelKind;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Fuzz target: the input is packets, each decoded as a lane would: a fragment goes to the
/// defragmenter, a whole datagram is decoded on, fragments inside of it again. What is found lies
/// in the packet, and depends neither on where it lies, nor on what lies around it, nor on what was
/// decoded before.
///
/// Each packet: link type by [#LINK_TYPES], bytes cut off by the capture, length, bytes.
public final class PacketDecoderFuzz {
    private static final int[] LINK_TYPES = {
        LinkType.ETHERNET,
        LinkType.NULL,
        LinkType.RAW_BSD,
        LinkType.RAW_OPENBSD,
        LinkType.RAW,
        LinkType.LOOP,
        LinkType.LINUX_SLL,
        LinkType.IPV4,
        LinkType.IPV6,
        LinkType.LINUX_SLL2,
        147
    };
    private static final int MOST = 20;
    private static final int MAX_NESTED = 9;

    // for all inputs: what one leaves behind must not matter to the next
    private static final PacketDecoder USED = new PacketDecoder();

    private PacketDecoder packet;
    private final Defragmenter defragmenter = new Defragmenter(FragmentLimits.defaults());
    private final IpFragment fragment = new IpFragment();

    private PacketDecoderFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        FuzzInput input = new FuzzInput(bytes);
        PacketDecoderFuzz run = new PacketDecoderFuzz();
        for (int i = 0; i < MOST && input.left() > 0; i++) {
            int linkType = LINK_TYPES[input.u8() % LINK_TYPES.length];
            int cut = input.u8();
            run.decode(linkType, input.bytes(input.u16()), cut);
        }
    }

    private void decode(int linkType, byte[] bytes, int cut) {
        int length = bytes.length;
        packet = new PacketDecoder();
        DecodeStatus status = packet.decode(linkType, bytes, 0, length, length + cut);
        checkFound(status, length);

        int offset = 13;
        byte[] elsewhere = new byte[offset + length + 70];
        Arrays.fill(elsewhere, (byte) 0x45);
        System.arraycopy(bytes, 0, elsewhere, offset, length);
        DecodeStatus same = USED.decode(linkType, elsewhere, offset, length, length + cut);
        checkSame(status, same, offset);

        byte[] payloads = bytes;
        for (int nested = 0; packet.isFragment() && nested < MAX_NESTED; nested++) {
            packet.copyTo(fragment, payloads, 0);
            check(fragment.captured <= fragment.wireLength, "more captured than on the wire");
            if (defragmenter.add(fragment, 0) != Defragmenter.Outcome.COMPLETE) {
                return;
            }
            payloads = defragmenter.bytes();
            status = reassembled(packet, payloads, 0);
            checkFound(status, defragmenter.captured());
            byte[] moved = new byte[offset + defragmenter.captured()];
            System.arraycopy(payloads, 0, moved, offset, defragmenter.captured());
            checkSame(status, reassembled(USED, moved, offset), offset);
        }
    }

    private DecodeStatus reassembled(PacketDecoder decoder, byte[] bytes, int start) {
        return decoder.decodeReassembled(
                bytes,
                start,
                defragmenter.captured(),
                defragmenter.wireLength(),
                defragmenter.protocol(),
                defragmenter.ipBytes());
    }

    private void checkFound(DecodeStatus status, int length) {
        PacketDecoder p = packet;
        check(p.payloadLength() >= 0, "negative payload");
        check(p.payloadWireLength() >= p.payloadLength(), "more payload than on the wire");
        check(p.payloadStart() >= 0, "payload before the packet");
        check((long) p.payloadStart() + p.payloadLength() <= length, "payload behind the packet");
        check(p.ipStart() >= 0 && p.ipStart() <= length, "IP packet elsewhere");
        check(p.ipBytes() >= 0, "negative IP length");
        check(!p.isArp() || !p.isIp(), "ARP and IP");
        check(!p.hasTransport() || p.isIp(), "transport without IP");
        check(!p.hasTransport() || !p.isFragment(), "transport of a fragment");
        check(!p.hasTransport() || p.transportStart() < length, "transport elsewhere");
        check(!p.isInTunnel() || p.isIp() || p.isArp(), "nothing inside of a tunnel");
        check(!p.isInTunnel() || p.tunnelKinds() != 0, "a tunnel of no kind");
        check(p.isInTunnel() || p.tunnelPath() == 0, "a path without a tunnel");
        check(p.tunnelKinds() >>> TunnelKind.values().length, 0, "kinds of tunnels");
        check(p.vlan() >= 0 && p.vlan() < 4096, "VLAN id");
        check(p.fragmentOffset >= 0 && p.fragmentOffset <= 65_528, "fragment offset");
        boolean stopped = status == DecodeStatus.TRUNCATED || status == DecodeStatus.MALFORMED;
        // that a fragment was cut was counted with it
        check(!stopped || p.event() != null || p.isReassembled(), "an oddity that is not counted");
        check(status != DecodeStatus.OK || p.event() == null, "an oddity and OK");
    }

    private void checkSame(DecodeStatus status, DecodeStatus same, int offset) {
        check(status == same, "status " + same + ", should be " + status);
        check(USED.event() == packet.event(), "event");
        long[] is = fields(USED, offset);
        long[] shouldBe = fields(packet, 0);
        int differs = Arrays.mismatch(is, shouldBe);
        check(differs < 0, "field " + differs + " depends on where the packet lies");
    }

    /// All that a decoder found; places as counted from the packet's start.
    private static long[] fields(PacketDecoder p, int offset) {
        return new long[] {
            p.sourceMac(),
            p.destinationMac(),
            p.vlan(),
            p.vlanTags(),
            p.etherType(),
            p.isArp() ? 1 : 0,
            p.arpOperation(),
            p.arpSenderMac(),
            p.arpSenderAddress(),
            p.arpTargetMac(),
            p.arpTargetAddress(),
            p.ipVersion(),
            p.isIp() ? p.ipStart() - offset : 0,
            p.sourceHigh(),
            p.sourceLow(),
            p.destinationHigh(),
            p.destinationLow(),
            p.ipProtocol(),
            p.ipBytes(),
            p.isFragment() ? 1 : 0,
            p.fragmentOffset,
            p.moreFragments ? 1 : 0,
            p.fragmentIdentification,
            p.isReassembled() ? 1 : 0,
            p.isRouted() ? 1 : 0,
            p.hasTransport() ? p.transportStart() - offset : -1,
            p.sourcePort(),
            p.destinationPort(),
            p.tcpSequence(),
            p.tcpAcknowledgment(),
            p.tcpFlags(),
            p.tcpWindow(),
            p.icmpType(),
            p.icmpCode(),
            p.payloadLength() > 0 ? p.payloadStart() - offset : 0,
            p.payloadLength(),
            p.payloadWireLength(),
            p.tunnelKinds(),
            p.tunnelPath(),
            p.isInTunnel() ? 1 : 0
        };
    }

    private static SeedBytes packet(SeedBytes seed, int linkType, int cut, byte[] bytes) {
        int link = 0;
        while (LINK_TYPES[link] != linkType) {
            link++;
        }
        return seed.u8(link, cut).u16(bytes.length).raw(bytes);
    }

    private static SeedBytes packet(SeedBytes seed, PacketBuilder builder) {
        return packet(seed, builder.linkType(), 0, builder.build());
    }

    public static List<byte[]> seeds() {
        List<SeedBytes> seeds = new ArrayList<>();
        for (TunnelVector vector : TunnelVector.ALL) {
            seeds.add(packet(new SeedBytes(), vector.linkType(), 0, vector.bytes()));
        }
        seeds.add(links());
        seeds.add(layers());
        seeds.add(fragments());
        seeds.add(fragmentsInTunnels());
        seeds.add(cut(PacketBuilder.ethernet().ipv4(1, 2).tcp(1, 2).payload("abcdef"), 4));
        seeds.add(cut(PacketBuilder.ethernet().ipv4(1, 2).tcp(1, 2).payload("abcdef"), 14));
        seeds.add(cut(PacketBuilder.ethernet().ipv4(1, 2).udp(1, 2).payload("abcdef"), 4));
        seeds.add(cut(PacketBuilder.ethernet().ipv4(1, 2).icmp(3, 3).payload("abcdef"), 4));
        return seeds.stream().map(SeedBytes::bytes).toList();
    }

    private static SeedBytes cut(PacketBuilder whole, int cut) {
        byte[] bytes = whole.build();
        byte[] there = Arrays.copyOf(bytes, bytes.length - cut);
        return packet(new SeedBytes(), whole.linkType(), cut, there);
    }

    private static SeedBytes links() {
        SeedBytes seed = new SeedBytes();
        List<PacketBuilder> links =
                List.of(
                        PacketBuilder.ethernet().snap(),
                        PacketBuilder.ethernet().vlan(0x88A8, 4095).vlan(1),
                        PacketBuilder.linuxCooked(),
                        PacketBuilder.linuxCookedV2(),
                        PacketBuilder.rawIp(),
                        PacketBuilder.nullLink(java.nio.ByteOrder.BIG_ENDIAN),
                        PacketBuilder.loopback());
        for (PacketBuilder link : links) {
            packet(seed, link.ipv4(0x0A000001, 0x0A000002).udp(1, 2).payload("abc"));
        }
        byte[] four = PacketBuilder.rawIp().ipv4(1, 2).icmp(8, 0).payload("abc").build();
        packet(seed, LinkType.IPV4, 0, four);
        byte[] six = PacketBuilder.rawIp().ipv6("fd00::1", "fd00::2").tcp(1, 2).build();
        return packet(seed, LinkType.IPV6, 0, six);
    }

    private static SeedBytes layers() {
        SeedBytes seed = new SeedBytes();
        packet(seed, PacketBuilder.ethernet().arp(1, 2, "10.0.0.1", 4, "10.0.0.2"));
        packet(
                seed,
                PacketBuilder.ethernet()
                        .ipv4(1, 2)
                        .ipOptions(new byte[8])
                        .tcp(104, 2000)
                        .tcpOptions(new byte[12])
                        .payload("abc"));
        packet(
                seed,
                PacketBuilder.ethernet()
                        .ipv6("fd00::1", "fd00::2")
                        .extension(0, new byte[6])
                        .extension(43, new byte[14])
                        .extension(60, new byte[6])
                        .icmp(128, 0)
                        .payload("abc"));
        return packet(
                seed, PacketBuilder.ethernet().padded().ipv4(1, 2).udp(53, 53).payload("abc"));
    }

    private static SeedBytes fragments() {
        SeedBytes seed = new SeedBytes();
        byte[] inner = PacketBuilder.rawIp().ipv4(1, 2).udp(5, 6).payload("abcdefghijk").build();
        byte[] udp = Arrays.copyOfRange(inner, 20, inner.length);
        for (int at = 0; at < udp.length; at += 8) {
            int end = Math.min(udp.length, at + 8);
            byte[] part = Arrays.copyOfRange(udp, at, end);
            boolean more = end < udp.length;
            packet(
                    seed,
                    PacketBuilder.ethernet()
                            .ipv4(1, 2)
                            .fragment(at, more)
                            .protocol(17)
                            .payload(part));
            packet(
                    seed,
                    PacketBuilder.ethernet()
                            .ipv6("fd00::1", "fd00::2")
                            .fragment(at, more)
                            .protocol(17)
                            .payload(part));
        }
        return seed;
    }

    /// IP in IP, in fragments, with a fragment inside.
    private static SeedBytes fragmentsInTunnels() {
        SeedBytes seed = new SeedBytes();
        byte[] inner =
                PacketBuilder.rawIp()
                        .ipv4(3, 4)
                        .fragment(0, true)
                        .protocol(17)
                        .payload("12345678")
                        .build();
        for (int at = 0; at < inner.length; at += 16) {
            int end = Math.min(inner.length, at + 16);
            packet(
                    seed,
                    PacketBuilder.ethernet()
                            .ipv4(1, 2)
                            .fragment(at, end < inner.length)
                            .protocol(4)
                            .payload(Arrays.copyOfRange(inner, at, end)));
        }
        return seed;
    }
}
