package io.wardtap.appliance.pipeline;

import static io.wardtap.protocol.flow.HalfFlow.ENDED;
import static io.wardtap.protocol.flow.HalfFlow.SYNCHRONISED;
import static io.wardtap.protocol.flow.HalfFlow.SYN_SEEN;

import io.wardtap.protocol.Checksums;
import io.wardtap.protocol.PacketDecoder;
import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.flow.Flow;
import io.wardtap.protocol.flow.Flow.Identification;
import io.wardtap.protocol.flow.FlowTable;
import io.wardtap.protocol.flow.HalfFlow;
import io.wardtap.protocol.flow.StreamDigests;
import io.wardtap.protocol.identify.Protocol;
import io.wardtap.protocol.identify.Protocols;
import io.wardtap.protocol.status.DecodeEvent;
import io.wardtap.protocol.stream.ReassemblyCounters;
import io.wardtap.protocol.stream.ReassemblyLimits;
import io.wardtap.protocol.stream.StreamConsumer;
import io.wardtap.protocol.stream.TcpReassembler;
import io.wardtap.protocol.transport.TcpSegment;
import io.wardtap.protocol.unit.UnitAssembler;

import java.util.BitSet;

/// The lane's flows: finds each packet's flow, opens and ends flows, lets TCP be put in order and
/// hands the bytes to the identifier. Confined to the lane's thread.
final class FlowTracker implements StreamConsumer, UnansweredFold.Teller {
    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int ICMP = 1;
    private static final int ICMPV6 = 58;

    private final FlowTable table;
    private final FlowTimeouts timeouts;
    private final UnitTeller teller;
    private final OverlapReports overlaps;
    private final LaneCounters counters;
    private final StreamIdentifier identifier;
    private final DatagramIdentifier datagrams;
    private final TcpReassembler reassembler;
    private final UnansweredFold fold = new UnansweredFold();
    private final BitSet serverPorts = new BitSet(65536);
    private final FlowFinder finder;
    private final ConversationSight sight;
    private final boolean digests;
    private final boolean dropBadChecksums;
    private boolean isBehind;

    FlowTracker(
            LaneSettings settings,
            UnitAssembler assembler,
            UnitTeller teller,
            OverlapReports overlaps,
            LaneCounters counters,
            long firstSerial) {
        this.table = new FlowTable(settings.flowCapacity(), firstSerial);
        this.timeouts = settings.timeouts();
        this.finder = new FlowFinder(table, settings.vlanInFlowKey());
        this.digests = settings.streamDigests();
        this.dropBadChecksums = settings.dropBadChecksums();
        this.teller = teller;
        this.overlaps = overlaps;
        this.counters = counters;
        this.identifier = new StreamIdentifier(assembler, teller, counters);
        this.datagrams = new DatagramIdentifier(teller, counters);
        this.reassembler = new TcpReassembler(assembler, ReassemblyLimits.defaults(), this);
        this.sight = new ConversationSight(counters, reassembler);
        serverPorts.set(0, 1024);
        for (Protocol protocol : Protocols.ALL) {
            protocol.ports().forEach(serverPorts::set);
        }
    }

