package io.wardtap.protocol.poct1;

import static io.wardtap.protocol.flow.Direction.ORIGINATOR;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.identify.Verdict;
import io.wardtap.protocol.status.DecodeEvent;
import io.wardtap.protocol.testkit.AllocationMeter;
import io.wardtap.protocol.testkit.RecordingUnitSink;
import io.wardtap.protocol.testkit.RecordingUnitSink.Unit;
import io.wardtap.protocol.testkit.SplitFeeder;
import io.wardtap.protocol.unit.KeyedHash;
import io.wardtap.protocol.unit.NameInterner;
import io.wardtap.protocol.unit.ParserContext;
import io.wardtap.protocol.unit.UnitAssembler;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;

/// Probe, framer and parser of POCT1-A. Messages and elements are those of POCT1-A's device
/// messaging layer (Appendix B).
class Poct1Test {
    static final String HELLO =
            "<HEL.R01><HDR><HDR.control_id V=\"1\"/></HDR><DEV><DEV.device_id"
                + " V=\"001234FFFE56789A\"/><DEV.vendor_id V=\"Acme\"/><DEV.model_id"
                + " V='M-5'/><DEV.serial_id V = \"SN 1\" /><DEV.serial_id"
                + " V=\"SN-10377\"></DEV.serial_id><DEV.sw_version V=\"3.08\"/></DEV></HEL.R01>";
    static final String OBSERVATION =
            "<OBS.R01 ><SVC><PT><PT.patient_id V=\"4711\"/><PT.name><GIV V=\"Jane\"/>"
                    + "<FAM V=\"Doe\"/></PT.name><PT.birth_date V=\"1970-01-31\"/><OBS>"
                    + "<OBS.value V=\"5>4\"/></OBS></PT><OPR><OPR.operator_id V=\"N7\"/></OPR>"
                    + "<NTE><NTE.text V=\"x\"/></NTE></SVC></OBS.R01 >";
    static final String ACK = "<ACK.R01><ACK><ACK.type_cd V=\"AA\"/></ACK></ACK.R01>";

    private final Poct1Parser parser =
            new Poct1Parser(
                    new ParserContext(
                            new KeyedHash(1, 2), new KeyedHash(3, 4), new NameInterner(64)));

    private static SplitFeeder feeder() {
        return SplitFeeder.of(Poct1Framer::new);
    }

    private Poct1Facts read(String message) {
        RecordingUnitSink seen = feeder().originator(message).feedWhole();
        Unit unit = seen.units().getFirst();
        byte[] bytes = unit.bytes();
        Poct1Facts facts = new Poct1Facts();
        parser.onUnit(1, 1, ORIGINATOR, 1, bytes, 0, bytes.length, unit.detail(), facts);
        return facts;
    }

    private static List<String> marked(Poct1Facts facts) {
        List<String> names = new ArrayList<>();
        for (int i = facts.phi.nextMarked(0); i >= 0; i = facts.phi.nextMarked(i + 1)) {
            names.add(Poct1Phi.CATALOGUE.get(i).name());
        }
        return names;
    }

    private static Verdict probe(String first) {
        byte[] bytes = first.getBytes(ISO_8859_1);
        return new Poct1Probe().probe(ORIGINATOR, bytes, 0, bytes.length, 7777, false);
    }

