package io.wardtap.appliance.pipeline;

import static io.wardtap.protocol.flow.HalfFlow.UNITS_SHED;

import io.wardtap.protocol.PacketDecoder;
import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.flow.Flow;
import io.wardtap.protocol.flow.FlowDetails;
import io.wardtap.protocol.flow.HalfFlow;
import io.wardtap.protocol.flow.StreamDigests;
import io.wardtap.protocol.identify.Protocols;

/// Writes the lane's units into ring and slab. Knows the packet at hand: its number, time and
/// interface. Confined to the lane's thread.
final class UnitTeller {
    private static final byte[] NO_BYTES = {};

    private final UnitPublisher publisher;
    private final LaneCounters counters;
    private final FlowUnit flowUnit = new FlowUnit(NO_BYTES, 0);
    private final UnansweredUnit unansweredUnit = new UnansweredUnit(NO_BYTES, 0);
    private final AddressUnit addressUnit = new AddressUnit(NO_BYTES, 0);
    private final OverlapUnit overlapUnit = new OverlapUnit(NO_BYTES, 0);
    private ParserHandler parser; // null when all parsing is done behind the ring
    private long packetNumber;
    private long nowNs;
    private int interfaceIndex;

    UnitTeller(UnitPublisher publisher, LaneCounters counters) {
        this.publisher = publisher;
        this.counters = counters;
    }

    /// Has this parser read the units of its flows before they are published.
    void parseBy(ParserHandler own) {
        parser = own;
    }

    void at(long packetNumber, long nowNs, int interfaceIndex) {
        this.packetNumber = packetNumber;
        this.nowNs = nowNs;
        this.interfaceIndex = interfaceIndex;
    }

    void at(long nowNs) {
        this.nowNs = nowNs;
    }

    /// A unit that a framer cut.
    void message(
            Flow flow, int type, Direction from, byte[] bytes, int start, int length, long detail) {
        HalfFlow half = flow.half(from);
        if (!publisher.admits(flow.serial(), length)) {
            shed(half, length);
            return;
        }
        UnitEvent event = claim(UnitKind.MESSAGE, length);
        if (event == null) {
            return;
        }
        Bytes.copy(bytes, start, event.bytes, event.start, length);
        event.flow = flow.serial();
        event.interfaceIndex = flow.interfaceIndex();
        event.from = from;
        event.protocol = flow.protocol();
        event.type = type;
        event.detail = detail;
        event.lostBefore = half.details().gapToTell;
        event.shedBefore = half.is(UNITS_SHED);
        if (event.lostBefore != 0) {
            half.ownDetails().gapToTell = 0;
        }
        half.unset(UNITS_SHED);
        parse(event);
    }

    private void parse(UnitEvent event) {
        if (parser != null) {
            parser.onEvent(event, -1, false);
        }
    }

    /// The next unit of this direction tells of it.
    private void shed(HalfFlow half, int length) {
        half.ownDetails().gapToTell += length;
        half.set(UNITS_SHED);
        counters.add(LaneCounters.UNITS_SHED, 1);
        counters.add(LaneCounters.UNIT_BYTES_SHED, length);
    }

    /// Whether many units that must not be lost may be told at once; always in a replay.
    boolean hasPlentyOfRoom() {
        return publisher.hasPlentyOfRoom();
    }