    void onPacket(PacketDecoder packet, byte[] bytes, int interfaceIndex, long nowNs) {
        if (dropBadChecksums && !isIntact(packet, bytes)) {
            counters.count(DecodeEvent.CHECKSUM_WRONG);
            return;
        }
        int transport = packet.ipProtocol();
        boolean ported = packet.hasTransport() && (transport == TCP || transport == UDP);
        int sourcePort = ported ? packet.sourcePort() : 0;
        int destinationPort = ported ? packet.destinationPort() : 0;
        Flow flow = finder.find(packet, sourcePort, destinationPort);
        boolean tcp = transport == TCP && ported;
        boolean confirmed = false; // an opening packet that came before
        int opening = 0;
        if (flow != null && tcp) {
            Direction sender = flow.from();
            confirmed = TcpOpenings.confirms(flow, sender, packet);
            if (confirmed) {
                opening = flow.half(sender.opposite()).details().reopeningSequence;
            }
            if (confirmed || TcpOpenings.isReuse(flow, sender, packet)) {
                end(flow, flow.is(Flow.CLOSING) ? endState(flow) : FlowUnit.STATE_RESET);
                flow = null;
            }
        }
        if (flow == null) {
            flow = open(packet, sourcePort, destinationPort, transport, tcp, nowNs);
            flow.interfaceIndex(interfaceIndex);
            if (confirmed) {
                reassembler.onSyn(flow, Direction.RESPONDER, opening);
            }
            if (flow.is(Flow.MIDSTREAM)) {
                counters.see(interfaceIndex, Sight.HEADS_UNSEEN, 1);
            }
        }
        Direction from = flow.from();
        HalfFlow half = flow.half(from);
        half.count(packet.vlan(), packet.ipBytes());
        if (from == Direction.RESPONDER && !flow.is(Flow.RESPONDER_MAC_KNOWN)) {
            flow.responderMac(packet.sourceMac());
        }
        if (packet.payloadLength() < packet.payloadWireLength()) {
            flow.ownDetails().cutPackets++;
        }
        table.touch(flow, nowNs);
        if (tcp) {
            if (!TcpOpenings.waits(flow, from, packet)) {
                onTcp(flow, from, half, packet, bytes, nowNs);
            }
        } else {
            half.addPayload(packet.payloadWireLength());
            if (!flow.is(Flow.BEGUN)) {
                begin(flow);
            }
            if (transport == UDP && isRead(flow) && packet.payloadLength() > 0) {
                datagrams.onDatagram(
                        flow,
                        from,
                        bytes,
                        packet.payloadStart(),
                        packet.payloadLength(),
                        sourcePort,
                        destinationPort);
            }
        }
        if (nowNs - flow.progressNs() >= timeouts.progressNs()
                || flow.payloadBytes() - flow.progressBytes() >= timeouts.progressBytes()) {
            progress(flow, nowNs);
        }
    }

    private static boolean isRead(Flow flow) {
        Identification identification = flow.identification();
        return identification == Identification.PROBING || identification == Identification.FRAMED;
    }

    private static boolean isIntact(PacketDecoder packet, byte[] bytes) {
        return Checksums.isHeaderRight(packet, bytes) && Checksums.isTransportRight(packet, bytes);
    }

    /// A copy of a packet that was seen: only its flow counts it.
    void onDuplicate(PacketDecoder packet) {
        int transport = packet.ipProtocol();
        boolean ported = packet.hasTransport() && (transport == TCP || transport == UDP);
        Flow flow =
                finder.find(
                        packet,
                        ported ? packet.sourcePort() : 0,
                        ported ? packet.destinationPort() : 0);
        if (flow != null) {
            flow.ownDetails().duplicatePackets++;
        }
    }

    private Flow open(
            PacketDecoder packet,
            int sourcePort,
            int destinationPort,
            int transport,
            boolean tcp,
            long nowNs) {
        while (table.isFull()) {
            counters.add(LaneCounters.FLOW_EVICTIONS, 1);
            end(table.victim(), FlowUnit.STATE_EVICTED);
        }
        boolean syn = tcp && (packet.tcpFlags() & TcpSegment.SYN) != 0;
        Flow flow =
                table.open(
                        packet.sourceHigh(),
                        packet.sourceLow(),
                        packet.destinationHigh(),
                        packet.destinationLow(),
                        sourcePort,
                        destinationPort,
                        transport,
                        finder.realm(),
                        tcp ? FlowTable.OPENING : FlowTable.DATAGRAM,
                        nowNs);
        finder.onOpened(flow);
        flow.opened(packet.vlan(), packet.sourceMac());
        if (digests && tcp) {
            flow.ownDetails().digests = new StreamDigests();
        }
        if (tcp) {
            counters.add(LaneCounters.FLOWS_TCP, 1);
            flow.set(Flow.MIDSTREAM, !syn);
            if (syn) {
                flow.set(Flow.CLIENT_IS_RESPONDER, (packet.tcpFlags() & TcpSegment.ACK) != 0);
            } else {
                counters.add(LaneCounters.TCP_MIDSTREAM, 1);
                flow.set(Flow.CLIENT_IS_RESPONDER, looksLikeServer(sourcePort, destinationPort));
            }
        } else if (transport == UDP) {
            counters.add(LaneCounters.FLOWS_UDP, 1);
            flow.set(Flow.CLIENT_IS_RESPONDER, looksLikeServer(sourcePort, destinationPort));
        } else if (transport == ICMP || transport == ICMPV6) {
            counters.add(LaneCounters.FLOWS_ICMP, 1);
            flow.icmpTypeAndCode(packet.icmpType() << 8 | packet.icmpCode());
        } else {
            counters.add(LaneCounters.FLOWS_OTHER, 1);
        }
        counters.set(LaneCounters.FLOWS_ACTIVE, table.size());
        return flow;
    }

