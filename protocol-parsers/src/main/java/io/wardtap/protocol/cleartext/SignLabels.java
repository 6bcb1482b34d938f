package io.wardtap.protocol.cleartext;

import io.wardtap.protocol.bytes.Bytes;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Words that announce a patient's data, and beginnings that announce medical formats. Labels are
/// found whatever their case and with blanks, hyphens or low lines between their words. Filled
/// once, read by any thread.
final class SignLabels {
    /// What stands behind a label.
    enum Value {
        LETTERS,
        DIGITS,
        DATE,
        /// Nothing: the label is the sign.
        NONE
    }

    /// One label.
    static final class Label {
        final byte[] letters;
        final Value value;
        final int sign;

        Label(String letters, Value value, PersonSign sign) {
            this.letters = letters.getBytes(StandardCharsets.ISO_8859_1);
            this.value = value;
            this.sign = sign.bit();
        }
    }

    private static final String[] NAMES = {
        "patientname",
        "patname",
        "patientsname",
        "nameofpatient",
        "lastname",
        "firstname",
        "surname",
        "familyname",
        "givenname",
        "ptname",
        "patientenname",
        "nachname",
        "vorname"
    };
    private static final String[] BIRTHS = {
        "dob",
        "birthdate",
        "dateofbirth",
        "patientbirthdate",
        "patientsbirthdate",
        "birthtime",
        "birthday",
        "geburtsdatum",
        "gebdat",
        "geb",
        "born"
    };
    private static final String[] NUMBERS = {
        "mrn",
        "patientid",
        "patid",
        "patientnumber",
        "patientno",
        "medicalrecordnumber",
        "ptid",
        "hospitalnumber",
        "nhsnumber",
        "patientennummer",
        "patientennr",
        "patnr"
    };
    private static final String[] FORMATS = {"clinicaldocument", "resourcetypepatient"};

    /// By first letter.
    private static final Label[][] BY_FIRST = new Label[26][];

    static {
        List<List<Label>> lists = new ArrayList<>();
        for (int i = 0; i < BY_FIRST.length; i++) {
            lists.add(new ArrayList<>());
        }
        add(lists, NAMES, Value.LETTERS, PersonSign.NAME);
        add(lists, BIRTHS, Value.DATE, PersonSign.BIRTH);
        add(lists, NUMBERS, Value.DIGITS, PersonSign.RECORD_NUMBER);
        add(lists, FORMATS, Value.NONE, PersonSign.FORMAT);
        for (int i = 0; i < BY_FIRST.length; i++) {
            BY_FIRST[i] = lists.get(i).toArray(Label[]::new);
        }
    }

    private SignLabels() {}

    private static void add(List<List<Label>> lists, String[] words, Value value, PersonSign sign) {
        for (String word : words) {
            lists.get(word.charAt(0) - 'a').add(new Label(word, value, sign));
        }
    }

    /// Labels that begin with this letter.
    static Label[] beginningWith(int letter) {
        return BY_FIRST[(letter | 0x20) - 'a'];
    }

    /// Behind the label that stands at `at`, or -1 when it is not that one or goes on.
    static int end(byte[] bytes, int at, int to, Label label) {
        byte[] letters = label.letters;
        int i = at;
        int n = 0;
        while (n < letters.length) {
            if (i >= to) {
                return -1;
            }
            int b = Bytes.u8(bytes, i);
            if ((b | 0x20) == letters[n] && b != ' ' || b == letters[n]) {
                n++;
            } else if (n == 0 || !mayPart(b) || i - at > 2 * letters.length) {
                return -1;
            }
            i++;
        }
        return i < to && isLetter(Bytes.u8(bytes, i)) ? -1 : i;
    }

    /// Between the words of a label; quotation marks and a colon as in JSON.
    private static boolean mayPart(int b) {
        return b == ' ' || b == '_' || b == '-' || b == '.' || b == '\'' || b == '"' || b == ':';
    }

    static boolean isLetter(int b) {
        int lower = b | 0x20;
        return lower >= 'a' && lower <= 'z';
    }

    static boolean isDigit(int b) {
        return b >= '0' && b <= '9';
    }
}