    /// Begin, identification, progress or end of a flow.
    void flow(UnitKind kind, Flow flow, int state) {
        UnitEvent event = claim(kind, FlowUnit.BYTES);
        if (event == null) {
            return;
        }
        event.flow = flow.serial();
        event.interfaceIndex = flow.interfaceIndex();
        event.protocol =
                flow.is(Flow.IDENTIFIED_TOLD) || kind == UnitKind.FLOW_IDENTIFIED
                        ? flow.protocol()
                        : Protocols.UNKNOWN;
        event.from = Direction.ORIGINATOR;
        boolean swap = flow.is(Flow.CLIENT_IS_RESPONDER);
        HalfFlow client = swap ? flow.responder : flow.originator;
        HalfFlow server = swap ? flow.originator : flow.responder;
        FlowDetails more = flow.details();
        FlowUnit unit = flowUnit.wrap(event.bytes, event.start);
        unit.putKey(
                swap ? flow.responderHigh() : flow.originatorHigh(),
                swap ? flow.responderLow() : flow.originatorLow(),
                swap ? flow.originatorHigh() : flow.responderHigh(),
                swap ? flow.originatorLow() : flow.responderLow(),
                swap ? flow.responderPort() : flow.originatorPort(),
                swap ? flow.originatorPort() : flow.responderPort(),
                flow.transport(),
                state,
                flow.vlan(),
                swap ? flow.responderMac() : flow.originatorMac(),
                swap ? flow.originatorMac() : flow.responderMac(),
                flags(flow, kind));
        unit.putTimes(flow.beginNs(), flow.lastNs(), flow.icmpTypeAndCode(), more.uninspectedBytes);
        unit.putSight(more.duplicatePackets, more.cutPackets);
        unit.putCounters(
                true,
                client.packets(),
                client.bytes(),
                client.details().gapBytes,
                client.payloadBytes());
        unit.putCounters(
                false,
                server.packets(),
                server.bytes(),
                server.details().gapBytes,
                server.payloadBytes());
        if (kind == UnitKind.FLOW_END && more.digests != null) {
            put(
                    more.digests,
                    swap ? Direction.RESPONDER : Direction.ORIGINATOR,
                    unit,
                    unit.clientDigestAt());
            put(
                    more.digests,
                    swap ? Direction.ORIGINATOR : Direction.RESPONDER,
                    unit,
                    unit.serverDigestAt());
        }
        parse(event);
    }

    void gap(Flow flow, Direction from, long missing) {
        if (!publisher.hasRoom()) {
            return; // the flow's counters and its next unit tell of it, too
        }
        UnitEvent event = claim(UnitKind.FLOW_GAP, 0);
        if (event != null) {
            event.flow = flow.serial();
            event.interfaceIndex = flow.interfaceIndex();
            event.protocol = flow.is(Flow.IDENTIFIED_TOLD) ? flow.protocol() : Protocols.UNKNOWN;
            event.from = from;
            event.detail = missing;
        }
    }

    /// Signs of patients' data in a flow of no known protocol.
    ///
    /// @return false when there is no room now
    boolean signs(Flow flow, Direction from, int signs) {
        UnitEvent event = publisher.hasRoom() ? claim(UnitKind.SIGNS, 0) : null;
        if (event == null) {
            return false;
        }
        event.flow = flow.serial();
        event.interfaceIndex = flow.interfaceIndex();
        event.protocol = Protocols.UNKNOWN;
        event.from = from;
        event.detail = signs;
        return true;
    }

    void unanswered(UnansweredFold fold) {
        UnitEvent event = claim(UnitKind.FLOW_UNANSWERED, UnansweredUnit.BYTES);
        if (event != null) {
            noFlow(event);
            event.interfaceIndex = fold.interfaceIndex();
            fold.put(unansweredUnit.wrap(event.bytes, event.start));
        }
    }

    void address(long high, long low, long mac, int vlan) {
        UnitEvent event = claim(UnitKind.ADDRESS, AddressUnit.BYTES);
        if (event != null) {
            noFlow(event);
            addressUnit.wrap(event.bytes, event.start).put(high, low, mac, vlan);
        }
    }

    /// Fragments of one datagram differ.
    ///
    /// @return false when there is no room now
    boolean overlap(PacketDecoder packet, long offset, long count) {
        UnitEvent event = claimOverlap();
        if (event == null) {
            return false;
        }
        OverlapUnit unit = overlapUnit.wrap(event.bytes, event.start);
        unit.putSender(packet.sourceHigh(), packet.sourceLow(), 0, packet.sourceMac());
        unit.putReceiver(packet.destinationHigh(), packet.destinationLow(), 0);
        unit.putWhat(true, packet.ipProtocol(), packet.vlan(), offset, count);
        return true;
    }

