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
import io.wardtap.appliance.observe.Observers.HttpObserver;
import io.wardtap.protocol.http.HttpFacts;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reports DICOM files whose preamble makes them programs as well (PS3.10 section 7.1,
/// CVE-2019-11687). TIFF, which whole-slide images are on purpose, is none.
public final class ExecutablePreamble implements Detector, HttpObserver {
    public static final RuleInfo RULE =
            new RuleInfo(
                    "dicom-preamble-executable",
                    "Executable header in DICOM Part-10",
                    "malformed",
                    "A DICOM file passes whose preamble is the header of a program or archive.",
                    Kind.INCIDENT,
                    Severity.CRITICAL,
                    List.of(Severity.CRITICAL),
                    "T1036 Masquerading",
                    new Standards(
                            List.of("SI-3", "SI-10"),
                            List.of("DE.CM-09"),
                            List.of("MLDP"),
                            List.of("MLDP"),
                            List.of("SR 3.2"),
                            List.of("164.308(a)(5)(ii)(B)")),
                    "sending device and service",
                    Duration.ofDays(3),
                    Responses.CLINICAL_FIRST
                            + "Then keep the file from being opened as a program where it was"
                            + " stored, have it examined, and find out what wrote it.",
                    false);

    private final FindingSink findings;

    public ExecutablePreamble(DetectorContext context) {
        this.findings = context.findings();
    }

    @Override
    public RuleInfo rule() {
        return RULE;
    }

    @Override
    public void onHttp(Conversation flow, HttpFacts facts, long packet, long nowNs) {
        if (!facts.preamble.isExecutable()) {
            return;
        }
        String service = flow.service();
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("magic", facts.preamble.label());
        if (!facts.path.isEmpty()) {
            evidence.put("paths", List.of(facts.path));
        }
        if (!facts.userAgent.isEmpty()) {
            evidence.put("user_agents", Wording.names(facts.userAgent));
        }
        findings.report(
                new Finding(
                        RULE,
                        Severity.CRITICAL,
                        Wording.key(flow.senderDevice(), flow.sender()) + "|" + service,
                        flow.senderDevice(),
                        flow.receiverDevice(),
                        flow,
                        service,
                        Wording.of(flow.senderDevice(), flow.sender())
                                + " sent a DICOM file with a preamble of kind "
                                + facts.preamble.label()
                                + " to "
                                + Wording.of(flow.receiverDevice(), flow.receiver())
                                + " at "
                                + Wording.time(nowNs)
                                + "; a preamble is to be empty or a TIFF header.",
                        evidence,
                        null,
                        packet,
                        nowNs));
    }
}
