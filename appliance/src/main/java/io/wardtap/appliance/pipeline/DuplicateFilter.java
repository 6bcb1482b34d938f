package io.wardtap.appliance.pipeline;

import io.wardtap.protocol.DecodedPacket;
import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.net.IpProtocol;
import io.wardtap.protocol.net.Ipv4Packet;
import io.wardtap.protocol.net.Ipv6Packet;
import io.wardtap.protocol.transport.TcpSegment;

import java.util.SplittableRandom;

/// Recognises a packet that the mirror shows again: seen on two mirrored ports, in both directions
/// of a trunk, or before and behind a router. What a router or a switch changes does not count:
/// MACs, VLAN tags, time to live (RFC 791 3.2), traffic class, and the IPv4 header checksum that
/// follows from it. All else must be the same, to the last byte captured: the bytes are digested
/// with a key of this filter's own, so that nobody can have a packet taken for a copy of another.
///
/// A table of recent digests, two a bucket; a digest that has to make room within the window is
/// counted. While no copies come, only headers are looked at, ten to twenty nanoseconds a packet;
/// the first packet that looks like a copy has whole packets digested for a while, see
/// [#FULL_PACKETS]. Confined to one thread; allocates nothing.
public final class DuplicateFilter {
    /// How many packets are digested whole after the last copy, or what looked like one; and at the
    /// beginning.
    public static final int FULL_PACKETS = 16_384;

    /// Digests that are kept: those of 5 ms at more than a million packets a second.
    static final int CAPACITY = 16_384;

    /// A packet that its sender may well have sent twice is a copy only this long after a certain
    /// one.
    private static final long CERTAIN_NS = LaneClock.SECOND;

    private static final int BUCKETS = CAPACITY / 2;
    private static final int BUCKET_LONGS = 4; // digest, time, digest, time
    private static final long NEVER = Long.MIN_VALUE / 2;
    private static final int OPENS_OR_CLOSES = TcpSegment.SYN | TcpSegment.FIN | TcpSegment.RST;
    private static final int IDENTIFICATION = 4; // offset in the IPv4 header
    private static final int KEY_HEAD = 16; // ports, sequence, acknowledgment, flags, window

    private final long windowNs;
    private final boolean vlanCounts;
    private final long[] table = new long[BUCKETS * BUCKET_LONGS];
    private final long key;
    private final long start;
    private int fullLeft = FULL_PACKETS;
    private long certainNs = NEVER;
    private long evictions;

    /// @param windowNs a copy comes within it; 0 switches the filter off
    /// @param vlanCounts packets of different VLANs are never copies
    public DuplicateFilter(long windowNs, boolean vlanCounts) {
        this(windowNs, vlanCounts, new SplittableRandom());
    }

    DuplicateFilter(long windowNs, boolean vlanCounts, SplittableRandom random) {
        this.windowNs = windowNs;
        this.vlanCounts = vlanCounts;
        this.key = random.nextLong() | 1;
        this.start = random.nextLong();
        for (int i = 1; i < table.length; i += 2) {
            table[i] = NEVER;
        }
    }

    /// Whether the packet was here within the window; else it is remembered.
    ///
    /// @param packet an IP packet as decoded from `bytes`
    /// @param end behind the last byte captured
    public boolean isDuplicate(DecodedPacket packet, byte[] bytes, int end, long timeNs) {
        if (windowNs == 0) {
            return false;
        }
        int from = headerEnd(packet, bytes);
        int to = (int) Math.min(end, (long) packet.ipStart() + packet.ipBytes());
        long head = head(packet, bytes, from, to);
        boolean full = fullLeft > 0;
        long digest = full ? digest(head, bytes, from, to) : head;
        int bucket = (int) (head >>> 32) & BUCKETS - 1;
        if (!isRecent(digest, bucket * BUCKET_LONGS, timeNs)) {
            fullLeft -= full ? 1 : 0;
            return false;
        }
        fullLeft = FULL_PACKETS;
        return full && isCopy(packet, bytes, timeNs);
    }

    /// Digests that had to make room while a copy of their packets might still have come.
    public long evictions() {
        return evictions;
    }

    /// Looks a digest up; puts it in when it is not there.
    private boolean isRecent(long digest, int at, long timeNs) {
        for (int i = at; i < at + BUCKET_LONGS; i += 2) {
            if (table[i] == digest && isWithin(table[i + 1], timeNs)) {
                return true;
            }
        }
        int older = table[at + 1] <= table[at + 3] ? at : at + 2;
        evictions += isWithin(table[older + 1], timeNs) ? 1 : 0;
        table[older] = digest;
        table[older + 1] = timeNs;
        return false;
    }