    /// Segments of one direction differ.
    ///
    /// @return false when there is no room now
    boolean overlap(Flow flow, Direction from, long offset, long count) {
        UnitEvent event = claimOverlap();
        if (event == null) {
            return false;
        }
        boolean forward = from == Direction.ORIGINATOR;
        OverlapUnit unit = overlapUnit.wrap(event.bytes, event.start);
        unit.putSender(
                forward ? flow.originatorHigh() : flow.responderHigh(),
                forward ? flow.originatorLow() : flow.responderLow(),
                forward ? flow.originatorPort() : flow.responderPort(),
                forward ? flow.originatorMac() : flow.responderMac());
        unit.putReceiver(
                forward ? flow.responderHigh() : flow.originatorHigh(),
                forward ? flow.responderLow() : flow.originatorLow(),
                forward ? flow.responderPort() : flow.originatorPort());
        unit.putWhat(false, flow.transport(), flow.vlan(), offset, count);
        return true;
    }

    private UnitEvent claimOverlap() {
        UnitEvent event = publisher.hasRoom() ? claim(UnitKind.OVERLAP, OverlapUnit.BYTES) : null;
        if (event != null) {
            noFlow(event);
        }
        return event;
    }

    /// Packet time of the packet at hand.
    long nowNs() {
        return nowNs;
    }

    /// @param snapshot carry the lane's counters, `detail` is then 1
    void tick(boolean snapshot) {
        UnitEvent event = claim(UnitKind.TICK, snapshot ? counters.copyBytes() : 0);
        if (event != null) {
            noFlow(event);
            if (snapshot) {
                event.detail = 1;
                counters.copyTo(event.bytes, event.start);
            }
        }
    }

    void captureEnd() {
        UnitEvent event = claim(UnitKind.CAPTURE_END, counters.copyBytes());
        if (event != null) {
            noFlow(event);
            event.detail = 1;
            counters.copyTo(event.bytes, event.start);
        }
        publisher.publish();
    }

    private UnitEvent claim(UnitKind kind, int length) {
        UnitEvent event = publisher.claim(kind, length);
        if (event == null) {
            counters.add(LaneCounters.UNITS_REFUSED, 1);
            return null;
        }
        counters.add(LaneCounters.UNITS, 1);
        event.packetNumber = packetNumber;
        event.timeNs = nowNs;
        event.type = 0;
        return event;
    }

    private void noFlow(UnitEvent event) {
        event.flow = 0;
        event.interfaceIndex = interfaceIndex;
        event.protocol = Protocols.UNKNOWN;
        event.from = Direction.ORIGINATOR;
    }

    private static int flags(Flow flow, UnitKind kind) {
        int flags = 0;
        flags |= flow.is(Flow.MIDSTREAM) ? FlowUnit.MIDSTREAM : 0;
        flags |= flow.identification() == Flow.Identification.ENCRYPTED ? FlowUnit.ENCRYPTED : 0;
        flags |= flow.is(Flow.CLIENT_IS_RESPONDER) ? FlowUnit.SWAPPED : 0;
        flags |= flow.is(Flow.IDENTIFIED_TOLD) ? FlowUnit.BY_CONTENT : 0;
        flags |= flow.is(Flow.ESTABLISHED) ? FlowUnit.ESTABLISHED : 0;
        flags |=
                flow.originator.packets() > 0 && flow.responder.packets() > 0
                        ? FlowUnit.TWO_WAY
                        : 0;
        flags |= flow.is(Flow.REFUSED) ? FlowUnit.REFUSED : 0;
        flags |= kind == UnitKind.FLOW_END && flow.details().digests != null ? FlowUnit.DIGESTS : 0;
        return flags;
    }

    private static void put(StreamDigests digests, Direction from, FlowUnit unit, int at) {
        byte[] digest = digests.take(from);
        System.arraycopy(digest, 0, unit.segment(), at, StreamDigests.BYTES);
    }
}
