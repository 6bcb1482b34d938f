package io.wardtap.appliance.pipeline;

import io.wardtap.appliance.capture.Arrival;
import io.wardtap.appliance.capture.CaptureSource;
import io.wardtap.protocol.PacketDecoder;
import io.wardtap.protocol.pcap.PacketRecord;
import io.wardtap.protocol.status.DecodeEvent;
import io.wardtap.protocol.status.DecodeStatus;
import io.wardtap.protocol.unit.UnitAssembler;

import java.util.function.BooleanSupplier;

/// One lane: reads packets where they lie, runs each to completion (decode, flow, order, framing)
/// and hands units to the ring. One thread.
public final class Lane {
    private static final int CATCH_UP_EVERY = 64; // packets
    private static final int ADDRESS_CACHE = 4096;
    private static final long ADDRESS_REPEAT_NS = 60 * LaneClock.SECOND;
    private static final long STATS_NS = 60 * LaneClock.SECOND;

    private final CaptureSource source;
    private final UnitPublisher publisher;
    private final UnitTeller teller;
    private final LaneCounters counters;
    private final UnitAssembler assembler;
    private final FlowTracker flows;
    private final FragmentStage fragments;
    private final LaneClock clock = new LaneClock();
    private final PacketDecoder decoder = new PacketDecoder();
    private final PacketRecord next = new PacketRecord();
    private final LaneSight sight;
    private final DuplicateFilter duplicates;
    private final HeldPackets held = new HeldPackets();
    private final LanePlace place;
    private HeaderRing headers; // null without a recorder
    private final long[] knownAddress = new long[ADDRESS_CACHE];
    private final long[] knownMac = new long[ADDRESS_CACHE];
    private final long[] knownNs = new long[ADDRESS_CACHE];
    private long packetNumber;
    private long laneNs; // of the packet analysed last
    private long nextTickNs;
    private long nextStatsNs;

    Lane(
            CaptureSource source,
            LaneSettings settings,
            UnitPublisher publisher,
            LaneCounters counters) {
        this(source, settings, publisher, counters, LanePlace.ALONE);
    }

    Lane(
            CaptureSource source,
            LaneSettings settings,
            UnitPublisher publisher,
            LaneCounters counters,
            LanePlace place) {
        this.source = source;
        this.place = place;
        this.publisher = publisher;
        this.counters = counters;
        this.assembler = new UnitAssembler(settings.assemblerBytes());
        this.teller = new UnitTeller(publisher, counters);
        this.sight = new LaneSight(counters);
        this.duplicates =
                new DuplicateFilter(
                        settings.duplicateWindowNs(), settings.vlanInFlowKey() == VlanKey.ON);
        OverlapReports overlaps = new OverlapReports(teller);
        this.flows =
                new FlowTracker(
                        settings, assembler, teller, overlaps, counters, place.firstSerial());
        this.fragments = new FragmentStage(settings, counters, overlaps);
    }

    /// Has this parser read the units of its flows on the lane's thread.
    void parseBy(ParserHandler own) {
        teller.parseBy(own);
    }

    /// Keeps the headers of the latest packets there.
    void keep(HeaderRing ring) {
        headers = ring;
    }

    /// Reads until the source ends or `cancelled` says so, then ends all flows.
    void run(BooleanSupplier cancelled) {
        read(cancelled);
        finish();
    }

    private void read(BooleanSupplier cancelled) {
        Arrival arrival = source.next(next);
        while (arrival != Arrival.END) {
            if (arrival == Arrival.PACKET) {
                publisher.pace(source);
                if (publisher.admitsPacket()) {
                    take();
                    if ((packetNumber & CATCH_UP_EVERY - 1) == 0) {
                        flows.catchUp(laneNs);
                    }
                } else {
                    shed();
                }
            } else {
                idle();
            }
            if ((arrival == Arrival.IDLE || (packetNumber & 255) == 0)
                    && cancelled.getAsBoolean()) {
                return;
            }
            arrival = source.next(next);
        }
    }

    /// The line is silent: what waits for its batch goes out, and time goes on by the clock. It
    /// confirms the times of held packets, or shows that they cannot be.
    private void idle() {
        long untilNs = source.deliveredUntilNs();
        while (untilNs > 0 && !held.isEmpty()) {
            release(Math.max(untilNs, clock.nowNs()));
        }
        if (untilNs > 0) {
            advance(clock.pass(untilNs), 0);
        }
        flows.catchUp(laneNs);
        publisher.publish();
    }

    /// There is no room for what this packet could cause.
    private void shed() {
        counters.countShed(next.interfaceIndex, next.capturedLength);
    }

    private void finish() {
        publisher.finishing();
        try {
            while (!held.isEmpty()) {
                release(clock.nowNs());
            }
            fragments.onCaptureEnd();
            flows.onCaptureEnd();
        } finally {
            copyCounters();
            teller.captureEnd();
        }
    }

    /// Dates the next packet. One whose time is not believed yet waits until the packets behind it
    /// have confirmed or refuted that time; order is kept.
    private void take() {
        long beforeNs = clock.nowNs();
        long nowNs = clock.advance(next.timeNs);
        if (clock.isOnlyFirst()) {
            held.add(next);
            return;
        }
        boolean believed = clock.wasConfirmed();
        // the first packet's time may have been corrected downwards by the second
        long heldNs = Math.min(beforeNs, nowNs);
        int keep = clock.wasJump() ? clock.jumpVotes() - 1 : 0;
        while (held.size() > keep) {
            release(believed ? nowNs : heldNs);
        }
        if (clock.wasJump()) {
            held.add(next);
        } else {
            if (clock.wasBackwards()) {
                counters.count(DecodeEvent.TIME_BACKWARDS);
            }
            onPacket(next, nowNs);
        }
    }

