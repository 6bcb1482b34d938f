package io.wardtap.protocol.hl7;

import static io.wardtap.protocol.hl7.Wire.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

final class FreeTextTest {
    private static final String HEADER = "MSH|^~\\&|LIS|EXH|EHR|EXH|1||ORU^R01|1|P|2.5\r";
    private static final String PATIENT = "PID|1||900001^^^EXH^MR||Beispiel^Nora||19700131\r";

    private static int signs(String text) {
        Hl7Facts note = ParserFeeder.parse(HEADER + message("NTE|1||" + text));
        Hl7Facts observation =
                ParserFeeder.parse(HEADER + message("OBX|1|TX|1^A^L||" + text + "||||||F"));
        assertThat(observation.textSigns).isEqualTo(note.textSigns);
        return note.textSigns;
    }

    private static int sign(String name) {
        return switch (name) {
            case "SSN" -> FreeText.SSN;
            case "PHONE" -> FreeText.PHONE;
            case "EMAIL" -> FreeText.EMAIL;
            case "BIRTH" -> FreeText.BIRTH;
            case "RECORD" -> FreeText.RECORD_NUMBER;
            case "NAME" -> FreeText.NAME;
            default -> throw new AssertionError(name);
        };
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "SSN; SSN 219-09-9999.",
                "SSN; 219-09-9999",
                "PHONE; call (555) 555-1000 today",
                "PHONE; 555-555-1000",
                "PHONE; (555)555-1000",
                "PHONE; 555.555.1000",
                "PHONE; 1-800-555-1000",
                "PHONE; +49 30 1234567",
                "PHONE; +4930123456789",
                "EMAIL; write to nora@beispiel.example now",
                "BIRTH; DOB: 01/31/1970",
                "BIRTH; born 31.1.1970",
                "BIRTH; geb. 31.01.1970 in T",
                "BIRTH; dob 19700131",
                "BIRTH; n\u00e9e le 31/01/1970",
                "RECORD; MRN 900001",
                "RECORD; mrn: 9000012",
                "RECORD; MRN900001",
                "RECORD; Patient ID: 4711123",
                "NAME; seen by Mr. Doe",
                "NAME; Mrs Doe is well",
                "NAME; Herr Meier kam",
                "NAME; Frau \u00d6zil kam"
            })
    void seesSignsOfAPerson(String name, String text) {
        assertThat(signs(text)).isEqualTo(sign(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no growth after 48 hours",
                "000-12-3456 and 666-12-3456 and 912-12-3456",
                "219-00-9999 219-09-0000 1219-09-9999 219-09-99990",
                "values 120 130 1400 in 3 runs, 555 555 1000",
                "2026-03-11 12:30, range 3.5-5.1, lot 12345678901",
                "555-1000",
                "at 5 @ 7, a@b, @home.example x@.y",
                "born in summer; DOB unknown; dob on file 12",
                "geboren im Mai, MRN unknown, MRN 12",
                "MR angiography, MS 2.3, MR Scan",
                "Hernia, fraud, mission",
                "Beispiel"
            })
    void isQuietOnOrdinaryText(String text) {
        assertThat(signs(text)).isZero();
    }

    @Test
    void knowsTheMessagesOwnPatient() {
        Hl7Facts name =
                ParserFeeder.parse(HEADER + PATIENT + message("NTE|1||told mrs. BEISPIEL to come"));
        Hl7Facts number = ParserFeeder.parse(HEADER + PATIENT + message("NTE|1||see 900001, old"));
        Hl7Facts part = ParserFeeder.parse(HEADER + PATIENT + message("NTE|1||Beispiele 9000012"));

        assertThat(name.textSigns).isEqualTo(FreeText.NAME);
        assertThat(number.textSigns).isEqualTo(FreeText.RECORD_NUMBER);
        assertThat(part.textSigns).isZero();
    }

    @Test
    void marksTheFieldByCategoryAsNoDirectIdentifier() {
        Hl7Facts facts =
                ParserFeeder.parse(
                        HEADER
                                + message(
                                        "OBX|1|ST|1^A^L||ssn 219-09-9999||||||F",
                                        "OBX|2|FT|1^A^L||nora@beispiel.example||||||F",
                                        "NTE|1||fine"));

        assertThat(facts.phiDirect).isFalse();
        assertThat(ParserFeeder.marked(facts))
                .containsExactlyInAnyOrder("OBX-5", "OBX-5", "OBX-5", "NTE-3");
        assertThat(facts.textSigns).isEqualTo(FreeText.SSN | FreeText.EMAIL);
    }

    @Test
    void stopsAtItsBound() {
        String filler = "word ".repeat(TextFields.MAX_TEXT_BYTES / 5 + 1);
        Hl7Facts within =
                ParserFeeder.parse(
                        HEADER + message("NTE|1||" + filler.substring(40) + "219-09-9999"));
        Hl7Facts beyond =
                ParserFeeder.parse(
                        HEADER + message("NTE|1||" + filler, "OBX|1|TX|1^A^L||219-09-9999||||||F"));

        assertThat(within.textSigns).isEqualTo(FreeText.SSN);
        assertThat(beyond.textSigns).isZero();
        assertThat(ParserFeeder.marked(beyond)).isEqualTo(List.of("OBX-5", "NTE-3"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "ED; ^application^pdf^Base64^JVBERi0xLjQKJeLjz9MKMyAwIG9iago8PA==; PDF; 27",
                "ED; ^text^rtf^A^{\\rtf1 x}; RTF; 9",
                "ED; ^text^xml^Base64^PD94bWwgdmVyc2lvbj0iMS4wIj8+; XML; 21",
                "ED; ^text^xml^A^<?xml version=\"1.0\"?><ClinicalDocument/>; CDA; 40",
                "ED; ^multipart^x-hl7-cda-level-one^A^MIME-Version: 1.0; MIME; 17",
                "ED; ^image^jpeg^Base64^/9j/4AAQSkZJRgABAQ==; JPEG; 15",
                "ED; ^application^octet-stream^Base64^TVqQAAMAAAAEAAAA; PE; 12",
                "ED; ^application^octet-stream^Base64^AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=;"
                        + " BASE64; 33",
                "ED; nothing; OTHER; 7",
                "RP; 1^VIEWER^application^pdf; REFERENCE; 0",
                "TX; JVBERi0xLjQKJeLjz9MKMyAwIG9iago8PAAA; PDF; 27",
                "FT; {\\rtf1\\ansi some text of a report}; RTF; 25"
            })
    void recognisesDocumentsByTypeAndSize(
            String type, String value, EmbeddedDocument kind, long bytes) {
        String escaped = value;
        Hl7Facts facts =
                ParserFeeder.parse(
                        HEADER + message("OBX|1|" + type + "|1^A^L||" + escaped + "||||||F"));

        assertThat(facts.document).isEqualTo(kind);
        assertThat(facts.documents).isOne();
        assertThat(facts.documentBytes).isEqualTo(bytes);
        assertThat(facts.programs).isEqualTo(kind.isProgram() ? 1 : 0);
    }
}
