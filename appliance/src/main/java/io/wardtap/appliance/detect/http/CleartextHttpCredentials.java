package io.wardtap.appliance.detect.http;

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
import io.wardtap.appliance.observe.Observers.HttpObserver;
import io.wardtap.protocol.http.Credentials;
import io.wardtap.protocol.http.HttpFacts;

import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reports credentials that pass in HTTP without TLS: passwords, their digests, tokens, forms.
/// Digests and NTLM's answers are no passwords, but are broken at leisure: medium.
public final class CleartextHttpCredentials implements Detector, HttpObserver {
    public static final RuleInfo RULE =
            new RuleInfo(
                    "cred-cleartext-http",
                    "Cleartext HTTP credentials",
                    "credentials",
                    "Passwords or tokens pass over HTTP without TLS.",
                    Kind.POSTURE,
                    Severity.HIGH,
                    List.of(Severity.MEDIUM, Severity.HIGH, Severity.CRITICAL),
                    "T1552 Unsecured Credentials",
                    new Standards(
                            List.of("IA-5(1)", "SC-8"),
                            List.of("PR.AA-03"),
                            List.of("PAUT"),
                            List.of("PAUT"),
                            List.of("SR 1.5"),
                            List.of("164.312(d)", "164.308(a)(5)(ii)(D)")),
                    "server and service",
                    Duration.ofDays(14),
                    Responses.CLINICAL_FIRST
                            + "Then have the service answer over HTTPS only, and change the"
                            + " credentials that were seen.",
                    false);

    /// Marks of a flow on which credentials were told: those that are the secret itself, and those
    /// that are harder to use. A program repeats them with each request.
    private static final int TOLD = 1 << 8;

    private static final int TOLD_HARDER = 1 << 9;

    private static final int HARDER = Credentials.DIGEST | Credentials.NTLM;

    private final FindingSink findings;

    public CleartextHttpCredentials(DetectorContext context) {
        this.findings = context.findings();
    }

    @Override
    public RuleInfo rule() {
        return RULE;
    }

    @Override
    public void onHttp(Conversation flow, HttpFacts facts, long packet, long nowNs) {
        if (facts.kind != HttpFacts.Kind.TRANSACTION || facts.credentials == 0 || flow.encrypted) {
            return;
        }
        boolean harder = (facts.credentials & ~(HARDER | Credentials.PROXY)) == 0;
        int mark = harder ? TOLD_HARDER : TOLD;
        if ((flow.marks & (TOLD | mark)) == 0) {
            flow.marks |= mark;
            report(flow, facts, harder, packet, nowNs);
        }
    }

    private void report(
            Conversation flow, HttpFacts facts, boolean harder, long packet, long nowNs) {
        String service = flow.service();
        List<String> kinds = Credentials.labels(facts.credentials);
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("schemes", kinds);
        if (!facts.host.isEmpty()) {
            evidence.put("hosts", List.of(facts.host));
        }
        if (!facts.path.isEmpty()) {
            evidence.put("paths", List.of(facts.path));
        }
        if (facts.userHash != 0) {
            evidence.put("user_hashes", List.of(HexFormat.of().toHexDigits(facts.userHash)));
        }
        findings.report(
                new Finding(
                        RULE,
                        harder ? Severity.MEDIUM : Severity.HIGH,
                        Wording.key(flow.serverDevice, flow.server) + "|" + service,
                        flow.serverDevice,
                        flow.clientDevice,
                        flow,
                        service,
                        "Credentials ("
                                + String.join(", ", kinds)
                                + ") passed in clear between "
                                + Wording.of(flow.clientDevice, flow.client)
                                + " and "
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
