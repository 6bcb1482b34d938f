package io.wardtap.protocol.hl7;

import static io.wardtap.protocol.hl7.ParserFeeder.marked;
import static io.wardtap.protocol.hl7.ParserFeeder.parse;
import static io.wardtap.protocol.hl7.Wire.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.protocol.phi.PhiCategory;
import io.wardtap.protocol.phi.PhiFacts;
import io.wardtap.protocol.phi.PhiField;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

final class Hl7PhiTest {
    private static final String HEADER = "MSH|^~\\&|HIS|EXH|EHR|EXH|1||ADT^A01|1|P|2.5";

    private static Hl7Facts with(String... segments) {
        return parse(HEADER + "\r" + message(segments));
    }

    static Stream<PhiField> plainFields() {
        Set<String> byDataType = Set.of("OBX-5", "NTE-3", "Zxx");
        return Hl7Phi.CATALOGUE.stream().filter(field -> !byDataType.contains(field.name()));
    }

    @ParameterizedTest
    @MethodSource("plainFields")
    void marksAFieldThatHoldsAValueAndNoOther(PhiField field) {
        String segment = field.name().substring(0, 3);
        int number = Integer.parseInt(field.name().substring(4));

        Hl7Facts valued = with(segment + "|".repeat(number) + "Value^x^^Y^MR|");
        assertThat(marked(valued)).containsExactly(field.name());
        assertThat(valued.phiDirect).isEqualTo(field.direct());
        assertThat(valued.phi.has(field.category())).isTrue();
        assertThat(valued.malformed).isFalse();

        for (String nothing : List.of("", "\"\"", "^^^", "\"\"^\"\"~", " ^ ", "XXXX", "ZZTEST^A")) {
            Hl7Facts empty = with(segment + "|".repeat(number) + nothing + "|");
            assertThat(marked(empty)).as(nothing).isEmpty();
            assertThat(empty.phiDirect).isFalse();
        }
    }