    private boolean isWithin(long seenNs, long timeNs) {
        return Math.abs(timeNs - seenNs) <= windowNs;
    }

    /// A sender that numbers its packets never sends the same number twice so soon, and none sends
    /// the same data or opening again within the window. What is left are bare acknowledgments and
    /// datagrams of senders that do not number them (RFC 6864 4.1, IPv6): those may be the sender's
    /// own, so that they are copies only where there are certain ones.
    private boolean isCopy(DecodedPacket packet, byte[] bytes, long timeNs) {
        boolean numbered =
                packet.ipVersion() == 4 && Bytes.u16(bytes, packet.ipStart() + IDENTIFICATION) != 0;
        boolean tells =
                packet.ipProtocol() == IpProtocol.TCP
                        && (packet.payloadWireLength() > 0
                                || (packet.tcpFlags() & OPENS_OR_CLOSES) != 0);
        if (numbered || tells) {
            certainNs = timeNs;
            return true;
        }
        return Math.abs(timeNs - certainNs) <= CERTAIN_NS;
    }

    private static int headerEnd(DecodedPacket packet, byte[] bytes) {
        int ip = packet.ipStart();
        return packet.ipVersion() == 4
                ? ip + Ipv4Packet.headerBytes(bytes, ip)
                : ip + Ipv6Packet.HEADER_BYTES;
    }

    /// What of the IP header stays the same on the way, and the first bytes behind it. Without the
    /// key, so that which digests share a bucket is the same at every run.
    private long head(DecodedPacket packet, byte[] bytes, int from, int to) {
        long ip =
                packet.ipVersion() == 4
                        // length, identification, fragment field; protocol
                        ? Bytes.u64(bytes, packet.ipStart()) << 16 ^ packet.ipProtocol()
                        // length, next header
                        : (long) Ipv6Packet.payloadLength(bytes, packet.ipStart()) << 16
                                ^ packet.ipProtocol();
        // products that do not wait for each other
        long sum =
                ip * 0x9E37_79B9_7F4A_7C15L
                        + packet.sourceLow() * 0xC2B2_AE3D_27D4_EB4FL
                        + packet.destinationLow() * 0xD6E8_FEB8_6659_FD93L;
        if (packet.ipVersion() == 6) {
            sum += packet.sourceHigh() * 0xBF58_476D_1CE4_E5B9L;
            sum += packet.destinationHigh() * 0x94D0_49BB_1331_11EBL;
        }
        if (to - from >= KEY_HEAD) {
            sum += Bytes.u64(bytes, from) * 0xA076_1D64_78BD_642FL;
            sum += Bytes.u64(bytes, from + 8) * 0xE703_7ED1_A0B4_28DBL;
        }
        return mix(vlanCounts ? sum + packet.vlan() * 0x8EBC_6AF0_9C88_C6E3L : sum);
    }

    private static long mix(long value) {
        long mixed = (value ^ value >>> 32) * 0x9E37_79B9_7F4A_7C15L;
        return mixed ^ mixed >>> 29;
    }

    /// Everything behind the IP header, in two strands that do not wait for each other.
    private long digest(long head, byte[] bytes, int from, int to) {
        long a = start ^ head;
        long b = ~start;
        int at = from;
        for (; at + 32 <= to; at += 32) {
            a = fold(a ^ Bytes.u64Le(bytes, at), key ^ Bytes.u64Le(bytes, at + 8));
            b = fold(b ^ Bytes.u64Le(bytes, at + 16), key ^ Bytes.u64Le(bytes, at + 24));
        }
        if (at + 16 <= to) {
            a = fold(a ^ Bytes.u64Le(bytes, at), key ^ Bytes.u64Le(bytes, at + 8));
            at += 16;
        }
        if (at + 8 <= to) {
            b = fold(b ^ Bytes.u64Le(bytes, at), key);
            at += 8;
        }
        long tail = (long) to - from;
        for (; at < to; at++) {
            tail = tail << 8 | Bytes.u8(bytes, at);
        }
        return fold(a ^ tail, key ^ b);
    }

    /// Both halves of the product, one upon the other. Who does not know the key cannot tell what
    /// makes a factor zero.
    private static long fold(long x, long y) {
        return x * y ^ Math.multiplyHigh(x, y);
    }
}
