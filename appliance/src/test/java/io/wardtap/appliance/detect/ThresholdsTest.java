package io.wardtap.appliance.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

class ThresholdsTest {
    @Test
    void takesSettingsByRuleAndNameAndLeavesTheRest() {
        Thresholds made =
                Thresholds.of(
                        Map.of(
                                "recon-port-scan", Map.of("ports", 40.0, "window_s", 30.0),
                                "hl7-nak-storm", Map.of("ratio", 0.5)));

        assertThat(made.portScan())
                .isEqualTo(new Thresholds.PortScan(40, 10, 0.8, Duration.ofSeconds(30)));
        assertThat(made.nakStorm().ratio()).isEqualTo(0.5);
        assertThat(made.dicomQuery()).isEqualTo(Thresholds.defaults().dicomQuery());
        assertThat(Thresholds.of(Map.of())).isEqualTo(Thresholds.defaults());
    }

    @Test
    void namesWhatItCannotTake() {
        refuses(Map.of("recon-port-scan", Map.of("port", 1.0)), "recon-port-scan.port");
        refuses(Map.of("recon-port-scan", Map.of("ports", 0.0)), "recon-port-scan.ports");
        refuses(Map.of("recon-port-scan", Map.of("ports", 2.5)), "recon-port-scan.ports");
        refuses(Map.of("hl7-nak-storm", Map.of("ratio", 1.5)), "hl7-nak-storm.ratio");
        refuses(Map.of("hl7-replay", Map.of("after_s", 200.0)), "hl7-replay.after_s");
        refuses(Map.of("hl7-controlid-gap", Map.of("jump", 999.0)), "hl7-controlid-gap.jump");
        refuses(Map.of("hl7-ack-timeout", Map.of("share", 0.0)), "hl7-ack-timeout.share");
        refuses(Map.of("behav-new-peer", Map.of("x", 1.0)), "behav-new-peer has no thresholds");
    }

    /// The page of each rule has its names and usual values.
    @Test
    void isDocumentedWithItsDefaults() throws IOException {
        Path docs = Path.of(System.getProperty("wardtap.root"), "appliance", "docs", "detectors");
        for (String rule :
                List.of(
                        "recon-port-scan",
                        "recon-dicom-probe",
                        "exfil-dicom-query",
                        "hl7-nak-storm",
                        "hl7-ack-timeout",
                        "hl7-replay",
                        "hl7-controlid-gap",
                        "hl7-malformed",
                        "hl7-injection",
                        "hl7-oversize",
                        "recon-hl7-probe",
                        "behav-device-silent")) {
            String page = Files.readString(docs.resolve(rule + ".md"));
            String line =
                    page.lines()
                            .filter(l -> l.contains("`rules.thresholds." + rule + "`"))
                            .findFirst()
                            .orElseThrow();
            Matcher names = Pattern.compile("`([a-z_]+)` \\(([0-9.]+)").matcher(line);
            int found = 0;
            while (names.find()) {
                found++;
                double value = Double.parseDouble(names.group(2));
                assertThat(Thresholds.of(Map.of(rule, Map.of(names.group(1), value))))
                        .as(rule + "." + names.group(1))
                        .isEqualTo(Thresholds.defaults());
            }
            assertThat(found).as(rule).isPositive();
        }
    }

    private static void refuses(Map<String, Map<String, Double>> settings, String reason) {
        assertThatThrownBy(() -> Thresholds.of(settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }
}
