package io.wardtap.appliance.mirror;

import io.wardtap.appliance.observe.Address;
import io.wardtap.appliance.observe.AddressScope;
import io.wardtap.appliance.observe.Cidr;
import io.wardtap.appliance.observe.Site;
import io.wardtap.appliance.pipeline.DuplicateFilter;
import io.wardtap.appliance.pipeline.LaneSettings;
import io.wardtap.protocol.PacketDecoder;
import io.wardtap.protocol.pcap.PacketRecord;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Looks at every packet of a mirror for a while, and counts what tells a good one from a bad one.
/// All tables are bounded; what is beyond them is not looked at. Lane's thread, then whoever asks.
public final class MirrorExam {
    private static final int MAX_PAIRS = 1 << 16;
    private static final int MAX_ADDRESSES = 1 << 16;

    private static final long GROUP_BIT = 1L << 40;
    private static final int TCP = 6;
    private static final int UDP = 17;

    /// Packets of a TCP conversation by direction, lower end first.
    static final class Pair {
        int forward;
        int backward;
    }

    private final Site site;
    private final PacketDecoder decoder = new PacketDecoder();
    private final Map<Long, Pair> pairs = new HashMap<>();
    private final Set<Address> addresses = new HashSet<>();
    private final Map<Long, Set<Address>> addressesByMac = new HashMap<>();
    private final Map<Cidr, Boolean> declared = new LinkedHashMap<>();
    private final DuplicateFilter copies =
            new DuplicateFilter(LaneSettings.DUPLICATE_WINDOW_NS, false);

    final BitSet vlans = new BitSet(4096);
    long packets;
    long bytes;
    long tagged;
    long groupPackets; // broadcast and multicast
    long unicastPackets;
    long payloadPackets;
    long duplicates;
    long truncated;
    long largest;
    long backwards;
    long farFromClock;
    long worstClockNs;
    private long lastNs;

    public MirrorExam(Site site) {
        this.site = site;
        site.networks().forEach(network -> declared.put(network, false));
        site.zones().values().forEach(zone -> zone.forEach(n -> declared.putIfAbsent(n, false)));
    }

    /// @param wallNs the clock when the packet was handed over
    public void onPacket(PacketRecord packet, long wallNs) {
        packets++;
        bytes += packet.capturedLength;
        truncated += packet.capturedLength < packet.wireLength ? 1 : 0;
        largest = Math.max(largest, packet.wireLength);
        clock(packet.timeNs, wallNs);
        decoder.decode(
                packet.linkType,
                packet.bytes,
                packet.start,
                packet.capturedLength,
                packet.wireLength);
        if (decoder.vlanTags() > 0) {
            tagged++;
            vlans.set(decoder.vlan() & 0xFFF);
        }
        if ((decoder.destinationMac() & GROUP_BIT) != 0) {
            groupPackets++;
        } else {
            unicastPackets++;
        }
        if (decoder.isIp()) {
            address(decoder.sourceHigh(), decoder.sourceLow(), decoder.sourceMac());
            if (decoder.hasTransport()) {
                transport(packet);
            }
        }
    }

    private void clock(long timeNs, long wallNs) {
        backwards += timeNs < lastNs - 1_000_000_000L ? 1 : 0;
        lastNs = Math.max(lastNs, timeNs);
        long apart = Math.abs(wallNs - timeNs);
        if (apart > 2_000_000_000L) {
            farFromClock++;
            worstClockNs = Math.max(worstClockNs, apart);
        }
    }

    private void address(long high, long low, long mac) {
        if (addresses.size() >= MAX_ADDRESSES) {
            return;
        }
        Address address = new Address(high, low);
        if (addresses.add(address)) {
            for (Map.Entry<Cidr, Boolean> network : declared.entrySet()) {
                if (network.getKey().contains(address)) {
                    network.setValue(true);
                }
            }
            if (mac != 0 && site.scopeOf(address) == AddressScope.INTERNAL) {
                addressesByMac.computeIfAbsent(mac, _ -> new HashSet<>()).add(address);
            }
        }
    }

    private void transport(PacketRecord packet) {
        int protocol = decoder.ipProtocol();
        if (protocol == TCP) {
            conversation();
        }
        int length = decoder.payloadLength();
        if (length > 0 && (protocol == TCP || protocol == UDP)) {
            payloadPackets++;
            int end = packet.start + packet.capturedLength;
            boolean copy = copies.isDuplicate(decoder, packet.bytes, end, packet.timeNs);
            duplicates += copy ? 1 : 0;
        }
    }

    private void conversation() {
        long source = mix(decoder.sourceHigh() ^ mix(decoder.sourceLow()) + decoder.sourcePort());
        long target =
                mix(
                        decoder.destinationHigh()
                                ^ mix(decoder.destinationLow()) + decoder.destinationPort());
        long key = mix(Math.min(source, target)) ^ Math.max(source, target);
        Pair pair = pairs.get(key);
        if (pair == null) {
            if (pairs.size() >= MAX_PAIRS) {
                return;
            }
            pair = new Pair();
            pairs.put(key, pair);
        }
        if (source <= target) {
            pair.forward++;
        } else {
            pair.backward++;
        }
    }

    private static long mix(long value) {
        long mixed = (value ^ value >>> 32) * 0x9E37_79B9_7F4A_7C15L;
        return mixed ^ mixed >>> 29;
    }

    /// TCP conversations with at least so many packets, and those of them seen in one direction.
    int[] conversations(int atLeast) {
        int all = 0;
        int oneWay = 0;
        for (Pair pair : pairs.values()) {
            if (pair.forward + pair.backward >= atLeast) {
                all++;
                oneWay += pair.forward == 0 || pair.backward == 0 ? 1 : 0;
            }
        }
        return new int[] {all, oneWay};
    }

    /// Declared networks of which no address was seen.
    List<Cidr> unseen() {
        List<Cidr> unseen = new ArrayList<>();
        declared.forEach(
                (network, seen) -> {
                    if (!seen) {
                        unseen.add(network);
                    }
                });
        return unseen;
    }

    int declaredNetworks() {
        return declared.size();
    }

    /// Addresses of the site, and how many of them share their MAC with at least three others.
    int[] macs() {
        int all = 0;
        int shared = 0;
        for (Set<Address> of : addressesByMac.values()) {
            all += of.size();
            shared += of.size() >= 4 ? of.size() : 0;
        }
        return new int[] {all, shared, addressesByMac.size()};
    }

    public long packets() {
        return packets;
    }

    public long bytes() {
        return bytes;
    }
}
