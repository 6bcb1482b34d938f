package io.wardtap.protocol.hl7;

import static io.wardtap.protocol.hl7.ParserFeeder.parse;
import static io.wardtap.protocol.hl7.Wire.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.hl7.Hl7Facts.Framing;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class Hl7ParserTest {
    private static final String MSH = "MSH|^~\\&|HIS|EXH|EHR|SITE2|20260311||%s|%s|P|2.5.1";

    private static String header(String type, String controlId) {
        return String.format(MSH, type, controlId);
    }

    private static String admit(String... segments) {
        return header("ADT^A01^ADT_A01", "1") + "\r" + message(segments);
    }

    @Test
    void readsTheExampleOfADevice() {
        Hl7Facts facts =
                parse(
                        message(
                                "MSH|^~\\&|MONITOR^0009FBFFFEA1B2C3^EUI-64|ICU|EHR|HOSP|20260101120000+0000||ORU^R01^ORU_R01|MSG00001|P|2.6|||NE|AL||UNICODE"
                                    + " UTF-8",
                                "PID|||900001^^^DEMO^PI||Beispiel^Nora^^^^^L||19700131|F",
                                "OBR|1|...|...|182777000^monitoring of"
                                        + " patient^SCT|||20260101120000",
                                "OBX|1|NM|147842^MDC_ECG_HEART_RATE^MDC|1.6.1.1|60|264864^MDC_DIM_BEAT_PER_MIN^MDC|||||R|||20260101120000||||BP1^^0009FBFFFEA1B2C4^EUI-64"));

        assertThat(facts.messageType).isEqualTo("ORU^R01");
        assertThat(facts.version).isEqualTo("2.6");
        assertThat(facts.sendingApplication).isEqualTo("MONITOR");
        assertThat(facts.sendingFacility).isEqualTo("ICU");
        assertThat(facts.receivingApplication).isEqualTo("EHR");
        assertThat(facts.receivingFacility).isEqualTo("HOSP");
        assertThat(facts.processingId).isEqualTo("P");
        assertThat(facts.controlIdHash).isNotZero();
        assertThat(facts.segments).isEqualTo(4);
        assertThat(facts.framing).isEqualTo(Framing.MLLP);
        assertThat(facts.malformed).isFalse();
        assertThat(facts.maskedNames).isZero();
        assertThat(facts.phiDirect).isTrue();
        assertThat(facts.phi.patients()).isOne();
        assertThat(facts.equipmentMac).isEqualTo(0x0009FB_A1B2C4L);
        assertThat(ParserFeeder.marked(facts))
                .containsExactly(
                        "PID-3", "PID-5", "PID-7", "PID-8", "OBR-2", "OBR-3", "OBR-7", "OBX-14");
    }

    @Test
    void takesTheMacOfTheSendingApplicationWhenNoEquipmentIsNamed() {
        Hl7Facts facts =
                parse("MSH|^~\\&|MON^0009FBFFFEA1B2C3^EUI-64|ICU|E|H|1||ORU^R01|1|P|2.6\r");

        assertThat(facts.equipmentMac).isEqualTo(0x0009FB_A1B2C3L);
    }

    @Test
    void readsEquipmentParticipationAndSoftware() {
        Hl7Facts facts =
                parse(
                        admit(
                                "SFT|Orion^L|2.4.3.52854|Rhapsody|2.4.3",
                                "OBX|1|NM|1^A^L||1||||||F|||||||080019FFFE123456 extra^B40_GE",
                                "PRT|1|AD||EQUIP^Equipment||||||||||||04015630921836||||SN-20391"));

        assertThat(facts.softwareVendor).isEqualTo("Orion");
        assertThat(facts.softwareVersion).isEqualTo("2.4.3.52854");
        assertThat(facts.softwareProduct).isEqualTo("Rhapsody");
        assertThat(facts.equipmentMac).isEqualTo(0x080019_123456L);
        assertThat(facts.equipmentName).isEqualTo("B40_GE");
        assertThat(facts.deviceSerial).isEqualTo("SN-20391");
    }

    @Test
    void takesNoSerialNumberFromAParticipationThatNamesNoDevice() {
        Hl7Facts facts = parse(admit("PRT|1|AD||AT^Attending||7^Who^Ever|||||||||||||||A1234567"));

        assertThat(facts.deviceSerial).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ADT^A01^ADT_A01, ADT^A01",
        "ACK, ACK",
        "ACK^^ACK, ACK",
        "ORU^R01, ORU^R01",
        "PPR^PC1, PPR^PC1",
        "ERP^Z99, ERP^Z99",
        "Smith^A01, ''",
        "adt^a01, ''",
        "ADT^SMITH, ''",
        "'', ''"
    })
    void reportsAMessageTypeOnlyInItsShape(String field, String type) {
        Hl7Facts facts = parse(header(field, "1") + "\r");

        assertThat(facts.messageType).isEqualTo(type);
        assertThat(facts.malformed).isEqualTo(type.isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"^~\\&", "^~\\&#", "$%*@", "^", "^~", "^~\\"})
    void readsWithTheDelimitersTheMessageDeclares(String encoding) {
        for (char separator : "|^;#".toCharArray()) {
            if (encoding.indexOf(separator) >= 0) {
                continue;
            }
            String text =
                    header("ADT^A01^X", "1").replace("^~\\&", "@@")
                            + "\rPID|1||77^^^X^MR||DOE\rOBX|1|NM";
            text = text.replace('^', encoding.charAt(0)).replace('|', separator);

            Hl7Facts facts = parse(text.replace("@@", encoding));

            assertThat(facts.messageType).as(text).isEqualTo("ADT^A01");
            assertThat(facts.malformed).isFalse();
            assertThat(facts.segments).isEqualTo(3);
            assertThat(facts.sendingApplication).isEqualTo("HIS");
            assertThat(ParserFeeder.marked(facts)).containsExactly("PID-3", "PID-5");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MSH|^^\\&|", "MSH|^~|&|", "MSH|AB|", "MSH||", "MSH|^~\\&#!|", "MSH"})
    void flagsDelimitersThatAreNotSane(String begin) {
        Hl7Facts facts = parse(begin + "HIS|EXH|EHR|EXH|1||ADT^A01|1|P|2.5\rPID|1||1||DOE^J\r");

        assertThat(facts.malformed).isTrue();
    }

    @Test
    void stillFindsPatientsWhenTheDelimitersAreNotSane() {
        Hl7Facts facts = parse("MSH|^^\\&|HIS|EXH|EHR|EXH|1||ADT^A01|1|P|2.5\rPID|1||1||DOE^J\r");

        assertThat(facts.malformed).isTrue();
        assertThat(facts.phiDirect).isTrue();
    }

    @Test
    void doesNotWalkAMessageWhoseSeparatorIsALetter() {
        Hl7Facts facts = parse("MSHA^~\\&AHISAEXH\rPIDA1AA1AADOE\r");

        assertThat(facts.malformed).isTrue();
        assertThat(facts.segments).isZero();
        assertThat(facts.phi.any()).isFalse();
    }

    @Test
    void countsSegmentsWhateverEndsThem() {
        String text = admit("EVN|A01", "PID|1", "ZZZ");

        assertThat(parse(text).segments).isEqualTo(4);
        assertThat(parse(text.replace('\r', '\n')).segments).isEqualTo(4);
        assertThat(parse(text.replace("\r", "\r\n")).segments).isEqualTo(4);
        assertThat(parse(text.replace("\r", "\n\n\r")).segments).isEqualTo(4);
        assertThat(parse(text.stripTrailing()).segments).isEqualTo(4);
        assertThat(parse(text + "BTS|1\rFTS|1\r").segments).isEqualTo(4);
        assertThat(parse(text).malformed).isFalse();
    }

    @Test
    void flagsALineThatIsNoSegment() {
        Hl7Facts facts = parse(admit("NTE|1||text", "that goes on here"));

        assertThat(facts.malformed).isTrue();
        assertThat(facts.segments).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"P,P", "T,T", "D^A,D", "Prod,''", "'',''"})
    void reportsAProcessingIdOfOneLetter(String field, String id) {
        String text = header("ADT^A01", "1").replace("|P|", "|" + field + "|");

        assertThat(parse(text + "\r").processingId).isEqualTo(id);
    }

    @ParameterizedTest
    @CsvSource({"2.5.1,2.5.1", "2.3^USA,2.3", "2,2", "v2.5,''", "Smith,''", "20260311,''"})
    void reportsAVersionOnlyInItsShape(String field, String version) {
        String text = header("ADT^A01", "1").replace("|2.5.1", "|" + field);

        assertThat(parse(text + "\r").version).isEqualTo(version);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AA", "AE", "AR", "CA", "CE", "CR"})
    void joinsAnAcknowledgementToItsMessage(String code) {
        ParserFeeder parser = new ParserFeeder();
        long sent = 1_000_000_000_000L;
        parser.read(7, Direction.ORIGINATOR, sent, header("ADT^A01^ADT_A01", "M1") + "\r");
        parser.read(7, Direction.ORIGINATOR, sent + 1, header("ORU^R01", "M2") + "\r");

        Hl7Facts facts =
                parser.read(7, Direction.RESPONDER, sent + 12_000_000, answer("A1", code, "M1"));

        assertThat(facts.acknowledgmentCode).isEqualTo(code);
        assertThat(facts.acknowledgmentLatencyNs).isEqualTo(12_000_000);
        assertThat(facts.acknowledgedMessageType).isEqualTo("ADT^A01");
        assertThat(facts.acknowledgedControlIdHash).isNotZero();
    }

    private static String answer(String controlId, String code, String of) {
        return message(header("ACK^A01^ACK", controlId), "MSA|" + code + "|" + of);
    }

    @Test
    void hashesAControlIdTheSameInMessageAndAnswer() {
        Hl7Facts message = parse(header("ADT^A01", " M1 ") + "\r");
        Hl7Facts answer = parse(answer("A1", "AA", "M1"));

        assertThat(answer.acknowledgedControlIdHash).isEqualTo(message.controlIdHash);
        assertThat(answer.controlIdHash).isNotEqualTo(message.controlIdHash);
    }

    @Test
    void joinsTheApplicationsAnswerBehindACommit() {
        ParserFeeder parser = new ParserFeeder();
        parser.read(7, Direction.ORIGINATOR, 0, header("ADT^A01", "M1") + "\r");

        Hl7Facts commit = parser.read(7, Direction.RESPONDER, 5, answer("A1", "CA", "M1"));
        Hl7Facts accept = parser.read(7, Direction.RESPONDER, 9, answer("A2", "AA", "M1"));
        Hl7Facts again = parser.read(7, Direction.RESPONDER, 11, answer("A3", "AA", "M1"));

        assertThat(commit.acknowledgmentLatencyNs).isEqualTo(5);
        assertThat(accept.acknowledgmentLatencyNs).isEqualTo(9);
        assertThat(again.acknowledgmentLatencyNs).isEqualTo(-1);
    }

    @Test
    void joinsOnlyWithinOneFlowTheOtherDirectionAndAMinute() {
        ParserFeeder parser = new ParserFeeder();
        parser.read(7, Direction.ORIGINATOR, 0, header("ADT^A01", "M1") + "\r");

        assertThat(
                        parser.read(8, Direction.RESPONDER, 1, answer("A", "AA", "M1"))
                                .acknowledgmentLatencyNs)
                .isEqualTo(-1);
        assertThat(
                        parser.read(7, Direction.ORIGINATOR, 1, answer("B", "AA", "M1"))
                                .acknowledgmentLatencyNs)
                .isEqualTo(-1);
        assertThat(
                        parser.read(
                                        7,
                                        Direction.RESPONDER,
                                        60_000_000_001L,
                                        answer("C", "AA", "M1"))
                                .acknowledgmentLatencyNs)
                .isEqualTo(-1);
    }

    @Test
    void forgetsAFlowThatHasEnded() {
        ParserFeeder parser = new ParserFeeder();
        parser.read(7, Direction.ORIGINATOR, 0, header("ADT^A01", "M1") + "\r");

        parser.parser().onFlowEnd(7);
        Hl7Facts facts = parser.read(7, Direction.RESPONDER, 1, answer("A", "AA", "M1"));

        assertThat(facts.acknowledgmentLatencyNs).isEqualTo(-1);
        assertThat(facts.acknowledgedMessageType).isEmpty();
    }

    @Test
    void judgesARepeatedHeaderByThePatientsOfEachMessage() {
        ParserFeeder parser = new ParserFeeder();
        String header = "MSH|^~\\&|Nora|John Smith|EHR||1||ADT^A01|1|P|2.5\r";
        String patient = "PID|1||77||Beispiel^NORA\r";
        for (String text :
                new String[] {header + patient, header, header + patient, header, header}) {
            boolean isPatient = text.endsWith(patient);

            Hl7Facts facts = parser.read(text);

            assertThat(facts.sendingApplication).isEqualTo(isPatient ? "" : "Nora");
            assertThat(facts.sendingFacility).isEmpty();
            assertThat(facts.receivingApplication).isEqualTo("EHR");
            assertThat(facts.receivingFacility).isEmpty();
            assertThat(facts.maskedNames).isEqualTo(isPatient ? 2 : 1);
        }
    }

    @Test
    void reportsTheWholeMessagesSizeAndItsFraming() {
        byte[] text = Wire.text(header("ADT^A01", "1") + "\r");
        long detail = Hl7.detail(5_000_000, Hl7.NO_START_BLOCK | Hl7.ABRIDGED);

        Hl7Facts facts = new ParserFeeder().read(1, Direction.ORIGINATOR, 0, text, detail);

        assertThat(facts.bytes).isEqualTo(5_000_000);
        assertThat(facts.framing).isEqualTo(Framing.NO_START_BLOCK);
    }
}