    private boolean looksLikeServer(int sourcePort, int destinationPort) {
        return serverPorts.get(sourcePort) && !serverPorts.get(destinationPort);
    }

    private void onTcp(
            Flow flow,
            Direction from,
            HalfFlow half,
            PacketDecoder packet,
            byte[] bytes,
            long nowNs) {
        int flags = packet.tcpFlags();
        int sequence = packet.tcpSequence();
        int length = packet.payloadWireLength();
        boolean syn = (flags & TcpSegment.SYN) != 0;
        boolean rst = (flags & TcpSegment.RST) != 0;
        if (!flow.is(Flow.BEGUN)
                && (from == Direction.RESPONDER
                        || !syn
                        || length > 0
                        || (flags & TcpSegment.ACK) != 0)) {
            if (from == Direction.RESPONDER && !rst && (flags & TcpSegment.ACK) != 0) {
                flow.set(Flow.ESTABLISHED);
            }
            if (rst && from == Direction.RESPONDER && !flow.is(Flow.MIDSTREAM)) {
                flow.set(Flow.REFUSED);
            }
            table.reclass(flow, FlowTable.ESTABLISHED);
            begin(flow);
        }
        if (syn) {
            if (!flow.is(Flow.BEGUN) && half.is(SYN_SEEN) && half.initialSequence() != sequence) {
                half.unset(SYN_SEEN | SYNCHRONISED);
            }
            reassembler.onSyn(flow, from, sequence);
            sequence++;
        }
        if ((flags & TcpSegment.ACK) != 0) {
            if (from == Direction.RESPONDER && !rst) {
                flow.set(Flow.ESTABLISHED);
            }
            sight.onAcknowledgment(flow, from.opposite(), packet.tcpAcknowledgment());
            reassembler.onAcknowledgment(flow, from.opposite(), packet.tcpAcknowledgment(), nowNs);
        }
        if (length > 0 && !rst) {
            if (flow.isResetBy(from) && sequence == half.nextSequence()) {
                // it was another's: the sender goes on
                flow.unset(Flow.RESET | Flow.CLOSING);
                table.reclass(flow, FlowTable.ESTABLISHED);
            }
            reassembler.onPayload(
                    flow,
                    from,
                    sequence,
                    bytes,
                    packet.payloadStart(),
                    packet.payloadLength(),
                    length,
                    nowNs);
        }
        if ((flags & TcpSegment.FIN) != 0) {
            reassembler.onFin(flow, from, sequence + length);
        }
        if (rst && TcpOpenings.isCredibleReset(flow, from, packet)) {
            flow.resetBy(from);
        }
        if (!flow.is(Flow.CLOSING)
                && (flow.is(Flow.RESET) || flow.originator.is(ENDED) && flow.responder.is(ENDED))) {
            flow.set(Flow.CLOSING);
            table.reclass(flow, FlowTable.CLOSING);
        }
    }

    private void begin(Flow flow) {
        flow.set(Flow.BEGUN);
        teller.flow(UnitKind.FLOW_BEGIN, flow, FlowUnit.STATE_ACTIVE);
    }

    private void progress(Flow flow, long nowNs) {
        flow.progress(nowNs, flow.payloadBytes());
        sight.onProgress(flow);
        if (flow.is(Flow.BEGUN)) {
            teller.flow(UnitKind.FLOW_PROGRESS, flow, FlowUnit.STATE_ACTIVE);
        }
    }

    /// Packet time has come to `nowNs`: ends what was idle too long.
    void onTick(long nowNs) {
        isBehind = false;
        expire(FlowTable.OPENING, timeouts.openingNs(), nowNs);
        expire(FlowTable.CLOSING, timeouts.closingNs(), nowNs);
        expire(FlowTable.DATAGRAM, timeouts.datagramNs(), nowNs);
        expire(FlowTable.ESTABLISHED, timeouts.establishedNs(), nowNs);
        fold.tellUntil(nowNs - timeouts.openingNs() - 2 * LaneClock.SECOND, this);
        copyCounters();
    }

