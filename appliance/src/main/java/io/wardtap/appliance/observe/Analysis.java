package io.wardtap.appliance.observe;

import io.wardtap.appliance.pipeline.AddressUnit;
import io.wardtap.appliance.pipeline.FaultListener;
import io.wardtap.appliance.pipeline.FlowUnit;
import io.wardtap.appliance.pipeline.OverlapUnit;
import io.wardtap.appliance.pipeline.UnansweredUnit;
import io.wardtap.appliance.pipeline.UnitConsumer;
import io.wardtap.appliance.pipeline.UnitEvent;
import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.dicom.DicomFacts;
import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.hl7.Hl7Facts;
import io.wardtap.protocol.http.HttpFacts;
import io.wardtap.protocol.identify.Protocols;
import io.wardtap.protocol.medical.MedicalFacts;
import io.wardtap.protocol.unit.Facts;
import io.wardtap.protocol.unit.FlowStates;

import java.util.HexFormat;
import java.util.Map;
import java.util.function.Predicate;

/// Behind the parsers: keeps the conversations by flow serial and turns units into observer calls,
/// in the order in which the parts were given (inventory, event outputs, baselines, detectors,
/// ledger). A part that throws is our bug: it is set aside, counted and reported once; everything
/// else goes on. Analysis thread only.
public final class Analysis implements UnitConsumer, Observers.DeviceObserver {
    /// Flows known at a time; the lane's table is smaller, so this is a stop behind a stop.
    public static final int MAX_CONVERSATIONS = 1 << 22;

    private static final int MAX_ADDRESSES = 1 << 17;

    private final Site site;
    private final AnalysisCounters counters;
    private final Parts parts;
    private final AddressInterner addresses = new AddressInterner(MAX_ADDRESSES);
    private final MoveLinks moves;
    private Hl7Sample sample; // null without
    private final FlowStates<Conversation> conversations =
            new FlowStates<>(MAX_CONVERSATIONS, Conversation::new);

    /// @param faults is told once of each part that threw
    public Analysis(Site site, AnalysisCounters counters, FaultListener faults) {
        this.site = site;
        this.counters = counters;
        this.moves = new MoveLinks(counters.moveEvictionTally());
        this.parts = new Parts(counters, faults);
    }

    /// Adds a part behind the others. It is called for those [Observers] that it implements.
    ///
    /// @param name as faults are reported
    public void add(String name, Object part) {
        parts.add(name, part);
    }

    /// Shows HL7 messages to someone who samples them; before the first unit.
    public void sample(Hl7Sample taker) {
        sample = taker;
    }

    /// Puts other parts in the place of those whose name is meant, before one that stays; between
    /// two units.
    public void replace(Predicate<String> leaving, String before, Map<String, Object> arriving) {
        parts.replace(leaving, before, arriving);
    }

    @Override
    public void onUnit(UnitEvent event) {
        long packet = event.packetNumber;
        long now = event.timeNs;
        switch (event.kind) {
            case FLOW_BEGIN -> begin(event);
            case FLOW_IDENTIFIED -> identified(event);
            case FLOW_PROGRESS -> {
                Conversation flow = updated(event);
                if (flow != null) {
                    parts.flowProgress(flow, packet, now);
                    told(flow);
                }
            }
            case FLOW_END -> end(event);
            case FLOW_GAP -> {
                // the counters of progress and end units carry the gaps
            }
            case FLOW_UNANSWERED -> unanswered(event);
            case ADDRESS -> {
                AddressUnit unit = new AddressUnit(event.bytes, event.start);
                parts.address(
                        addresses.intern(unit.addressHigh(), unit.addressLow()),
                        unit.mac(),
                        unit.vlan(),
                        event.interfaceIndex,
                        packet,
                        now);
            }
            case OVERLAP -> overlap(event);
            case SIGNS -> signs(event);
            case TICK -> {
                lane(event);
                parts.tick(packet, now);
            }
            case MESSAGE -> {
                Conversation flow = conversations.find(event.flow);
                if (flow == null) {
                    counters.orphan();
                } else {
                    onMessage(flow, event.protocol, event.from, event.facts(), packet, now);
                    if (sample != null && event.facts() instanceof Hl7Facts hl7) {
                        sample.onHl7(flow, hl7, event.bytes, event.start, event.length);
                    }
                }
            }
            case UNREAD -> {
                // counted by the pipeline; what it said is not known
            }
            case LANE_COUNTERS -> lane(event);
            case CAPTURE_END -> {
                lane(event);
                parts.captureEnd(packet, now);
            }
        }
    }

    /// Hands on what the inventory tells of a device.
    @Override
    public void onDevice(Device device, String action, long packet, long nowNs) {
        parts.device(device, action, packet, nowNs);
    }

    /// Conversations known at the moment.
    public int conversations() {
        return conversations.size();
    }