    @Test
    void holdsEveryFieldOnceAndFitsTheFacts() {
        assertThat(Hl7Phi.CATALOGUE).doesNotHaveDuplicates();
        assertThat(Hl7Phi.CATALOGUE).hasSizeLessThanOrEqualTo(PhiFacts.MAX_FIELDS);
        assertThat(plainFields().map(PhiField::name)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "XPN, NAME, true",
        "PN, NAME, true",
        "XAD, ADDRESS, true",
        "AD, ADDRESS, true",
        "XTN, PHONE, true",
        "TN, PHONE, true",
        "CX, ID, true",
        "CK, ID, true",
        "ED, FREE_TEXT, true",
        "RP, FREE_TEXT, true",
        "FT, FREE_TEXT, false",
        "TX, FREE_TEXT, false",
        "ST, FREE_TEXT, false",
        "CE, FREE_TEXT, false",
        "CWE, FREE_TEXT, false",
        "XCN, STAFF, false",
        "CN, STAFF, false",
        "PPN, STAFF, false"
    })
    void judgesAnObservationByItsDataType(String type, PhiCategory category, boolean direct) {
        Hl7Facts facts = with("OBX|1|" + type + "|1^A^L||Value^x||||||F");

        assertThat(marked(facts)).containsExactly("OBX-5");
        assertThat(facts.phi.has(category)).isTrue();
        assertThat(facts.phiDirect).isEqualTo(direct);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NM", "SN", "DT", "TS", "DTM", "NA", "", "XPNX", "X"})
    void passesOverObservationsOfOtherTypes(String type) {
        assertThat(marked(with("OBX|1|" + type + "|1^A^L||12.5||||||F"))).isEmpty();
    }

    @Test
    void ignoresIdentifiersThatAreDeclaredAnonymous() {
        assertThat(marked(with("PID|1||4711^^^EXH^ANON"))).isEmpty();
        assertThat(marked(with("PID|1||4711^^^EXH^ANON~4712^^^EXH^MR"))).containsExactly("PID-3");
    }

    @Test
    void ignoresARepetitionOfDummiesOnly() {
        assertThat(marked(with("PID|1||1||TEST^PATIENT~zztest^x"))).containsExactly("PID-3");
        assertThat(marked(with("PID|1||||TEST^PATIENT~MEIER^ANNA"))).containsExactly("PID-5");
        assertThat(marked(with("PID|1||||TESTER^ANNA"))).containsExactly("PID-5");
        assertThat(marked(with("PID|1||||XXX^ANNA"))).containsExactly("PID-5");
        assertThat(marked(with("PID|1||||xxxxxxx&van^ANNA"))).isEmpty();
    }

    @Test
    void tellsAccountAndOrderNumbersFromPatients() {
        Hl7Facts facts = with("PID|1|||||||||||||||||ACC77", "PV1|1|I||V1", "ORC|NW|ORD1");

        assertThat(marked(facts)).containsExactly("PID-18", "ORC-2");
        assertThat(facts.phi.any()).isTrue();
        assertThat(facts.phiDirect).isFalse();
    }

    @Test
    void marksParametersOfAQuery() {
        assertThat(marked(with("QPD|Q22^Find|T1|@PID.5.1^DOE~@PID.7^1970")))
                .containsExactly("QPD-3");
        assertThat(marked(with("QPD|Q22^Find|T1||||@PID.3^77"))).containsExactly("QPD-3");
        assertThat(marked(with("QPD|Q22^Find|T1||||60^algorithm"))).isEmpty();
    }

    @Test
    void marksASiteSegmentThatRepeatsAPatientsValue() {
        Hl7Facts repeated = with("PID|1||900001^^^EXH||Beispiel^Nora", "ZPI|1|x|y^NORA^z");
        Hl7Facts other = with("PID|1||900001^^^EXH||Beispiel^Nora", "ZPI|1|x|y^n^EXH");
        Hl7Facts alone = with("ZPI|1|x|y^NORA^z");
        Hl7Facts empty = with("ZPI||\"\"|");

        assertThat(repeated.phi.isMarked(Hl7Phi.Z_REPEATED)).isTrue();
        assertThat(other.phi.isMarked(Hl7Phi.Z_REPEATED)).isFalse();
        assertThat(other.phi.isMarked(Hl7Phi.Z_CONTENT)).isTrue();
        assertThat(alone.phiDirect).isFalse();
        assertThat(marked(alone)).containsExactly("Zxx");
        assertThat(empty.phi.any()).isFalse();
    }

    @Test
    void countsAPatientByIdentifierAndAuthority() {
        ParserFeeder parser = new ParserFeeder();
        long first = patient(parser, "PID|1||ab1 ^^^exh^MR||Beispiel^Nora");

        assertThat(patient(parser, "PID|1||AB1^^^EXH^PI~2^^^X||Other^Name")).isEqualTo(first);
        assertThat(patient(parser, "PID|1||TEST~AB1^^^EXH||")).isEqualTo(first);
        assertThat(patient(parser, "PID|1||AB1^^^OTHER^MR")).isNotEqualTo(first);
        assertThat(patient(parser, "PID|1||AB2^^^EXH^MR")).isNotEqualTo(first);
    }

    @Test
    void countsAPatientByNameWithoutAnIdentifier() {
        ParserFeeder parser = new ParserFeeder();
        long first = patient(parser, "PID|1||||Beispiel^Nora^M");

        assertThat(patient(parser, "PID|1||||BEISPIEL^NORA")).isEqualTo(first);
        assertThat(patient(parser, "PID|1||||Beispiel^Nina")).isNotEqualTo(first);
    }

    private static long patient(ParserFeeder parser, String pid) {
        Hl7Facts facts = parser.read(HEADER + "\r" + pid + "\r");
        assertThat(facts.phi.patients()).isOne();
        return facts.phi.patientHash(0);
    }

    @Test
    void countsBothPatientsOfAMerge() {
        Hl7Facts facts = with("PID|1||1^^^EXH||A^B", "MRG|2^^^EXH");

        assertThat(facts.phi.patients()).isEqualTo(2);
    }

    @Test
    void marksAPatientsNameExactlyWhenPid5IsNotEmpty() {
        // the rule of the benchmark's truth: field 5 of a PID segment is not empty
        assertThat(marked(with("PID|1||||MEIER^ANNA"))).contains("PID-5");
        assertThat(marked(with("PID|1||||\u00dcNAL^\u00c9VA\r"))).contains("PID-5");
        assertThat(marked(with("PID|1||||^^^^^^L"))).contains("PID-5");
        assertThat(marked(with("PID|1|||||MEIER"))).doesNotContain("PID-5");
        assertThat(marked(with("PID|1||||"))).isEmpty();
        assertThat(marked(with("PID"))).isEmpty();
    }
}
