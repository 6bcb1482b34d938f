package io.wardtap.appliance.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.appliance.detect.DetectorRig;
import io.wardtap.appliance.observe.Observers.DicomObserver;
import io.wardtap.appliance.observe.Observers.EndObserver;
import io.wardtap.appliance.observe.Observers.FlowObserver;
import io.wardtap.appliance.observe.Observers.Hl7Observer;
import io.wardtap.appliance.observe.Observers.TickObserver;
import io.wardtap.appliance.pipeline.FlowUnit;
import io.wardtap.appliance.pipeline.UnitEvent;
import io.wardtap.appliance.pipeline.UnitKind;
import io.wardtap.protocol.dicom.DicomFacts;
import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.hl7.Hl7Facts;
import io.wardtap.protocol.identify.Protocols;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class AnalysisTest {
    private static final byte[] NO_BYTES = {};
    private static final Address CLIENT = Address.parse("10.0.0.1");
    private static final Address SERVER = Address.parse("10.0.0.2");

    private final AnalysisCounters counters = new AnalysisCounters(Protocols.ALL);
    private final List<String> faults = new ArrayList<>();
    private final Analysis analysis =
            new Analysis(
                    Site.defaults(),
                    counters,
                    (where, fault) -> faults.add(where + " " + fault.getClass().getSimpleName()));
    private final List<String> calls = new ArrayList<>();

    private final class Recorder
            implements FlowObserver, DicomObserver, Hl7Observer, TickObserver, EndObserver {
        private final String name;

        Recorder(String name) {
            this.name = name;
        }

        @Override
        public void onFlowBegin(Conversation flow, long packet, long nowNs) {
            calls.add(name + " begin " + flow.client + ">" + flow.server);
        }

        @Override
        public void onFlowIdentified(Conversation flow, long packet, long nowNs) {
            calls.add(name + " identified " + flow.client + ">" + flow.server);
        }

        @Override
        public void onFlowEnd(Conversation flow, long packet, long nowNs) {
            calls.add(name + " end +" + flow.clientPacketsDelta);
        }

        @Override
        public void onDicom(Conversation flow, DicomFacts facts, long packet, long nowNs) {
            calls.add(name + " dicom " + (flow.fromClient ? "client" : "server"));
        }

        @Override
        public void onHl7(Conversation flow, Hl7Facts facts, long packet, long nowNs) {
            calls.add(name + " hl7 " + facts.messageType);
        }

        @Override
        public void onTick(long packet, long nowNs) {
            calls.add(name + " tick");
        }

        @Override
        public void onCaptureEnd(long packet, long nowNs) {
            calls.add(name + " capture end");
        }
    }

    @Test
    void callsThePartsInTheirOrder() {
        analysis.add("a", new Recorder("a"));
        analysis.add("b", new Recorder("b"));

        analysis.onUnit(event(UnitKind.FLOW_BEGIN, flow(0, 1), Protocols.UNKNOWN));
        analysis.onUnit(event(UnitKind.TICK, NO_BYTES, Protocols.UNKNOWN));
        analysis.onUnit(event(UnitKind.FLOW_END, flow(0, 9), Protocols.UNKNOWN));
        analysis.onUnit(event(UnitKind.CAPTURE_END, NO_BYTES, Protocols.UNKNOWN));

        assertThat(calls)
                .containsExactly(
                        "a begin 10.0.0.1>10.0.0.2",
                        "b begin 10.0.0.1>10.0.0.2",
                        "a tick",
                        "b tick",
                        "a end +8",
                        "b end +8",
                        "a capture end",
                        "b capture end");
        assertThat(analysis.conversations()).isZero();
        assertThat(counters.tcpFlows()).isEqualTo(1);
    }

    @Test
    void knowsTheSenderAlsoWhenTheRolesWereExchanged() {
        analysis.add("a", new Recorder("a"));
        Conversation flow = new Conversation();
        flow.client = CLIENT;
        flow.server = SERVER;
        DicomFacts facts = new DicomFacts();
        facts.kind = DicomFacts.Kind.MESSAGE;

        analysis.onMessage(flow, 0, Direction.ORIGINATOR, facts, 1, 1);
        analysis.onMessage(flow, 0, Direction.RESPONDER, facts, 1, 1);
        flow.swapped = true;
        analysis.onMessage(flow, 0, Direction.ORIGINATOR, facts, 1, 1);

        assertThat(calls).containsExactly("a dicom client", "a dicom server", "a dicom server");
    }

    @Test
    void passesOverDicomUnitsThatFoundNothing() {
        analysis.add("a", new Recorder("a"));
        Conversation flow = new Conversation();
        flow.client = CLIENT;
        flow.server = SERVER;

        analysis.onMessage(flow, 0, Direction.ORIGINATOR, new DicomFacts(), 1, 1);

        assertThat(calls).isEmpty();
    }

    @Test
    void exchangesTheEndsWhenContentShowsTheClient() {
        analysis.add("a", new Recorder("a"));
        analysis.onUnit(event(UnitKind.FLOW_BEGIN, flow(0, 1), Protocols.UNKNOWN));

        analysis.onUnit(event(UnitKind.FLOW_IDENTIFIED, swapped(), Protocols.UNKNOWN));

        assertThat(calls.getLast()).isEqualTo("a identified 10.0.0.2>10.0.0.1");
    }

    @Test
    void setsAsideWhatThrowsAndGoesOn() {
        analysis.add("a", new Recorder("a"));
        analysis.add(
                "broken",
                new TickObserver() {
                    @Override
                    public void onTick(long packet, long nowNs) {
                        throw new IllegalStateException("a bug");
                    }
                });
        analysis.add("b", new Recorder("b"));

        analysis.onUnit(event(UnitKind.TICK, NO_BYTES, Protocols.UNKNOWN));
        analysis.onUnit(event(UnitKind.TICK, NO_BYTES, Protocols.UNKNOWN));

        assertThat(calls).containsExactly("a tick", "b tick", "a tick", "b tick");
        assertThat(faults).containsExactly("broken IllegalStateException");
        assertThat(counters.faults()).isEqualTo(1);
    }

    @Test
    void countsUnitsOfFlowsItDoesNotKnow() {
        analysis.onUnit(event(UnitKind.FLOW_END, flow(0, 1), Protocols.UNKNOWN));

        assertThat(counters.orphanUnits()).isEqualTo(1);
    }

    @Test
    void countsKindsUpToABoundAndThenAsOther() {
        int hl7 = number("hl7");
        Conversation flow = new Conversation();
        flow.client = CLIENT;
        flow.server = SERVER;
        Hl7Facts facts = new Hl7Facts();
        for (int i = 0; i < 300; i++) {
            facts.messageType = "A" + i;
            analysis.onMessage(flow, hl7, Direction.ORIGINATOR, facts, 1, 1);
        }
        facts.messageType = "";
        analysis.onMessage(flow, hl7, Direction.ORIGINATOR, facts, 1, 1);

        ProtocolCounters counted = counters.protocols().get(hl7);
        assertThat(counted.messages()).isEqualTo(301);
        assertThat(counted.kinds()).hasSize(ProtocolCounters.MAX_KINDS);
        assertThat(counted.kinds().values().stream().mapToLong(n -> n).sum()).isEqualTo(301);
        assertThat(counted.parseErrors()).isEqualTo(1);
    }

    @Test
    void countsExposureByTheReceiversScope() {
        int hl7 = number("hl7");
        Conversation flow = new Conversation();
        flow.client = CLIENT;
        flow.server = Address.parse("203.0.113.5");
        Hl7Facts facts = DetectorRig.hl7WithPatient(42);

        analysis.onMessage(flow, hl7, Direction.ORIGINATOR, facts, 1, 1);
        analysis.onMessage(flow, hl7, Direction.ORIGINATOR, facts, 1, 1);
        analysis.onMessage(flow, hl7, Direction.RESPONDER, facts, 1, 1);

        ProtocolCounters counted = counters.protocols().get(hl7);
        assertThat(counted.messagesWithPatients(AddressScope.EXTERNAL)).isEqualTo(2);
        assertThat(counted.patients(AddressScope.EXTERNAL)).isEqualTo(1);
        assertThat(counted.messagesWithPatients(AddressScope.INTERNAL)).isEqualTo(1);
    }

    private static int number(String protocol) {
        for (int i = 0; i < Protocols.ALL.size(); i++) {
            if (Protocols.ALL.get(i).name().equals(protocol)) {
                return i;
            }
        }
        throw new AssertionError("no protocol " + protocol);
    }

    private static UnitEvent event(UnitKind kind, byte[] bytes, int protocol) {
        UnitEvent event = new UnitEvent();
        event.kind = kind;
        event.flow = 1;
        event.packetNumber = 1;
        event.timeNs = 1_000;
        event.from = Direction.ORIGINATOR;
        event.protocol = protocol;
        event.bytes = bytes;
        return event;
    }

    private static byte[] flow(int flags, int clientPackets) {
        return unit(CLIENT, SERVER, flags, clientPackets);
    }

    private static byte[] swapped() {
        return unit(SERVER, CLIENT, FlowUnit.SWAPPED, 2);
    }

    private static byte[] unit(Address client, Address server, int flags, int packets) {
        byte[] bytes = new byte[FlowUnit.BYTES];
        FlowUnit unit = new FlowUnit(bytes, 0);
        unit.putKey(
                client.high(),
                client.low(),
                server.high(),
                server.low(),
                40_000,
                104,
                6,
                FlowUnit.STATE_ACTIVE,
                0,
                2,
                4,
                flags);
        unit.putTimes(1_000, 1_000, 0, 0);
        unit.putCounters(true, packets, packets * 60L, 0, 0);
        return bytes;
    }
}
