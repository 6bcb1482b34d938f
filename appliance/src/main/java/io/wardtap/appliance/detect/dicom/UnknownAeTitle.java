package io.wardtap.appliance.detect.dicom;

import io.wardtap.appliance.baseline.Baseline;
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
import io.wardtap.appliance.observe.SystemName;
import io.wardtap.protocol.dicom.DicomFacts;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reports associations under a calling AE title that nobody was learned to use, or that comes from
/// another device than the one that was learned to use it. Accepted or not: a refusal is a try.
public final class UnknownAeTitle implements Detector, DicomObserver {
    public static final RuleInfo RULE =
            new RuleInfo(
                    "dicom-unknown-ae",
                    "Unknown calling AE title",
                    "dicom-abuse",
                    "A DICOM association is opened under an AE title that was not learned, or from"
                            + " an address where it was not learned.",
                    Kind.INCIDENT,
                    Severity.MEDIUM,
                    List.of(Severity.MEDIUM, Severity.HIGH),
                    "T1036 Masquerading",
                    new Standards(
                            List.of("IA-3", "AC-4"),
                            List.of("DE.CM-01"),
                            List.of("NAUT"),
                            List.of("NAUT"),
                            List.of("SR 1.2"),
                            List.of("164.312(d)")),
                    "client, server and service",
                    Duration.ofDays(3),
                    Responses.CLINICAL_FIRST
                            + "Ask whether a device was added, renamed or moved; if not, find the"
                            + " host by its address and see what it asked for.",
                    true);

    private final Baseline baseline;
    private final FindingSink findings;

    public UnknownAeTitle(DetectorContext context) {
        this.baseline = context.baseline();
        this.findings = context.findings();
    }

    @Override
    public RuleInfo rule() {
        return RULE;
    }

    @Override
    public void onDicom(Conversation flow, DicomFacts facts, long packet, long nowNs) {
        if (facts.kind != DicomFacts.Kind.ASSOCIATION
                || facts.callingAeTitle.isEmpty()
                || !baseline.judges()
                || baseline.usesTitle(flow.clientDevice, flow.client, facts.callingAeTitle)) {
            return;
        }
        boolean known = baseline.knowsTitle(facts.callingAeTitle);
        String service = flow.service();
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("calling_ae", Wording.names(facts.callingAeTitle));
        evidence.put("called_ae", Wording.names(facts.calledAeTitle));
        evidence.put("title_known_elsewhere", known);
        evidence.put("accepted", facts.result == DicomFacts.Result.ACCEPTED);
        findings.report(
                new Finding(
                        RULE,
                        Severity.MEDIUM,
                        Wording.key(flow.clientDevice, flow.client)
                                + "|"
                                + Wording.key(flow.serverDevice, flow.server)
                                + "|"
                                + service,
                        flow.clientDevice,
                        flow.serverDevice,
                        flow,
                        service,
                        "The calling AE title "
                                + SystemName.shown(facts.callingAeTitle)
                                + (known
                                        ? " came from "
                                                + flow.client
                                                + ", but another device was learned to use it"
                                        : " from " + flow.client + " was never learned")
                                + "; it "
                                + (facts.result == DicomFacts.Result.ACCEPTED
                                        ? "was accepted by "
                                        : "was refused by ")
                                + Wording.of(flow.serverDevice, flow.server)
                                + " at "
                                + Wording.time(nowNs)
                                + ".",
                        evidence,
                        null,
                        packet,
                        nowNs));
    }
}
