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
import io.wardtap.protocol.http.HttpFacts;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reports FHIR servers that give resources about patients to whoever asks without credentials.
public final class OpenFhirServer implements Detector, HttpObserver {
    public static final RuleInfo RULE =
            new RuleInfo(
                    "fhir-open-server",
                    "FHIR server answers without authentication",
                    "abuse",
                    "A FHIR server gives resources with patient data to a request without an"
                            + " Authorization field.",
                    Kind.POSTURE,
                    Severity.HIGH,
                    List.of(Severity.HIGH, Severity.CRITICAL),
                    "T1190 Exploit Public-Facing Application",
                    new Standards(
                            List.of("AC-3", "AC-14"),
                            List.of("PR.AA-05"),
                            List.of("AUTH"),
                            List.of("AUTH"),
                            List.of("SR 2.1"),
                            List.of("164.312(a)(1)")),
                    "server and service",
                    Duration.ofDays(14),
                    Responses.CLINICAL_FIRST
                            + "Then have the server's owner require authentication (SMART on FHIR"
                            + " or client certificates), and look through its log for who has asked"
                            + " so far.",
                    false);

    private final FindingSink findings;

    public OpenFhirServer(DetectorContext context) {
        this.findings = context.findings();
    }

    @Override
    public RuleInfo rule() {
        return RULE;
    }

    @Override
    public void onHttp(Conversation flow, HttpFacts facts, long packet, long nowNs) {
        boolean open =
                facts.kind == HttpFacts.Kind.TRANSACTION
                        && facts.service == HttpFacts.Service.FHIR
                        && facts.status / 100 == 2
                        && !facts.method.isEmpty()
                        && !facts.authorized
                        && facts.credentials == 0
                        && facts.patientResources
                        && facts.phi.anyDirect();
        if (open) {
            report(flow, facts, packet, nowNs);
        }
    }

    private void report(Conversation flow, HttpFacts facts, long packet, long nowNs) {
        String service = flow.service();
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("resource_types", List.copyOf(facts.resourceTypes));
        evidence.put("paths", List.of(facts.path));
        if (!facts.host.isEmpty()) {
            evidence.put("hosts", List.of(facts.host));
        }
        findings.report(
                new Finding(
                        RULE,
                        Severity.HIGH,
                        Wording.key(flow.serverDevice, flow.server) + "|" + service,
                        flow.serverDevice,
                        flow.clientDevice,
                        flow,
                        service,
                        Wording.of(flow.serverDevice, flow.server)
                                + " gave patients' resources to "
                                + Wording.of(flow.clientDevice, flow.client)
                                + " without credentials at "
                                + Wording.time(nowNs)
                                + "; a FHIR server is to ask who it answers.",
                        evidence,
                        facts.phi,
                        packet,
                        nowNs));
    }
}
