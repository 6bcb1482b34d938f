package io.wardtap.appliance.detect.phi;

import io.wardtap.appliance.detect.Responses;
import io.wardtap.appliance.detect.RuleInfo;
import io.wardtap.appliance.detect.RuleInfo.Kind;
import io.wardtap.appliance.detect.RuleInfo.Standards;
import io.wardtap.appliance.detect.Severity;

import java.time.Duration;
import java.util.List;

/// What the rules about unencrypted patient data share in the catalogue.
final class PhiRules {
    static final String CATEGORY = "cleartext-phi";

    private PhiRules() {}

    static RuleInfo cleartext(String id, String title, String description, String remedy) {
        return new RuleInfo(
                id,
                title,
                CATEGORY,
                description,
                Kind.POSTURE,
                Severity.MEDIUM,
                List.of(Severity.MEDIUM, Severity.HIGH, Severity.CRITICAL),
                "T1040 Network Sniffing",
                new Standards(
                        List.of("SC-8", "SC-8(1)"),
                        List.of("PR.DS-02"),
                        List.of("TXCF"),
                        List.of("TXCF"),
                        List.of("SR 4.1"),
                        List.of("164.312(e)(1)", "164.312(e)(2)(ii)")),
                "server and service",
                Duration.ofDays(14),
                Responses.CLINICAL_FIRST + remedy,
                false);
    }
}
