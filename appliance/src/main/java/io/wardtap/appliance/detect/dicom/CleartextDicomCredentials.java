package io.wardtap.appliance.detect.dicom;

import io.wardtap.appliance.detect.Detector;
import io.wardtap.appliance.detect.DetectorContext;
import io.wardtap.appliance.detect.Finding;
import io.wardtap.appliance.detect.FindingSink;
import io.wardtap.appliance.detect.Responses;
import io.wardtap.appliance.detect.RuleInfo;
import io.wardtap.appliance.detect.RuleInfo.Kind;
import io.wardtap.appliance.detect.RuleInfo.Standards;
import io.wardtap.appliance.detect.Severity;
import io.wardtap.appliance.detect.Wording;
import io.wardtap.appliance.observe.Conversation;
import io.wardtap.appliance.observe.Observers.DicomObserver;
import io.wardtap.protocol.dicom.DicomFacts;

import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reports DICOM user identities that pass unencrypted (PS3.7 D.3.3.7): passcodes, SAML assertions
/// and web tokens are secrets, a bare user name is half of one, a Kerberos ticket protects itself.
public final class CleartextDicomCredentials implements Detector, DicomObserver {
    public static final RuleInfo RULE =
            new RuleInfo(
                    "cred-cleartext-dicom",
                    "DICOM user identity in clear",
                    "credentials",
                    "A DICOM association carries a user's credentials on a connection without TLS.",
                    Kind.POSTURE,
                    Severity.HIGH,
                    List.of(Severity.MEDIUM, Severity.HIGH, Severity.CRITICAL),
                    "T1552 Unsecured Credentials",
                    new Standards(
                            List.of("IA-5(1)", "IA-2"),
                            List.of("PR.AA-03"),
                            List.of("PAUT"),
                            List.of("PAUT"),
                            List.of("SR 1.1"),
                            List.of("164.312(d)")),
                    "server and service",
                    Duration.ofDays(14),
                    Responses.CLINICAL_FIRST
                            + "Then change the credentials that were seen, and plan TLS for this"
                            + " DICOM service before they are used again.",
                    false);

    private static final int USER_NAME = 1;
    private static final int PASSCODE = 2;
    private static final int SAML = 4;
    private static final int WEB_TOKEN = 5;

    private final FindingSink findings;

    public CleartextDicomCredentials(DetectorContext context) {
        this.findings = context.findings();
    }

    @Override
    public RuleInfo rule() {
        return RULE;
    }

    @Override
    public void onDicom(Conversation flow, DicomFacts facts, long packet, long nowNs) {
        if (facts.kind != DicomFacts.Kind.ASSOCIATION || flow.encrypted) {
            return;
        }
        String what =
                switch (facts.userIdentityType) {
                    case USER_NAME -> "a user name";
                    case PASSCODE -> "a user name and passcode";
                    case SAML -> "a SAML assertion";
                    case WEB_TOKEN -> "a JSON web token";
                    default -> "";
                };
        if (!what.isEmpty()) {
            report(flow, facts, what, packet, nowNs);
        }
    }

    private void report(Conversation flow, DicomFacts facts, String what, long packet, long nowNs) {
        String service = flow.service();
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("user_identity_type", facts.userIdentityType);
        if (facts.userIdentityHash != 0) {
            evidence.put(
                    "user_hashes", List.of(HexFormat.of().toHexDigits(facts.userIdentityHash)));
        }
        evidence.put("calling_ae", Wording.names(facts.callingAeTitle));
        evidence.put("called_ae", Wording.names(facts.calledAeTitle));
        findings.report(
                new Finding(
                        RULE,
                        facts.userIdentityType == USER_NAME ? Severity.MEDIUM : Severity.HIGH,
                        Wording.key(flow.serverDevice, flow.server) + "|" + service,
                        flow.serverDevice,
                        flow.clientDevice,
                        flow,
                        service,
                        Wording.of(flow.clientDevice, flow.client)
                                + " sent "
                                + what
                                + " in clear to "
                                + Wording.of(flow.serverDevice, flow.server)
                                + " at "
                                + Wording.time(nowNs)
                                + "; credentials are to pass encrypted only.",
                        evidence,
                        null,
                        packet,
                        nowNs));
    }
}
