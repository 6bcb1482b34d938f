package io.wardtap.protocol.astm;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.phi.PhiCategory;
import io.wardtap.protocol.testkit.AllocationMeter;
import io.wardtap.protocol.testkit.AstmFrames;
import io.wardtap.protocol.unit.KeyedHash;
import io.wardtap.protocol.unit.NameInterner;
import io.wardtap.protocol.unit.ParserContext;
import io.wardtap.protocol.unit.UnitAssembler;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class AstmParserTest {
    private static final String RESULT =
            String.join(
                    "\r",
                    "H|\\^&||secret|Acme^A1 Analyzer^2.1.3^SN 77412|||||LIS^x||P|LIS2-A2|2026",
                    "P|1|PRAC77|LAB88|THIRD9|Muster^Erika^M|Geborene|19630214|F|X|Elm 1^Town||"
                            + "555-0101|Dr. House|||170|70|asthma||||||ADM|WARD 4",
                    "O|1|SP1234^2|I55|^^^GLU|R||2026||||N||||S|ORD^DOC",
                    "R|1|^^^GLU|5.1|mmol/L|4-6|N||F||OP7|||A1",
                    "C|1|I|haemolytic|G",
                    "M|1|blob",
                    "L|1|N",
                    "");

    private final AstmParser parser =
            new AstmParser(
                    new ParserContext(
                            new KeyedHash(1, 2), new KeyedHash(3, 4), new NameInterner(64)));

    private AstmFacts read(String text, long detail) {
        AstmFacts facts = new AstmFacts();
        byte[] bytes = ("||" + text + "||").getBytes(ISO_8859_1);
        parser.onUnit(
                1, Astm.MESSAGE, Direction.ORIGINATOR, 1, bytes, 2, text.length(), detail, facts);
        return facts;
    }

    private AstmFacts read(String text) {
        return read(text, 0);
    }

    private static List<String> marked(AstmFacts facts) {
        List<String> names = new ArrayList<>();
        for (int i = facts.phi.nextMarked(0); i >= 0; i = facts.phi.nextMarked(i + 1)) {
            names.add(AstmPhi.CATALOGUE.get(i).name());
        }
        return names;
    }

    @Test
    void readsTheSenderAsItDescribesItself() {
        AstmFacts facts = read(RESULT);

        assertThat(facts.sender).isEqualTo("Acme");
        assertThat(facts.vendor).isEqualTo("Acme");
        assertThat(facts.model).isEqualTo("A1 Analyzer");
        assertThat(facts.software).isEqualTo("2.1.3");
        assertThat(facts.receiver).isEqualTo("LIS");
        assertThat(facts.processingId).isEqualTo("P");
        assertThat(facts.version).isEqualTo("LIS2-A2");
        assertThat(facts.hasPassword).isTrue();
    }

    @Test
    void readsASerialNumberOfItsShapeOnly() {
        assertThat(read("H|\\^&|||A^B^1^SN77412\rL|1|N\r").serial).isEqualTo("SN77412");
        assertThat(read("H|\\^&|||A^B^1^774123456\rL|1|N\r").serial).isEqualTo("774123456");
        assertThat(read("H|\\^&|||A^B^1^19630214\rL|1|N\r").serial).isEmpty();
        assertThat(read("H|\\^&|||A^B^1^078-05-1120\rL|1|N\r").serial).isEmpty();
        assertThat(read("H|\\^&|||A^B^1^MUSTER, ERIKA\rL|1|N\r").serial).isEmpty();
        assertThat(read("H|\\^&|||A^B^1^NONE\rL|1|N\r").serial).isEmpty();
    }

    @Test
    void countsRecords() {
        AstmFacts facts = read(RESULT);

        assertThat(facts.kind).isEqualTo("result");
        assertThat(facts.patients).isOne();
        assertThat(facts.orders).isOne();
        assertThat(facts.results).isOne();
        assertThat(facts.comments).isOne();
        assertThat(facts.manufacturerRecords).isOne();
        assertThat(facts.terminationCode).isEqualTo("N");
        assertThat(facts.malformed).isFalse();
        assertThat(facts.senderClass).isEqualTo("lab.analyzer");
    }

    @Test
    void marksEveryFieldWithPatientData() {
        AstmFacts facts = read(RESULT);

        assertThat(marked(facts))
                .contains(
                        "P-3", "P-4", "P-5", "P-6", "P-7", "P-8", "P-9", "P-11", "P-13", "P-14",
                        "P-17", "P-18", "P-19", "P-26", "O-3", "O-4", "O-17", "R-11", "C-4");
        assertThat(facts.phi.anyDirect()).isTrue();
        assertThat(facts.phi.has(PhiCategory.DOB)).isTrue();
        assertThat(facts.phi.patients()).isOne();
    }

    @Test
    void findsNobodyInAControlRun() {
        AstmFacts facts = read("H|\\^&|||A\rP|1\rO|1|QC1||^^^GLU|||||||Q\rR|1|^^^GLU|5\rL|1|N\r");

        assertThat(facts.phi.anyDirect()).isFalse();
        assertThat(facts.controlOrders).isOne();
        assertThat(facts.phi.patients()).isZero();
    }

    @Test
    void withholdsNamesThatAreThePatients() {
        AstmFacts facts = read("H|\\^&|||Erika^A1^1^PAT4711\rP|1||PAT4711||Muster^Erika\rL|1\r");

        assertThat(facts.sender).isEmpty();
        assertThat(facts.serial).isEmpty();
        assertThat(facts.model).isEqualTo("A1");
        assertThat(facts.maskedNames).isEqualTo(2);
    }

    @Test
    void usesTheDelimitersThatTheHeaderDeclares() {
        AstmFacts facts = read("H@!~$@@@Acme~B2~3~X1\rP@1@@4711@@Muster~Erika\rL@1@N\r");

        assertThat(facts.model).isEqualTo("B2");
        assertThat(marked(facts)).containsExactly("P-4", "P-6");
    }

    @Test
    void keepsThemForTheNextPart() {
        read("H@!~$@@@Acme\rM@1\r", Astm.CONTINUED);

        AstmFacts next = read("P@1@@4711@@Muster~Erika\r", Astm.CONTINUES);
        parser.onFlowEnd(1);
        AstmFacts other = read("P@1@@4711@@Muster~Erika\r");

        assertThat(marked(next)).containsExactly("P-4", "P-6");
        assertThat(next.isContinuation).isTrue();
        assertThat(other.malformed).isTrue();
    }

    @Test
    void readsQueries() {
        AstmFacts one = read("H|\\^&|||A\rQ|1|4711^SP1||ALL\rL|1|N\r");
        AstmFacts all = read("H|\\^&|||A\rQ|1|ALL||ALL\rL|1|N\r");
        AstmFacts specimen = read("H|\\^&|||A\rQ|1|^SP1||ALL\rL|1|N\r");

        assertThat(one.kind).isEqualTo("query");
        assertThat(marked(one)).containsExactly("Q-3");
        assertThat(one.phi.patients()).isOne();
        assertThat(all.asksForAll).isTrue();
        assertThat(all.phi.any()).isFalse();
        assertThat(specimen.phi.anyDirect()).isFalse();
    }

    @Test
    void countsAPatientOnceByIdentifierElseByName() {
        AstmFacts facts =
                read(
                        "H|\\^&|||A\rP|1||47||Doe^J\rP|2||47 ||Doe^Jane\rP|3||||Doe^Jane\r"
                                + "P|4||||doe^jane\rL|1|N\r");

        assertThat(facts.patients).isEqualTo(4);
        assertThat(facts.phi.patients()).isEqualTo(2);
    }

    @Test
    void saysWhatTheFramesSaid() {
        AstmFacts facts = read("L|1|N\r", Astm.detail(70_000, 300, 2, 3, 4) | Astm.UNFRAMED);

        assertThat(facts.frames).isEqualTo(0xFFFF);
        assertThat(facts.naks).isEqualTo(0xFF);
        assertThat(facts.checksumFaults).isEqualTo(2);
        assertThat(facts.repeatedFrames).isEqualTo(3);
        assertThat(facts.sequenceFaults).isEqualTo(4);
        assertThat(facts.isUnframed).isTrue();
    }

    @Test
    void countsWhatIsNoRecord() {
        AstmFacts facts = read("H|\\^&|||A\rXYZ\rPatient\rL|1|N\r");

        assertThat(facts.unknownRecords).isEqualTo(2);
        assertThat(facts.malformed).isTrue();
    }

    @Test
    void allocatesNothingOnceWarm() {
        byte[] bytes = AstmFrames.transmission(RESULT.split("\r")).getBytes(ISO_8859_1);
        AstmFacts facts = new AstmFacts();
        long[] seen = new long[1];
        AstmFramer framer = new AstmFramer(new UnitAssembler(0));
        AstmUnits sink =
                new AstmUnits(
                        (unit, start, length, detail) -> {
                            facts.clear();
                            parser.onUnit(
                                    1,
                                    Astm.MESSAGE,
                                    Direction.ORIGINATOR,
                                    1,
                                    unit,
                                    start,
                                    length,
                                    detail,
                                    facts);
                            seen[0] += facts.phi.patients();
                        });

        AllocationMeter.assertAllocatesNothing(
                2000,
                () -> {
                    framer.onBytes(Direction.ORIGINATOR, bytes, 0, 100, sink);
                    framer.onBytes(Direction.ORIGINATOR, bytes, 100, bytes.length - 100, sink);
                });
        assertThat(seen[0]).isPositive();
    }
}