    // ---- probe

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<HEL.R01>",
                "\u00EF\u00BB\u00BF\r\n<HEL.R01 >",
                "<?xml version=\"1.0\"?>\n<!-- device -->\n<DST.R01>"
            })
    void findsIt(String first) {
        assertThat(probe(first)).isEqualTo(Verdict.MATCH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<", "  ", "<HEL", "<HEL.R01", "<?xml version=\"1.0\"?>", "<?xml"})
    void waitsForMore(String first) {
        assertThat(probe(first)).isEqualTo(Verdict.NEED_MORE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html><head>",
                "<HEL.R01x>",
                "<HEL.S01>",
                "<?xml version=\"1.0\"?><soap:Envelope>",
                "<14>Oct 11 su: syslog",
                "GET / HTTP/1.1\r\n",
                "\u000BMSH|^~\\&|",
                "H|\\^&|||A",
                "\u0016\u0003\u0001",
                "\u0001\u0000\u0000\u0000"
            })
    void leavesOthersAlone(String first) {
        assertThat(probe(first)).isEqualTo(Verdict.NO);
    }

    @Test
    void findsTheNextMessageInMidstream() {
        String text = "V=\"5\"/></OBS.R01>\n" + ACK;
        byte[] bytes = text.getBytes(ISO_8859_1);

        assertThat(new Poct1Probe().findStart(ORIGINATOR, bytes, 0, bytes.length))
                .isEqualTo(text.indexOf("<ACK"));
        assertThat(new Poct1Probe().findStart(ORIGINATOR, bytes, 0, 12)).isEqualTo(-1);
    }

    // ---- framer

    @Test
    void cutsMessagesAtEveryCut() {
        RecordingUnitSink seen =
                feeder().originator("<?xml version=\"1.0\"?>\n" + HELLO + "\r\n")
                        .responder(ACK)
                        .originator(OBSERVATION + ACK)
                        .assertSameAtEveryCut();

        assertThat(seen.units())
                .extracting(Unit::text)
                .containsExactly(HELLO, ACK, OBSERVATION, ACK);
        assertThat(seen.events()).isEmpty();
    }

    @Test
    void handsOnWhatCameBeforeAGap() {
        RecordingUnitSink seen =
                feeder().originator(HELLO + OBSERVATION.substring(0, 90))
                        .gap(ORIGINATOR, 70)
                        .originator(OBSERVATION.substring(160) + ACK)
                        .assertSameAtEveryCut();

        assertThat(seen.units())
                .extracting(Unit::text)
                .containsExactly(HELLO, OBSERVATION.substring(0, 90), ACK);
        assertThat(seen.units().get(1).detail() & Poct1.CUT).isNotZero();
        assertThat(seen.events()).containsEntry(DecodeEvent.POCT1_INCOMPLETE, 1);
    }

    @Test
    void partsALongListBehindATag() {
        StringBuilder list = new StringBuilder("<PTL.R01>");
        for (int i = 0; i < 2000; i++) {
            list.append("<PT><PT.patient_id V=\"P-").append(i).append("\"/></PT>");
        }
        String all = list.append("</PTL.R01>").toString();

        RecordingUnitSink seen = feeder().originator(all).feedWhole();

        assertThat(seen.units()).hasSizeGreaterThan(1);
        assertThat(String.join("", seen.units().stream().map(Unit::text).toList())).isEqualTo(all);
        assertThat(seen.units()).allMatch(unit -> unit.text().endsWith(">"));
        SplitFeeder cut = feeder();
        for (int at = 0; at < all.length(); at += 997) {
            cut.originator(all.substring(at, Math.min(all.length(), at + 997)));
        }
        assertThat(cut.feedWhole().units()).isEqualTo(seen.units());
    }

    @Test
    void stepsOverATagWithoutEnd() {
        String endless =
                HELLO + "<OBS.R01><NTE.text V=\"" + "x".repeat(300 << 10) + "\"/></OBS.R01>";

        RecordingUnitSink seen = feeder().originator(endless + ACK).feedWhole();

        assertThat(seen.events()).containsEntry(DecodeEvent.POCT1_OVERSIZE, 1);
        assertThat(seen.uninspected()).isPositive();
        assertThat(seen.units().getLast().text()).isEqualTo(ACK);
    }

    @Test
    void givesUpWithoutAMessage() {
        assertThat(feeder().originator("<HEL R01>" + "z".repeat(2000)).isFailedWhenWhole())
                .isTrue();
    }

    // ---- parser

    @Test
    void readsTheDevice() {
        Poct1Facts facts = read(HELLO);

        assertThat(facts.kind).isEqualTo("HEL.R01");
        assertThat(facts.vendor).isEqualTo("Acme");
        assertThat(facts.model).isEqualTo("M-5");
        assertThat(facts.serial).isEqualTo("SN-10377");
        assertThat(facts.software).isEqualTo("3.08");
        assertThat(facts.mac).isEqualTo(0x0012_3456_789AL);
        assertThat(facts.senderClass).isEqualTo("poct.device");
        assertThat(facts.phi.any()).isFalse();
    }

    @Test
    void marksPatientAndOperator() {
        Poct1Facts facts = read(OBSERVATION);

        assertThat(marked(facts))
                .containsExactly(
                        "PT.patient_id", "PT.name", "PT.birth_date", "OPR.operator_id", "NTE.text");
        assertThat(facts.phi.patients()).isOne();
        assertThat(facts.observations).isOne();
        assertThat(facts.phi.anyDirect()).isTrue();
    }

    @Test
    void countsPatientsByIdentifierElseByName() {
        Poct1Facts facts =
                read(
                        "<PTL.R01><PT><PT.patient_id V=\"1\"/><PT.name V=\"Doe\"/></PT>"
                                + "<PT><PT.patient_id V=\"1\"/></PT><PT><PT.name V=\"Roe\"/></PT>"
                                + "<PT><PT.name V=\"roe\"/></PT><PT></PT></PTL.R01>");

        assertThat(facts.patients).isEqualTo(5);
        assertThat(facts.phi.patients()).isEqualTo(2);
    }

    @Test
    void takesNoPatientForADevice() {
        Poct1Facts facts =
                read(
                        "<OBS.R01><DEV.vendor_id V=\"Musterfrau\"/><DEV.serial_id"
                                + " V=\"P4711\"/><PT.patient_id V=\"P4711\"/><PT.name"
                                + " V=\"Musterfrau\"/></OBS.R01>");

        assertThat(facts.vendor).isEmpty();
        assertThat(facts.serial).isEmpty();
        assertThat(facts.maskedNames).isEqualTo(2);
    }

    @Test
    void readsCodesOfTheirShapeOnly() {
        assertThat(read(ACK).acknowledgmentCode).isEqualTo("AA");
        assertThat(read("<DTV.R01><DTV.command_cd V=\"SET_TIME\"/></DTV.R01>").command)
                .isEqualTo("SET_TIME");
        assertThat(read("<DTV.R01><DTV.command_cd V=\"4711\"/></DTV.R01>").command).isEmpty();
    }

    @Test
    void allocatesNothingOnceWarm() {
        byte[] bytes = (HELLO + OBSERVATION).getBytes(ISO_8859_1);
        RecordingFacts sink = new RecordingFacts(parser);
        Poct1Framer framer = new Poct1Framer(new UnitAssembler(0));

        AllocationMeter.assertAllocatesNothing(
                2000,
                () -> {
                    framer.onBytes(ORIGINATOR, bytes, 0, 100, sink);
                    framer.onBytes(ORIGINATOR, bytes, 100, bytes.length - 100, sink);
                });
        assertThat(sink.patients).isPositive();
    }

    private static final class RecordingFacts implements io.wardtap.protocol.unit.UnitSink {
        private final Poct1Parser parser;
        private final Poct1Facts facts = new Poct1Facts();
        private long patients;

        RecordingFacts(Poct1Parser parser) {
            this.parser = parser;
        }

        @Override
        public void onUnit(
                int type, Direction from, byte[] bytes, int start, int length, long detail) {
            facts.clear();
            parser.onUnit(1, type, from, 1, bytes, start, length, detail, facts);
            patients += facts.phi.patients();
        }

        @Override
        public void onCount(int kind) {}

        @Override
        public void onEvent(DecodeEvent event) {}

        @Override
        public void onUninspected(long bytes) {}

        @Override
        public void onEncrypted() {}

        @Override
        public void onClientIs(Direction client) {}
    }

    @Test
    void showsNoRootOfAnybodysChoice() {
        assertThat(read("<DOE.R01><HDR/></DOE.R01>").kind).isEqualTo("other");
        assertThat(read(ACK).kind).isEqualTo("ACK.R01");
    }
}