    /// No switch over types: that is linked when it is first called, which every start would wait
    /// for.
    @SuppressWarnings("IfChainToSwitch")
    void onMessage(
            Conversation flow, int protocol, Direction from, Facts facts, long packet, long now) {
        flow.fromClient = from == Direction.ORIGINATOR ^ flow.swapped;
        flow.lastNs = Math.max(flow.lastNs, now);
        if (facts instanceof DicomFacts dicom) {
            onDicom(flow, protocol, dicom, packet, now);
        } else if (facts instanceof Hl7Facts hl7) {
            onHl7(flow, protocol, hl7, packet, now);
        } else if (facts instanceof HttpFacts http) {
            onHttp(flow, protocol, http, packet, now);
        } else if (facts instanceof MedicalFacts medical) {
            onMedical(flow, protocol, medical, packet, now);
        } else {
            counters.message(protocol);
        }
    }

    private void onDicom(Conversation flow, int protocol, DicomFacts dicom, long packet, long now) {
        if (dicom.kind == DicomFacts.Kind.NONE) {
            return;
        }
        counters.message(protocol);
        moves.onDicom(flow, dicom, now);
        if (dicom.phi.any()) {
            counters.exposure(protocol, site.scopeOf(flow.receiver()), dicom.phi);
        }
        parts.dicom(flow, dicom, packet, now);
    }

    private void onHl7(Conversation flow, int protocol, Hl7Facts hl7, long packet, long now) {
        counters.message(protocol);
        counters.kind(protocol, hl7.messageType);
        if (hl7.malformed && !hl7.messageType.isEmpty()) {
            counters.addParseErrors(protocol, 1);
        }
        if (hl7.phi.any()) {
            counters.exposure(protocol, site.scopeOf(flow.receiver()), hl7.phi);
        }
        parts.hl7(flow, hl7, packet, now);
    }

    private void onHttp(Conversation flow, int protocol, HttpFacts http, long packet, long now) {
        if (http.kind == HttpFacts.Kind.NONE) {
            return;
        }
        flow.fromClient = http.fromClient;
        if (http.kind == HttpFacts.Kind.TRANSACTION) {
            counters.message(protocol);
        }
        if (http.phi.any()) {
            counters.exposure(protocol, site.scopeOf(flow.receiver()), http.phi);
        }
        parts.http(flow, http, packet, now);
    }

    private void onMedical(
            Conversation flow, int protocol, MedicalFacts facts, long packet, long now) {
        counters.message(protocol);
        counters.kind(protocol, facts.kind);
        if (facts.malformed && !facts.kind.isEmpty()) {
            counters.addParseErrors(protocol, 1);
        }
        if (facts.phi.any()) {
            counters.exposure(protocol, site.scopeOf(flow.receiver()), facts.phi);
        }
        parts.medical(flow, facts, packet, now);
    }

    private void lane(UnitEvent event) {
        if (event.detail == 1) {
            counters.lane(event.lane, event.bytes, event.start);
        }
    }

    private void begin(UnitEvent event) {
        Conversation flow = conversations.get(event.flow);
        if (flow == null) {
            counters.orphan();
            return;
        }
        flow.clear();
        flow.serial = event.flow;
        flow.interfaceIndex = event.interfaceIndex;
        FlowUnit unit = new FlowUnit(event.bytes, event.start);
        key(flow, unit);
        update(flow, unit);
        counters.flow(flow.transport);
        name(flow, event.protocol);
        parts.flowBegin(flow, event.packetNumber, event.timeNs);
        told(flow);
    }

    private void identified(UnitEvent event) {
        Conversation flow = conversations.find(event.flow);
        if (flow == null) {
            counters.orphan();
            return;
        }
        FlowUnit unit = new FlowUnit(event.bytes, event.start);
        key(flow, unit);
        update(flow, unit);
        name(flow, event.protocol);
        parts.flowIdentified(flow, event.packetNumber, event.timeNs);
    }

    private void end(UnitEvent event) {
        Conversation flow = updated(event);
        if (flow == null) {
            return;
        }
        FlowUnit unit = new FlowUnit(event.bytes, event.start);
        if (unit.has(FlowUnit.DIGESTS)) {
            flow.clientSha256 = digest(unit, unit.clientDigestAt());
            flow.serverSha256 = digest(unit, unit.serverDigestAt());
        }
        parts.flowEnd(flow, event.packetNumber, event.timeNs);
        conversations.remove(event.flow);
        flow.clear();
        conversations.recycle(flow);
    }

    private void unanswered(UnitEvent event) {
        UnansweredUnit unit = new UnansweredUnit(event.bytes, event.start);
        parts.unanswered(
                new Unanswered(
                        addresses.intern(unit.sourceHigh(), unit.sourceLow()),
                        unit.sourceMac(),
                        addresses.intern(unit.destinationHigh(), unit.destinationLow()),
                        unit.port(),
                        unit.transport(),
                        unit.vlan(),
                        event.interfaceIndex,
                        unit.firstNs(),
                        unit.lastNs(),
                        unit.openings(),
                        unit.destinations()),
                event.packetNumber,
                event.timeNs);
    }

