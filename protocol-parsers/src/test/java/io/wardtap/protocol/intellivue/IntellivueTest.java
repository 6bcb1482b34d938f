package io.wardtap.protocol.intellivue;

import static io.wardtap.protocol.flow.Direction.ORIGINATOR;
import static io.wardtap.protocol.flow.Direction.RESPONDER;
import static io.wardtap.protocol.testkit.MonitorDatagrams.attribute;
import static io.wardtap.protocol.testkit.MonitorDatagrams.birthDate;
import static io.wardtap.protocol.testkit.MonitorDatagrams.connectIndication;
import static io.wardtap.protocol.testkit.MonitorDatagrams.linkedResult;
import static io.wardtap.protocol.testkit.MonitorDatagrams.mdsCreate;
import static io.wardtap.protocol.testkit.MonitorDatagrams.model;
import static io.wardtap.protocol.testkit.MonitorDatagrams.production;
import static io.wardtap.protocol.testkit.MonitorDatagrams.result;
import static io.wardtap.protocol.testkit.MonitorDatagrams.systemId;
import static io.wardtap.protocol.testkit.MonitorDatagrams.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.testkit.AllocationMeter;
import io.wardtap.protocol.testkit.HexBytes;
import io.wardtap.protocol.testkit.MonitorDatagrams;
import io.wardtap.protocol.testkit.RecordingUnitSink;
import io.wardtap.protocol.unit.KeyedHash;
import io.wardtap.protocol.unit.NameInterner;
import io.wardtap.protocol.unit.ParserContext;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Probe, framer and parser of IntelliVue Data Export, on the annotated datagrams of
/// [MonitorDatagrams].
class IntellivueTest {
    private static final byte[] PATIENT =
            result(
                    text(0x095A, "PAT-4711"),
                    text(0x095C, "Muster"),
                    text(0x095D, "Erika"),
                    birthDate("19630214"),
                    attribute(0x0961, new byte[] {0, 2}),
                    text(0xF129, "isolate"));
    private static final byte[] MONITOR =
            mdsCreate(
                    model("Philips", "M8007A"),
                    production("DE61 X", "L.01.23"),
                    production("DE6129771X", "L.01.24"),
                    systemId("00 09 FB 01 02 03"),
                    text(0x091E, "ICU-7"));
    private static final byte[] MEASUREMENT =
            result(attribute(0x0950, new byte[] {0x48, 0x22, 0, 0, 0, 0, 0, 0x48}));

    private final IntellivueFramer framer = new IntellivueFramer();
    private final IntellivueParser parser =
            new IntellivueParser(
                    new ParserContext(
                            new KeyedHash(1, 2), new KeyedHash(3, 4), new NameInterner(64)));

    private static boolean isOurs(byte[] bytes) {
        return Datagrams.isOurs(bytes, 0, bytes.length);
    }

    private RecordingUnitSink frame(byte[] bytes) {
        RecordingUnitSink sink = new RecordingUnitSink();
        framer.onDatagram(ORIGINATOR, bytes, 0, bytes.length, sink);
        return sink;
    }

    private String kind(byte[] bytes) {
        return Intellivue.KINDS.get(frame(bytes).counts().keySet().iterator().next());
    }

    private IntellivueFacts read(byte[] bytes) {
        RecordingUnitSink.Unit unit = frame(bytes).units().getFirst();
        IntellivueFacts facts = new IntellivueFacts();
        byte[] within = new byte[bytes.length + 20];
        Arrays.fill(within, (byte) 9);
        System.arraycopy(bytes, 0, within, 10, bytes.length);
        parser.onUnit(1, 1, ORIGINATOR, 1, within, 10, bytes.length, unit.detail(), facts);
        return facts;
    }

    private static List<String> marked(IntellivueFacts facts) {
        List<String> names = new ArrayList<>();
        for (int i = facts.phi.nextMarked(0); i >= 0; i = facts.phi.nextMarked(i + 1)) {
            names.add(IntellivuePhi.CATALOGUE.get(i).name());
        }
        return names;
    }

