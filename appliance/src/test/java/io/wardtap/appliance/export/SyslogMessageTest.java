package io.wardtap.appliance.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.appliance.alert.Alert;
import io.wardtap.appliance.alert.AlertAction;
import io.wardtap.appliance.detect.Severity;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

class SyslogMessageTest {
    /// RFC 5424 section 6, without structured data and with it.
    private static final Pattern RFC5424 =
            Pattern.compile(
                    "<(\\d{1,3})>1 (\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{1,6}Z)"
                            + " ([!-~]{1,255}) ([!-~]{1,48}) ([!-~]{1,128}) ([!-~]{1,32})"
                            + " (-|\\[(?:[^\\]\\\\]|\\\\.)*\\]) (.*)",
                    Pattern.DOTALL);

    static SyslogOptions options(boolean tcp, int port, long enterprise, boolean replay) {
        return new SyslogOptions(
                "siem",
                tcp,
                "127.0.0.1",
                port,
                SyslogOptions.AUTHPRIV,
                enterprise,
                Severity.INFO,
                "sensor-1",
                replay,
                null);
    }

    private static String encode(SyslogOptions options, Alert alert, AlertAction action) {
        return new String(
                new SyslogMessage(options).encode(alert, action, Samples.T0),
                StandardCharsets.UTF_8);
    }

    private static Matcher parts(String message) {
        Matcher parts = RFC5424.matcher(message);
        assertThat(parts.matches()).as(message).isTrue();
        return parts;
    }

    @Test
    void putsTheFactsIntoTheTextWithoutAnEnterpriseNumber() {
        Matcher parts =
                parts(
                        encode(
                                options(false, 514, 0, false),
                                Samples.alert("phi-cleartext-dicom", Severity.HIGH),
                                AlertAction.OPENED));

        assertThat(parts.group(1)).isEqualTo("83"); // 10 * 8 + 3
        assertThat(parts.group(2)).isEqualTo("2026-05-04T10:15:30.123456Z");
        assertThat(parts.group(3)).isEqualTo("sensor-1");
        assertThat(parts.group(4)).isEqualTo("wardtap");
        assertThat(parts.group(6)).isEqualTo("phi-cleartext-dicom");
        assertThat(parts.group(7)).isEqualTo("-");
        assertThat(parts.group(8))
                .startsWith(
                        "Patient data in unencrypted DICOM: ARCHIVE took 14 images with names of"
                                + " patients without encryption. id=\"")
                .contains(
                        " rule=\"phi-cleartext-dicom\" severity=\"high\" action=\"opened\""
                                + " revision=\"1\" count=\"14\" src=\"10.20.1.15\" spt=\"52344\""
                                + " dst=\"10.20.9.5\" dpt=\"104\" proto=\"tcp\" app=\"dicom\"")
                .doesNotContain("replay")
                .doesNotContain("close_reason");
    }

    @Test
    void putsTheFactsIntoStructuredDataWithOne() {
        Matcher parts =
                parts(
                        encode(
                                options(true, 514, 32473, true),
                                Samples.alert("phi-cleartext-dicom", Severity.CRITICAL),
                                AlertAction.UPDATED));

        assertThat(parts.group(1)).isEqualTo("82");
        assertThat(parts.group(7)).startsWith("[alert@32473 replay=\"true\" id=\"");
        assertThat(parts.group(8))
                .isEqualTo(
                        "Patient data in unencrypted DICOM: ARCHIVE took 14 images with names of"
                                + " patients without encryption.");
    }

    @Test
    void mapsEverySeverity() {
        int[] expected = {86, 85, 84, 83, 82};
        for (Severity severity : Severity.values()) {
            Matcher parts =
                    parts(
                            encode(
                                    options(false, 514, 0, false),
                                    Samples.alert("a-rule", severity),
                                    AlertAction.OPENED));

            assertThat(Integer.parseInt(parts.group(1))).isEqualTo(expected[severity.ordinal()]);
        }
    }

    @Test
    void escapesExactlyThreeCharactersAndNoControlCharacterPasses() {
        Alert alert = Samples.alert("a-rule", Severity.HIGH);
        alert.protocol = "a\"b\\c]d\ne";
        alert.explanation = "first\nsecond\u0000third";

        String message = encode(options(false, 514, 32473, false), alert, AlertAction.OPENED);

        assertThat(message).contains("app=\"a\\\"b\\\\c\\]d?e\"").contains("first?second?third");
        parts(message);
    }

    @Test
    void cutsTheExplanationAtACharacterAndSaysSo() {
        for (int shift = 0; shift < 4; shift++) {
            Alert alert = Samples.alert("phi-cleartext-dicom", Severity.HIGH);
            alert.explanation = "x".repeat(shift) + "é漢\uD83D\uDE00".repeat(2000);

            byte[] bytes =
                    new SyslogMessage(options(false, 514, 0, true))
                            .encode(alert, AlertAction.OPENED, Samples.T0);

            String message = new String(bytes, StandardCharsets.UTF_8);
            assertThat(bytes.length).isBetween(2040, 2048);
            assertThat(message).contains(" truncated=\"1\"").contains("replay=\"true\"");
            assertThat(message).doesNotContain("\uFFFD");
            assertThat(message.getBytes(StandardCharsets.UTF_8)).isEqualTo(bytes);
        }
    }

    @Test
    void dropsTheLastFactsWhenEvenTheyHaveNoRoom() {
        Alert alert = Samples.alert("a-rule", Severity.HIGH);
        alert.protocol = "]".repeat(128);
        SyslogOptions options = options(false, 514, 0, false);

        byte[] bytes = new SyslogMessage(options).encode(alert, AlertAction.OPENED, Samples.T0);

        assertThat(bytes.length).isLessThanOrEqualTo(2048);
    }

    @Test
    void namesPatientsOnlyByPseudonymAndOnlyWhenAsked() {
        Pseudonyms pseudonyms = Pseudonyms.random();
        SyslogOptions plain = options(true, 514, 0, false);
        SyslogOptions with =
                new SyslogOptions(
                        plain.name(),
                        true,
                        plain.host(),
                        514,
                        10,
                        0,
                        Severity.INFO,
                        "sensor one",
                        false,
                        pseudonyms);
        Alert alert = Samples.alert("a-rule", Severity.HIGH);

        assertThat(encode(plain, alert, AlertAction.OPENED)).doesNotContain("p1:");
        assertThat(encode(with, alert, AlertAction.OPENED))
                .contains("patient=\"" + pseudonyms.patient(1) + "\"")
                .contains(" sensor_one wardtap ");
    }
}
