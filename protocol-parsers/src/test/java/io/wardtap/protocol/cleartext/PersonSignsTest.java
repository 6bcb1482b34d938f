package io.wardtap.protocol.cleartext;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;

final class PersonSignsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '@',
            value = {
                "NAME          # patientName=Beispiel",
                "NAME          # \"Patient_Name\": \"Beispiel, Nora\"",
                "NAME          # <lastName>Beispiel</lastName>",
                "NAME          # PATIENT NAME : BEISPIEL",
                "NAME          # for Beispiel^Nora today",
                "BIRTH         # DOB: 01/31/1970",
                "BIRTH         # date of birth 31.1.1970",
                "BIRTH         # \"birthDate\":\"1970-01-31\"",
                "BIRTH         # <birthTime value=\"19700131\"/>",
                "BIRTH         # geb. 31.01.1970",
                "RECORD_NUMBER # MRN: 0045123",
                "RECORD_NUMBER # &patient_id=PX-45123&",
                "RECORD_NUMBER # <PatientID>45123</PatientID>",
                "SECURITY_NUMBER # ssn 123-45-6789.",
                "FORMAT        # PID|1||45123^^^X||",
                "FORMAT        # {\"resourceType\":\"Patient\"",
                "FORMAT        # <ClinicalDocument xmlns",
                "FORMAT        # uid 1.2.840.10008.5.1.4.1.1.2",
                "FORMAT        # H|\\^&|||analyser"
            })
    void findsASignWhereverItStands(PersonSign sign, String text) {
        for (String before : new String[] {"", "\u0001", "\u00ff\u0000", "xx\r\n", "(\n"}) {
            for (String behind : new String[] {"", "\u0000", "\r\nrest"}) {
                assertThat(signs(before + text + behind)).as(text).containsExactly(sign);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "the last name and first name must be given",
                "name=Beispiel&id=45123&date=1970-01-31",
                "Mnemonic: 45123, dobson 31.1.1970, patience id=7777",
                "born in the month of May 19, 5 of 7",
                "serial 123-456-7890 or 1234-56-7890, 2026-03-11 10:11:12",
                "000-12-3456 666-12-3456 912-12-3456 123-00-4567",
                "pidgin PID 1234 PID| in the text, PID|x",
                "lastname= & patientname=\r\nBeispiel mrn=\r\n45123",
                "regular ^Expression$ A^B TERM^2 x^Y",
                "GET /patients HTTP/1.1\r\nHost: ehr.example\r\nAccept: text/html\r\n\r\n",
                "1.2.840.113549.1.1.11 and 1.2.840.1000",
                "-rw-r--r-- 1 root root 1970-01-31 dob.txt"
            })
    void passesOverWhatOnlyLooksAlike(String text) {
        assertThat(signs(text)).isEmpty();
    }

    @Test
    void takesTwoKindsForASuspicion() {
        String form = "lastname=Beispiel&dob=1970-01-31";

        assertThat(signs(form)).containsExactlyInAnyOrder(PersonSign.NAME, PersonSign.BIRTH);
        assertThat(PersonSigns.isSuspicion(scan(form))).isTrue();
        assertThat(PersonSigns.isSuspicion(scan("lastname=Beispiel&firstname=Nora"))).isFalse();
        assertThat(PersonSigns.isSuspicion(scan("PID|1||7||Beispiel^Nora||"))).isTrue();
    }

    /// A sign that is cut is missed; nothing else is found for it, and the parts never add up to
    /// what the whole does not show.
    @Test
    void findsNoMoreInPartsThanInTheWhole() {
        String text = "MRN: 0045123\r\nPatient Name: Beispiel\r\nDOB: 31.01.1970\r\n123-45-6789 x";
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        int whole = PersonSigns.scan(bytes, 0, bytes.length);
        assertThat(Integer.bitCount(whole)).isEqualTo(4);
        for (int cut = 0; cut <= bytes.length; cut++) {
            int parts =
                    PersonSigns.scan(bytes, 0, cut)
                            | PersonSigns.scan(bytes, cut, bytes.length - cut);
            assertThat(parts & ~whole).isZero();
            assertThat(Integer.bitCount(whole & ~parts)).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void suspectsNothingInWhatIsRandom() {
        Random random = new Random(11);
        byte[] bytes = new byte[PersonSigns.LOOKED_AT_BYTES];
        int signs = 0;
        int suspicions = 0;
        for (int i = 0; i < 20_000; i++) {
            random.nextBytes(bytes);
            int found = PersonSigns.scan(bytes, 0, bytes.length);
            signs += found != 0 ? 1 : 0;
            suspicions += PersonSigns.isSuspicion(found) ? 1 : 0;
        }
        assertThat(signs).as("of 20,000 of 2 KiB").isLessThan(10);
        assertThat(suspicions).isZero();
    }

    @Test
    void allocatesNothing() {
        byte[] bytes =
                "lastname=Beispiel&dob=1970-01-31&mrn=123456 Beispiel^Nora 123-45-6789"
                        .repeat(20)
                        .getBytes(StandardCharsets.ISO_8859_1);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        int found = 0;
        for (int round = 0; round < 20 && least > 0; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 500; i++) {
                found |= PersonSigns.scan(bytes, 0, bytes.length);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(least).isZero();
        assertThat(Integer.bitCount(found)).isEqualTo(4);
    }

    private static int scan(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        byte[] within = new byte[bytes.length + 16];
        java.util.Arrays.fill(within, (byte) '7');
        System.arraycopy(bytes, 0, within, 8, bytes.length);
        return PersonSigns.scan(within, 8, bytes.length);
    }

    private static Set<PersonSign> signs(String text) {
        int found = scan(text);
        Set<PersonSign> signs = EnumSet.noneOf(PersonSign.class);
        for (int i = 0; i < PersonSign.count(); i++) {
            if ((found & PersonSign.of(i).bit()) != 0) {
                signs.add(PersonSign.of(i));
            }
        }
        return signs;
    }
}