    /// Goes on with what found no room at the last tick.
    void catchUp(long nowNs) {
        if (isBehind) {
            onTick(nowNs);
        }
    }

    /// The capture has ended: ends every flow, in order of their serials, oldest class first.
    void onCaptureEnd() {
        for (int list = FlowTable.OPENING; list <= FlowTable.ESTABLISHED; list++) {
            Flow flow = table.oldest(list);
            while (flow != null) {
                end(flow, flow.is(Flow.CLOSING) ? endState(flow) : FlowUnit.STATE_OPEN);
                flow = table.oldest(list);
            }
        }
        fold.tellAll(this);
        copyCounters();
    }

    private void expire(int list, long idleNs, long nowNs) {
        Flow flow = table.oldest(list);
        while (flow != null && nowNs - flow.lastNs() >= idleNs && hasRoom()) {
            end(flow, flow.is(Flow.CLOSING) ? endState(flow) : FlowUnit.STATE_TIMEOUT);
            flow = table.oldest(list);
        }
    }

    private static int endState(Flow flow) {
        return flow.is(Flow.RESET) ? FlowUnit.STATE_RESET : FlowUnit.STATE_CLOSED;
    }

    private void end(Flow flow, int state) {
        if (flow.transport() == TCP) {
            reassembler.onFlowEnd(flow);
            sight.onFlowEnd(flow);
        }
        identifier.close(flow);
        if (flow.is(Flow.BEGUN)) {
            if (flow.originator.packets() == 0 || flow.responder.packets() == 0) {
                counters.add(LaneCounters.ONE_WAY_FLOWS, 1);
            }
            teller.flow(UnitKind.FLOW_END, flow, state);
        } else {
            counters.add(LaneCounters.UNANSWERED_OPENINGS, 1);
            if (fold.add(flow, this)) {
                counters.add(LaneCounters.FOLD_EVICTIONS, 1);
            }
        }
        finder.onEnded(flow);
        table.remove(flow);
        counters.set(LaneCounters.FLOWS_ACTIVE, table.size());
    }

    private void copyCounters() {
        ReassemblyCounters r = reassembler.counters();
        counters.set(LaneCounters.TCP_GAP_BYTES, r.gapBytes);
        counters.set(LaneCounters.TCP_OVERLAP_CONFLICTS, r.overlapConflicts);
        counters.set(LaneCounters.TCP_OUT_OF_ORDER, r.outOfOrderSegments);
        counters.set(LaneCounters.TCP_RETRANSMITTED, r.retransmittedSegments);
        counters.set(LaneCounters.TCP_OUT_OF_WINDOW, r.outOfWindowSegments);
    }

    @Override
    public void onBytes(Flow flow, Direction from, byte[] bytes, int start, int length) {
        if (digests) {
            flow.details().digests.update(from, bytes, start, length);
        }
        if (flow.identification() != Identification.GIVEN_UP
                || CleartextLook.isWanted(flow, from, length)) {
            identifier.onBytes(flow, from, bytes, start, length);
        }
    }

    @Override
    public void onGap(Flow flow, Direction from, long missing) {
        flow.half(from).ownDetails().gapToTell += missing;
        counters.see(flow.interfaceIndex(), Sight.GAP_BYTES, missing);
        if (flow.is(Flow.BEGUN)) {
            teller.gap(flow, from, missing);
        }
        identifier.onGap(flow, from, missing);
    }

    @Override
    public void onConflict(Flow flow, Direction from, long offset) {
        overlaps.onSegment(flow, from, offset, teller.nowNs());
    }

    @Override
    public void onEnd(Flow flow, Direction from) {
        identifier.onEnd(flow, from);
    }

    @Override
    public boolean hasRoom() {
        // many flows may end at once: they must not make others' units give way
        boolean hasRoom = teller.hasPlentyOfRoom();
        isBehind |= !hasRoom;
        return hasRoom;
    }

    @Override
    public void tell(UnansweredFold unanswered) {
        teller.unanswered(unanswered);
    }
}
