package io.wardtap.protocol.hl7;

import static io.wardtap.protocol.hl7.ParserFeeder.parse;
import static io.wardtap.protocol.hl7.Wire.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.protocol.flow.Direction;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How a conversation is led: MSH-10 to 21, DSC, batches, character sets, escapes, devices.
final class Hl7ConversationFieldsTest {
    private static final String HEADER = "MSH|^~\\&|HIS|EXH|EHR|EXH|1||ADT^A01|%s|P|%s";

    private static String header(String rest) {
        return HEADER.formatted("A0017", "2.5") + rest + "\r";
    }

    @Test
    void readsSequenceContinuationAndAcknowledgementsWanted() {
        Hl7Facts facts = parse(header("|42|ptr1|AL|NE") + message("PID|1", "DSC|ptr2"));
        Hl7Facts plain = parse(header("") + message("PID|1", "DSC|"));
        Hl7Facts odd = parse(header("|x42||A|ZZ") + message("PID|1"));

        assertThat(facts.sequenceNumber).isEqualTo(42);
        assertThat(facts.isContinuation).isTrue();
        assertThat(facts.isContinued).isTrue();
        assertThat(facts.acceptAcknowledgment).isEqualTo("AL");
        assertThat(facts.applicationAcknowledgment).isEqualTo("NE");
        assertThat(plain.sequenceNumber).isEqualTo(-1);
        assertThat(plain.isContinuation).isFalse();
        assertThat(plain.isContinued).isFalse();
        assertThat(plain.acceptAcknowledgment).isEmpty();
        assertThat(odd.sequenceNumber).isEqualTo(-1);
        assertThat(odd.acceptAcknowledgment).isEmpty();
        assertThat(odd.applicationAcknowledgment).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "A0017, 17",
        "17, 17",
        "' 17 ', 17",
        "A, -1",
        "123456789012345, 123456789012345",
        "1234567890123456, -1"
    })
    void readsTheNumberInAControlId(String id, long number) {
        Hl7Facts facts = parse(HEADER.formatted(id, "2.5") + "\rPID|1\r");

        assertThat(facts.controlIdNumber).isEqualTo(number);
    }

    @Test
    void tellsSeriesOfControlIdsApart() {
        long first = parse(HEADER.formatted("MON1-7", "2.5") + "\r").controlIdSeries;

        assertThat(parse(HEADER.formatted("MON1-999", "2.5") + "\r").controlIdSeries)
                .isEqualTo(first);
        assertThat(parse(HEADER.formatted("MON2-8", "2.5") + "\r").controlIdSeries)
                .isNotEqualTo(first);
    }

    @Test
    void tellsRepeatedMessagesFromOthersUnderTheirControlId() {
        String one = header("") + message("PID|1||900001", "OBX|1|NM|1||7");
        String other = header("") + message("PID|1||900002", "OBX|1|NM|1||7");

        assertThat(parse(one).bodyDigest).isEqualTo(parse(one).bodyDigest);
        assertThat(parse(other).bodyDigest).isNotEqualTo(parse(one).bodyDigest);
    }

    @ParameterizedTest
    @EnumSource(CharacterSet.class)
    void knowsEveryCharacterSetOfTheTable(CharacterSet set) {
        Hl7Facts facts =
                parse(header("|||||USA|" + set.label().toLowerCase(java.util.Locale.ROOT)));

        assertThat(facts.characterSet).isEqualTo(set);
        assertThat(facts.unreadCharacterSet).isEqualTo(set == CharacterSet.UNKNOWN);
    }

    @Test
    void takesTheFirstOfSeveralCharacterSets() {
        Hl7Facts facts = parse(header("||||||ASCII~ISO IR87~KOI8"));

        assertThat(facts.characterSet).isEqualTo(CharacterSet.ASCII);
        assertThat(facts.unreadCharacterSet).isTrue();
    }

    /// In BIG-5 and GB 18030 the second byte may be `|`, `^`, `\` or `~`; in ISO 2022 both may be.
    @ParameterizedTest
    @CsvSource({
        "BIG-5, \u00a5\u007c\u00a5\u005e",
        "GB 18030-2000, \u0081\u007c\u0082\\",
        "CNS 11643-1992, \u00a5\u007e\u00a5\u007c",
        "~ISO IR87, '\u001b$B|^~~\u001b(B'",
        "~ISO IR159, '\u001b$(D|^&|\u001b(B'"
    })
    void findsNoDelimitersInsideCharacters(String set, String name) {
        String pid = "PID|1||900001^^^EXH||" + name + "^N||19700131|F";
        Hl7Facts facts = parse(header("||||||" + set) + message(pid, "PV1|1|I"));
        Hl7Facts again = parse(header("||||||" + set) + message(pid));
        Hl7Facts other = parse(header("||||||" + set) + message(pid.replace("900001", "")));

        assertThat(ParserFeeder.marked(facts)).containsExactly("PID-3", "PID-5", "PID-7", "PID-8");
        assertThat(facts.malformed).isFalse();
        assertThat(again.phi.patientHash(0)).isEqualTo(facts.phi.patientHash(0));
        assertThat(other.phi.patients()).isOne();
    }

    @Test
    void countsSegmentsOfTheSite() {
        assertThat(parse(header("") + message("PID|1", "ZPI|1", "ZBE|2")).siteSegments)
                .isEqualTo(2);
        assertThat(parse(header("") + message("PID|1")).siteSegments).isZero();
    }

    @Test
    void tellsThatACredentialPassed() {
        assertThat(parse(header("") + message("UAC|SAML|x")).hasCredential).isTrue();
        assertThat(parse(header("") + message("UAC|SAML|")).hasCredential).isFalse();
    }

    @Test
    void countsAPatientOnceHoweverTheIdentifierIsEscaped() {
        Hl7Facts plain = parse(header("") + message("PID|1||A#B7^^^EX"));
        Hl7Facts hex = parse(header("") + message("PID|1||A\\X2342\\7^^^EX"));
        Hl7Facts delimiter = parse(header("") + message("PID|1||A\\P\\B7^^^EX"));
        Hl7Facts other = parse(header("") + message("PID|1||A\\T\\B7^^^EX"));

        assertThat(hex.phi.patientHash(0)).isEqualTo(plain.phi.patientHash(0));
        assertThat(delimiter.phi.patientHash(0)).isEqualTo(plain.phi.patientHash(0));
        assertThat(other.phi.patientHash(0)).isNotEqualTo(plain.phi.patientHash(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\.br\\", "\\H\\ \\N\\", "\\.sp3\\\\.ti2\\", "\\C2842\\"})
    void takesFormattingAloneForNoValue(String text) {
        assertThat(parse(header("") + message("NTE|1||" + text)).phi.any()).isFalse();
        assertThat(parse(header("") + message("NTE|1||" + text + "x")).phi.any()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "Wards \\T\\ Lab, Wards & Lab",
        "LAB\\.br\\7, LAB7",
        "LAB\\S\\7,''",
        "LAB\\X41\\, ''",
        "LAB\\Z1\\, LAB\\Z1\\",
        "LAB\\, LAB\\"
    })
    void resolvesEscapesInNamesOfSystems(String written, String shown) {
        String text = "MSH|^~\\&|" + written + "|EXH|EHR|EXH|1||ADT^A01|1|P|2.5\r";

        assertThat(parse(text).sendingApplication).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2.1", "2.2", "2.3", "2.3.1", "2.4", "2.5", "2.5.1", "2.6", "2.7", "2.7.1", "2.8",
                "2.8.1", "2.8.2", "2.9"
            })
    void readsEveryVersion(String version) {
        Hl7Facts facts =
                parse(HEADER.formatted("1", version) + "\r" + message("PID|1||1^^^E||A^B"));

        assertThat(facts.version).isEqualTo(version);
        assertThat(facts.malformed).isFalse();
        assertThat(ParserFeeder.marked(facts)).containsExactly("PID-3", "PID-5");
    }

    @Test
    void readsTheTruncationCharacterOfVersion27() {
        Hl7Facts facts =
                parse(
                        "MSH|^~\\&#|HIS|EXH|EHR|EXH|1||ADT^A01^ADT_A01|1|P|2.7\r"
                                + "PID|1||1^^^E||Aa#^B\r");

        assertThat(facts.malformed).isFalse();
        assertThat(facts.messageType).isEqualTo("ADT^A01");
        assertThat(ParserFeeder.marked(facts)).containsExactly("PID-3", "PID-5");
    }

    @Test
    void holdsABatchAgainstItsTrailer() {
        ParserFeeder parser = new ParserFeeder();
        String one = HEADER.formatted("1", "2.5") + "\rPID|1\r";

        Hl7Facts first = read(parser, one, Hl7.OPENS_BATCH);
        Hl7Facts last = read(parser, one + "BTS|2\rBHS|^~\\&|X\r", 0);
        Hl7Facts second = read(parser, one + "BTS|3\rFTS|2\r", 0);
        Hl7Facts outside = read(parser, one + "BTS|7\r", 0);

        assertThat(first.batchMessages).isEqualTo(-1);
        assertThat(last.batchMessages).isEqualTo(2);
        assertThat(last.batchDeclared).isEqualTo(2);
        assertThat(second.batchMessages).isOne();
        assertThat(second.batchDeclared).isEqualTo(3);
        assertThat(outside.batchMessages).isEqualTo(-1);
        assertThat(last.segments).isEqualTo(2);
    }

    private static Hl7Facts read(ParserFeeder parser, String text, long flags) {
        return parser.read(1, Direction.ORIGINATOR, 0, Wire.text(text), text.length() | flags);
    }

    @Test
    void readsDeviceAndAlarmOfIhePcd() {
        String rows =
                message(
                        "OBX|1||69965^MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS^MDC|1.0.0.0|||||||X",
                        "OBX|2|NM|147842^MDC_ECG_HEART_RATE^MDC|1.6.1.1|60|||||||R");
        String alarm = "OBX|1|CWE|196616^MDC_EVT_ALARM^MDC|1.1.1.1|196652^MDC_EVT_LO^MDC||||||R\r";
        String pcd = "MSH|^~\\&|MON|ICU|EHR|EXH|1||ORU^R0%s|1|P|2.6\r";

        Hl7Facts data = parse(pcd.formatted("1") + rows);
        Hl7Facts alert = parse(pcd.replace("R0%s", "R40") + alarm);
        Hl7Facts declared =
                parse(
                        "MSH|^~\\&|M|I|E|X|1||ORU^R01|1|P|2.6|||||||||IHE_PCD_001^IHE"
                                + " PCD^1.3.6^ISO\r");
        Hl7Facts lab = parse(pcd.formatted("1") + "OBX|1|NM|718-7^Hemoglobin^LN||7\r");

        assertThat(data.profile).isEqualTo("PCD-01");
        assertThat(data.deviceType).isEqualTo("MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS");
        assertThat(data.isAlarm).isFalse();
        assertThat(alert.profile).isEqualTo("PCD-04");
        assertThat(alert.isAlarm).isTrue();
        assertThat(alert.alarmEvent).isEqualTo("MDC_EVT_LO");
        assertThat(declared.profile).isEqualTo("PCD-01");
        assertThat(lab.profile).isEmpty();
        assertThat(lab.isMdc).isFalse();
    }

    @Test
    void showsNoPatientAsAReferenceId() {
        Hl7Facts facts =
                parse(
                        header("")
                                + message(
                                        "PID|1||900001||MEIER^NORA",
                                        "OBX|1||1^MDC_DEV_MEIER_MDS^MDC|1.0.0.0|||||||X",
                                        "OBX|1||1^MDC_EVT_NORA^MDC|1.0.0.0|||||||X"));

        assertThat(facts.deviceType).isEmpty();
        assertThat(facts.alarmEvent).isEmpty();
    }
}