    @Test
    void knowsItsDatagrams() {
        assertThat(
                        List.of(
                                MonitorDatagrams.ASSOCIATE,
                                MonitorDatagrams.ACCEPT,
                                MonitorDatagrams.POLL,
                                MonitorDatagrams.CREATE_RESULT,
                                PATIENT,
                                MONITOR,
                                connectIndication(systemId("00 09 FB 01 02 03"))))
                .allMatch(IntellivueTest::isOurs);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0D EC 05 08 13 01 00 16", // cut short: its length does not fit
                "0D 06 05 08 13 01 00 16", // no OID
                "E1 00 00 02 00 01 00 1D 00 00 00 07", // a length that does not fit
                "E1 00 00 03 00 01 00 04 00 00 00 07", // another presentation context
                "E1 00 00 02 00 04 00 04 00 00 00 07", // no such type
                "12 34 01 00 00 01 00 00 00 00 00 00 03 77 77 77 00 00 01 00 01", // DNS
                "01 01 06 00 12 34 56 78", // DHCP
                "30 26 02 01 00 04 06 70 75 62 6C 69 63", // SNMP
                "24 01 06 EC 00 00 00 00", // NTP
                "3C 3F 78 6D 6C 20 76 65", // XML
                "16 FE FD 00 00 00 00 00", // DTLS
                "80 60 12 34 00 00 00 00 00 00 00 00", // RTP
                "4E"
            })
    void leavesOthersAlone(String bytes) {
        assertThat(isOurs(HexBytes.bytes(bytes))).isFalse();
    }

    @Test
    void takesNoChanceMatch() {
        Random random = new Random(11);
        byte[] bytes = new byte[64];
        for (int i = 0; i < 200_000; i++) {
            random.nextBytes(bytes);
            assertThat(isOurs(bytes)).isFalse();
        }
    }

    @Test
    void tellsKindsApart() {
        assertThat(kind(MonitorDatagrams.ASSOCIATE)).isEqualTo("associate");
        assertThat(kind(MonitorDatagrams.ACCEPT)).isEqualTo("accept");
        assertThat(kind(HexBytes.bytes("0C 02 00 00"))).isEqualTo("refuse");
        assertThat(kind(HexBytes.bytes("09 02 00 00"))).isEqualTo("finish");
        assertThat(kind(HexBytes.bytes("0A 02 00 00"))).isEqualTo("disconnect");
        assertThat(kind(HexBytes.bytes("19 02 00 00"))).isEqualTo("abort");
        assertThat(kind(MonitorDatagrams.POLL)).isEqualTo("poll");
        assertThat(kind(MonitorDatagrams.CREATE_RESULT)).isEqualTo("other");
        assertThat(kind(MONITOR)).isEqualTo("mds_create");
        assertThat(kind(PATIENT)).isEqualTo("result");
        assertThat(kind(linkedResult(text(0x095A, "1")))).isEqualTo("linked_result");
        assertThat(kind(connectIndication())).isEqualTo("connect_indication");
        assertThat(kind(HexBytes.bytes("01 02 03"))).isEqualTo("other");
    }

    @Test
    void makesNoUnitsOfMeasurements() {
        assertThat(frame(MEASUREMENT).units()).isEmpty();
        assertThat(frame(MonitorDatagrams.POLL).units()).isEmpty();
        assertThat(frame(PATIENT).units()).hasSize(1);
    }

    @Test
    void tellsTheHostFromTheMonitor() {
        assertThat(frame(MonitorDatagrams.POLL).client()).isEqualTo(ORIGINATOR);
        assertThat(frame(PATIENT).client()).isEqualTo(RESPONDER);
        assertThat(frame(connectIndication()).client()).isNull();
    }

    @Test
    void readsTheMonitor() {
        IntellivueFacts facts = read(MONITOR);

        assertThat(facts.kind).isEqualTo("mds_create");
        assertThat(facts.vendor).isEqualTo("Philips");
        assertThat(facts.model).isEqualTo("M8007A");
        assertThat(facts.software).isEqualTo("L.01.23");
        assertThat(facts.mac).isEqualTo(0x0009_FB01_0203L);
        assertThat(facts.bedLabel).isEqualTo("ICU-7");
        assertThat(facts.senderClass).isEqualTo("monitor.bedside");
        assertThat(facts.phi.any()).isFalse();
    }

    @Test
    void readsASerialNumberOfItsShapeOnly() {
        assertThat(read(mdsCreate(production("DE6129771X", "L.1"))).serial).isEqualTo("DE6129771X");
        assertThat(read(mdsCreate(production("19630214", "L.1"))).serial).isEmpty();
    }

    @Test
    void marksThePatient() {
        IntellivueFacts facts = read(PATIENT);

        assertThat(facts.kind).isEqualTo("patient");
        assertThat(marked(facts))
                .containsExactlyElementsOf(
                        IntellivuePhi.CATALOGUE.stream().map(field -> field.name()).toList());
        assertThat(facts.phi.patients()).isOne();
        assertThat(facts.phi.anyDirect()).isTrue();
    }

    @Test
    void findsNobodyInABedWithoutAPatient() {
        IntellivueFacts facts =
                read(result(text(0x095A, ""), text(0x095C, "  "), text(0x095D, "")));

        assertThat(facts.phi.any()).isFalse();
        assertThat(facts.kind).isEqualTo("monitor");
    }

    @Test
    void takesNoPatientForALabel() {
        IntellivueFacts facts =
                read(result(text(0x095C, "Musterfrau"), text(0x091E, "Bed Musterfrau")));

        assertThat(facts.bedLabel).isEmpty();
    }

    /// The patient's name passes in another datagram than the label.
    @Test
    void takesNoWordAloneForABed() {
        IntellivueFacts facts = read(result(text(0x095A, "7"), text(0x091E, "Musterfrau")));

        assertThat(facts.bedLabel).isEmpty();
        assertThat(facts.maskedNames).isOne();
    }

    @Test
    void takesNothingOfAnotherForm() {
        // a text whose length does not fit, characters behind the NUL, a date that is none
        byte[] odd =
                result(
                        attribute(0x095C, HexBytes.bytes("00 05 00 41 00 42")),
                        attribute(0x095D, HexBytes.bytes("00 06 00 41 00 00 00 42")),
                        attribute(0x0958, HexBytes.bytes("19 63 13 40 00 00 00 00")));

        assertThat(read(odd).phi.any()).isFalse();
    }

    @Test
    void standsAnyCutAndAnyChange() {
        Random random = new Random(7);
        for (byte[] whole : List.of(PATIENT, MONITOR, MonitorDatagrams.ASSOCIATE)) {
            for (int length = 1; length <= whole.length; length++) {
                byte[] cut = Arrays.copyOf(whole, length);
                isOurs(cut);
                give(cut);
                byte[] changed = whole.clone();
                changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
                give(changed);
            }
        }
    }

    private void give(byte[] bytes) {
        RecordingUnitSink sink = frame(bytes);
        for (RecordingUnitSink.Unit unit : sink.units()) {
            byte[] there = unit.bytes();
            parser.onUnit(
                    1,
                    1,
                    ORIGINATOR,
                    1,
                    there,
                    0,
                    there.length,
                    unit.detail(),
                    new IntellivueFacts());
        }
        assertThat(sink.counts()).hasSize(1);
    }

    @Test
    void allocatesNothingOnceWarm() {
        IntellivueFacts facts = new IntellivueFacts();
        long[] patients = new long[1];
        CountingUnits sink = new CountingUnits(parser, facts);

        AllocationMeter.assertAllocatesNothing(
                2000,
                () -> {
                    framer.onDatagram(ORIGINATOR, PATIENT, 0, PATIENT.length, sink);
                    framer.onDatagram(ORIGINATOR, MONITOR, 0, MONITOR.length, sink);
                    framer.onDatagram(ORIGINATOR, MEASUREMENT, 0, MEASUREMENT.length, sink);
                    patients[0] += facts.phi.patients();
                });
        assertThat(sink.units).isPositive();
    }

    private static final class CountingUnits implements io.wardtap.protocol.unit.UnitSink {
        private final IntellivueParser parser;
        private final IntellivueFacts facts;
        private long units;

        CountingUnits(IntellivueParser parser, IntellivueFacts facts) {
            this.parser = parser;
            this.facts = facts;
        }

        @Override
        public void onUnit(
                int type, Direction from, byte[] bytes, int start, int length, long detail) {
            units++;
            facts.clear();
            parser.onUnit(1, type, from, 1, bytes, start, length, detail, facts);
        }

        @Override
        public void onCount(int kind) {}

        @Override
        public void onEvent(io.wardtap.protocol.status.DecodeEvent event) {}

        @Override
        public void onUninspected(long bytes) {}

        @Override
        public void onEncrypted() {}

        @Override
        public void onClientIs(Direction client) {}
    }
}