    private void signs(UnitEvent event) {
        Conversation flow = conversations.find(event.flow);
        if (flow == null) {
            counters.orphan();
            return;
        }
        flow.fromClient = event.from == Direction.ORIGINATOR ^ flow.swapped;
        parts.signs(flow, (int) event.detail, event.packetNumber, event.timeNs);
    }

    private void overlap(UnitEvent event) {
        OverlapUnit unit = new OverlapUnit(event.bytes, event.start);
        parts.overlap(
                new Overlap(
                        unit.isFragment(),
                        addresses.intern(unit.senderHigh(), unit.senderLow()),
                        unit.senderMac(),
                        unit.senderPort(),
                        addresses.intern(unit.receiverHigh(), unit.receiverLow()),
                        unit.receiverPort(),
                        unit.protocol(),
                        unit.vlan(),
                        unit.offset(),
                        unit.count()),
                event.packetNumber,
                event.timeNs);
    }

    private Conversation updated(UnitEvent event) {
        Conversation flow = conversations.find(event.flow);
        if (flow == null) {
            counters.orphan();
            return null;
        }
        update(flow, new FlowUnit(event.bytes, event.start));
        if (flow.protocol.isEmpty()) {
            name(flow, event.protocol);
        }
        count(flow, event.protocol);
        return flow;
    }

    private void name(Conversation flow, int protocol) {
        if (protocol == Protocols.UNKNOWN || protocol >= counters.protocols().size()) {
            return;
        }
        String name = counters.protocols().get(protocol).name();
        if (!name.equals(flow.protocol)) {
            flow.protocol = name;
            counters.identified(protocol);
        }
        count(flow, protocol);
    }

    private void count(Conversation flow, int protocol) {
        if (protocol == Protocols.UNKNOWN) {
            return;
        }
        long payload = flow.clientPayloadBytes + flow.serverPayloadBytes;
        counters.bytes(protocol, payload - flow.countedPayloadBytes);
        flow.countedPayloadBytes = payload;
    }

    private void key(Conversation flow, FlowUnit unit) {
        boolean swapped = unit.has(FlowUnit.SWAPPED);
        if (flow.swapped != swapped) {
            Device device = flow.clientDevice;
            flow.clientDevice = flow.serverDevice;
            flow.serverDevice = device;
            flow.hl7Interface = null;
        }
        flow.swapped = swapped;
        flow.transport = unit.transport();
        flow.client = addresses.intern(unit.clientAddressHigh(), unit.clientAddressLow());
        flow.server = addresses.intern(unit.serverAddressHigh(), unit.serverAddressLow());
        flow.clientPort = unit.clientPort();
        flow.serverPort = unit.serverPort();
        flow.clientMac = unit.clientMac();
        flow.serverMac = unit.serverMac();
        flow.vlan = unit.vlan();
        flow.beginNs = unit.beginNs();
        flow.icmpTypeAndCode = unit.icmpTypeAndCode();
    }

    private static void update(Conversation flow, FlowUnit unit) {
        flow.byContent = unit.has(FlowUnit.BY_CONTENT);
        flow.encrypted = unit.has(FlowUnit.ENCRYPTED);
        flow.midstream = unit.has(FlowUnit.MIDSTREAM);
        flow.established = unit.has(FlowUnit.ESTABLISHED);
        flow.twoWay = unit.has(FlowUnit.TWO_WAY);
        flow.refused = unit.has(FlowUnit.REFUSED);
        flow.lastNs = unit.lastNs();
        flow.clientPacketsDelta += unit.clientPackets() - flow.clientPackets;
        flow.serverPacketsDelta += unit.serverPackets() - flow.serverPackets;
        flow.clientPackets = unit.clientPackets();
        flow.serverPackets = unit.serverPackets();
        flow.clientBytes = unit.clientBytes();
        flow.serverBytes = unit.serverBytes();
        flow.clientPayloadBytes = unit.clientPayloadBytes();
        flow.serverPayloadBytes = unit.serverPayloadBytes();
        flow.clientGapBytes = unit.clientGapBytes();
        flow.serverGapBytes = unit.serverGapBytes();
        flow.uninspectedBytes = unit.uninspectedBytes();
        flow.duplicatePackets = unit.duplicatePackets();
        flow.cutPackets = unit.cutPackets();
        flow.state = unit.state();
    }

    private static void told(Conversation flow) {
        flow.clientPacketsDelta = 0;
        flow.serverPacketsDelta = 0;
    }

    private static String digest(FlowUnit unit, int at) {
        byte[] digest = new byte[32];
        for (int i = 0; i < digest.length; i++) {
            digest[i] = (byte) Bytes.u8(unit.segment(), at + i);
        }
        return HexFormat.of().formatHex(digest);
    }
}
