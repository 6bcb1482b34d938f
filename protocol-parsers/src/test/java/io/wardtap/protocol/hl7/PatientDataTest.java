package io.wardtap.protocol.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/// Seeds patients into every field of every segment, also those the parser takes names of systems
/// from, and looks for them in every string it gives.
final class PatientDataTest {
    private static final String HEADER = "MSH|^~\\&|HIS|EXH|EHR|SITE|1||ADT^A01|%s|P|2.5\r";

    // one parser for all messages of a test, so that what it remembers is put to the test, too
    private final ParserFeeder parser = new ParserFeeder();

    private Hl7Facts parse(String message) {
        return parser.read(message);
    }

    /// A patient as unmistakable as the values of one message can be.
    private record Patient(
            String family, String given, String id, String birthDate, String phone, String ssn) {
        static Patient of(Random random) {
            String number = String.valueOf(1_000_000 + random.nextInt(8_999_999));
            return new Patient(
                    word(random),
                    word(random),
                    "MRN" + number,
                    "19" + (10 + random.nextInt(89)) + "0" + (1 + random.nextInt(9)) + "17",
                    "(555)555-" + (1000 + random.nextInt(9000)),
                    "219-09-" + (1000 + random.nextInt(9000)));
        }

        String pid() {
            return "PID|1||"
                    + id
                    + "^^^AUTH^MR||"
                    + family
                    + "^"
                    + given
                    + "||"
                    + birthDate
                    + "|||||"
                    + "|"
                    + phone
                    + "||||||"
                    + ssn
                    + "\r";
        }

        List<String> values() {
            return List.of(
                    family,
                    given,
                    id,
                    birthDate,
                    phone,
                    ssn,
                    id.substring(3),
                    family.toUpperCase(Locale.ROOT),
                    family + " " + given,
                    family + ", " + given,
                    "Dr. " + family,
                    family + "-PC",
                    given + "." + family,
                    family + "^" + given,
                    birthDate.substring(0, 4) + "-" + birthDate.substring(4, 6) + "-17");
        }
    }

    private static String word(Random random) {
        StringBuilder word = new StringBuilder("Q");
        for (int i = 0; i < 7; i++) {
            word.append((char) ('a' + random.nextInt(26)));
        }
        return word.toString();
    }

    private static Set<String> strings(Hl7Facts facts) {
        Set<String> all = new HashSet<>();
        for (Field field : Hl7Facts.class.getFields()) {
            if (field.getType() == String.class) {
                try {
                    all.add((String) field.get(facts));
                } catch (IllegalAccessException e) {
                    throw new AssertionError(e);
                }
            }
        }
        return all;
    }

    private static List<String> segments() {
        List<String> ids = new ArrayList<>();
        for (var field : Hl7Phi.CATALOGUE) {
            String id = field.name().substring(0, 3);
            if (!ids.contains(id) && !id.equals("Zxx")) {
                ids.add(id);
            }
        }
        ids.addAll(List.of("MSA", "ERR", "EVN", "SFT", "PRT", "EQU", "SCH", "QAK", "ZPI", "ROL"));
        return ids;
    }

    private static void assertNothingShown(Hl7Facts facts, List<String> values, String where) {
        for (String shown : strings(facts)) {
            String lower = shown.toLowerCase(Locale.ROOT);
            for (String value : values) {
                // the assertion is only for its message: there are a million of these
                if (!lower.isEmpty() && lower.contains(value.toLowerCase(Locale.ROOT))) {
                    assertThat(lower).as(where).doesNotContain(value.toLowerCase(Locale.ROOT));
                }
            }
        }
    }

    @Test
    void showsNoPatientOfTheMessageWhicheverFieldNamesHim() {
        Random random = new Random(1);
        for (String segment : segments()) {
            for (int field = 1; field <= 75; field++) {
                Patient patient = Patient.of(random);
                for (String value : patient.values()) {
                    String text =
                            String.format(HEADER, "1")
                                    + patient.pid()
                                    + segment
                                    + "|".repeat(field)
                                    + value
                                    + "\r";
                    assertNothingShown(
                            parse(text), patient.values(), segment + "-" + field + " " + value);
                }
            }
        }
    }

    @Test
    void showsNoPatientOfTheMessageFromTheHeader() {
        Random random = new Random(2);
        for (int field = 2; field <= 23; field++) {
            for (int run = 0; run < 20; run++) {
                Patient patient = Patient.of(random);
                for (String value : patient.values()) {
                    String[] fields =
                            "^~\\&|HIS|EXH|EHR|SITE|1||ADT^A01|1|P|2.5|||||||||||".split("\\|", -1);
                    fields[field - 2] = value;
                    String text = "MSH|" + String.join("|", fields) + "\r" + patient.pid();
                    assertNothingShown(parse(text), patient.values(), "MSH-" + field + " " + value);
                }
            }
        }
    }

    /// Without a PID beside it, a value must be known by its shape: what stands where no name of a
    /// system stands is never shown, and there only what can be one.
    @Test
    void showsNothingFromFieldsThatNameNoSystem() {
        Set<String> named =
                Set.of("SFT-1", "SFT-2", "SFT-3", "PRT-10", "PRT-20", "EQU-1", "OBX-18");
        Random random = new Random(3);
        for (String segment : segments()) {
            StringBuilder text = new StringBuilder(String.format(HEADER, word(random)));
            text.append(segment);
            List<String> values = new ArrayList<>();
            for (int field = 1; field <= 75; field++) {
                text.append('|');
                if (!named.contains(segment + "-" + field)) {
                    String value = word(random);
                    values.add(value);
                    text.append(value).append('^').append(value).append('7');
                }
            }
            assertNothingShown(parse(text.append('\r').toString()), values, segment);
        }
    }

    @Test
    void showsNeitherNamesNorNumbersAsDevices() {
        Random random = new Random(4);
        for (String field : List.of("PRT-10", "PRT-20", "EQU-1", "OBX-18")) {
            for (int run = 0; run < 50; run++) {
                Patient patient = Patient.of(random);
                List<String> values = patient.values();
                for (String value : values) {
                    String text =
                            String.format(HEADER, "1")
                                    + field.substring(0, 3)
                                    + "|".repeat(Integer.parseInt(field.substring(4)))
                                    + value
                                    + "^"
                                    + value
                                    + "\r";
                    assertNothingShown(parse(text), values, field);
                }
            }
        }
    }

    @Test
    void countsTheNamesItMasks() {
        Hl7Facts facts =
                parse(
                        "MSH|^~\\&|Beispiel|Nora Beispiel|1234567|SITE|1||ADT^A01|1|P|2.5\r"
                                + "PID|1||77||Beispiel^Nora\r");

        assertThat(facts.maskedNames).isEqualTo(3);
        assertThat(facts.sendingApplication).isEmpty();
        assertThat(facts.sendingFacility).isEmpty();
        assertThat(facts.receivingApplication).isEmpty();
        assertThat(facts.receivingFacility).isEqualTo("SITE");
    }
}