    /// Analyses the packet held longest, at its own time as far as `untilNs`.
    private void release(long untilNs) {
        PacketRecord packet = held.take();
        if (packet.timeNs > untilNs) {
            counters.count(DecodeEvent.TIME_JUMP);
        }
        onPacket(packet, Math.max(laneNs, Math.min(packet.timeNs, untilNs)));
    }

    private void onPacket(PacketRecord packet, long nowNs) {
        packetNumber++;
        counters.add(LaneCounters.PACKETS, 1);
        counters.add(LaneCounters.BYTES, packet.capturedLength);
        advance(nowNs, packet.interfaceIndex);
        counters.set(LaneCounters.LAST_PACKET_NS, nowNs);
        sight.onPacket(packet);
        teller.at(place.packetNumber(packetNumber), nowNs, packet.interfaceIndex);
        DecodeStatus status =
                decoder.decode(
                        packet.linkType,
                        packet.bytes,
                        packet.start,
                        packet.capturedLength,
                        packet.wireLength);
        DecodeEvent oddity = decoder.event();
        if (oddity != null) {
            counters.count(oddity);
        }
        if (decoder.vlanTags() > 0) {
            counters.add(LaneCounters.VLAN_PACKETS, 1);
        }
        if (decoder.tunnelKinds() != 0) {
            counters.countTunnels(decoder.tunnelKinds());
        }
        if (decoder.isIp()) {
            onIp(packet, status, nowNs);
        } else if (decoder.isArp()) {
            counters.add(LaneCounters.ARP_PACKETS, 1);
            onArp(nowNs);
        } else {
            sight.onUnread(decoder, status, packet);
        }
    }

    private void onIp(PacketRecord packet, DecodeStatus status, long nowNs) {
        if (headers != null) {
            headers.add(decoder, packet, nowNs);
        }
        int end = packet.start + packet.capturedLength;
        if (duplicates.isDuplicate(decoder, packet.bytes, end, packet.timeNs)) {
            sight.onDuplicate(packet);
            flows.onDuplicate(decoder);
        } else if (decoder.isFragment()) {
            int kinds = decoder.tunnelKinds();
            boolean whole = fragments.take(decoder, packet.bytes, nowNs);
            counters.countTunnels(decoder.tunnelKinds() & ~kinds);
            if (whole) {
                sight.onFlowPacket(decoder, packet);
                flows.onPacket(decoder, fragments.bytes(), packet.interfaceIndex, nowNs);
            }
        } else if (decoder.hasTransport() || isSound(status)) {
            sight.onFlowPacket(decoder, packet);
            flows.onPacket(decoder, packet.bytes, packet.interfaceIndex, nowNs);
        } else {
            sight.onUnread(decoder, status, packet);
        }
    }

    /// Whether an IP packet without a transport that is read is a packet of a flow all the same:
    /// another protocol, or a tunnel whose inside is not read.
    private static boolean isSound(DecodeStatus status) {
        return status == DecodeStatus.OK || status == DecodeStatus.UNSUPPORTED;
    }

    /// Moves the lane's time on; ticks that lie between go out first.
    private void advance(long nowNs, int interfaceIndex) {
        if (nextTickNs == 0) {
            nextTickNs =
                    Math.floorDiv(nowNs, LaneClock.SECOND) * LaneClock.SECOND + LaneClock.SECOND;
            nextStatsNs = Math.floorDiv(nowNs, STATS_NS) * STATS_NS + STATS_NS;
        }
        laneNs = nowNs;
        if (nowNs >= nextTickNs) {
            tick(nowNs, interfaceIndex);
        }
    }

    /// One tick a second; over a long silence as many as 600, evenly.
    private void tick(long nowNs, int interfaceIndex) {
        long seconds = (nowNs - nextTickNs) / LaneClock.SECOND + 1;
        long step = Math.max(1, seconds / 600) * LaneClock.SECOND;
        // a tick belongs to the packet that moved the time on
        for (; nextTickNs <= nowNs; nextTickNs += step) {
            if (!publisher.hasRoom()) {
                return; // the next packet, or silence, goes on from here
            }
            teller.at(place.packetNumber(packetNumber), nextTickNs, interfaceIndex);
            publisher.onTick();
            flows.onTick(nextTickNs);
            fragments.onTick(nextTickNs);
            copyCounters();
            boolean stats = nextTickNs >= nextStatsNs;
            if (stats) {
                nextStatsNs = Math.floorDiv(nextTickNs, STATS_NS) * STATS_NS + STATS_NS;
            }
            teller.tick(stats);
        }
        nextTickNs = Math.floorDiv(nowNs, LaneClock.SECOND) * LaneClock.SECOND + LaneClock.SECOND;
        publisher.publish();
    }

    private void copyCounters() {
        counters.set(LaneCounters.ASSEMBLER_EVICTIONS, assembler.evictions());
        counters.set(LaneCounters.DUPLICATE_EVICTIONS, duplicates.evictions());
    }

    /// Tells who claims which address, once a minute or when it changes.
    private void onArp(long nowNs) {
        long mac = decoder.arpSenderMac();
        int address = decoder.arpSenderAddress();
        if (mac == 0 || address == 0) {
            return;
        }
        long key = 0xFFFF_0000_0000L | (address & 0xFFFF_FFFFL);
        int slot = (address * 0x9E3779B9 >>> 20) & ADDRESS_CACHE - 1;
        if (knownAddress[slot] == key
                && knownMac[slot] == mac
                && nowNs - knownNs[slot] < ADDRESS_REPEAT_NS) {
            return;
        }
        knownAddress[slot] = key;
        knownMac[slot] = mac;
        knownNs[slot] = nowNs;
        teller.address(0, key, mac, decoder.vlan());
    }
}
