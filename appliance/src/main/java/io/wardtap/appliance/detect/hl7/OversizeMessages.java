package io.wardtap.appliance.detect.hl7;

import io.wardtap.appliance.detect.Detector;
import io.wardtap.appliance.detect.DetectorContext;
import io.wardtap.appliance.detect.Hl7Thresholds;
import io.wardtap.appliance.detect.Responses;
import io.wardtap.appliance.detect.RuleInfo;
import io.wardtap.appliance.detect.RuleInfo.Kind;
import io.wardtap.appliance.detect.RuleInfo.Standards;
import io.wardtap.appliance.detect.Severity;
import io.wardtap.appliance.detect.Wording;
import io.wardtap.appliance.observe.Conversation;
import io.wardtap.appliance.observe.Observers.Hl7HealthObserver;
import io.wardtap.protocol.hl7.Hl7Facts;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reports a message larger than receivers take: in bytes, in segments, or in one field or segment
/// that carries no document. Nothing is remembered.
public final class OversizeMessages implements Detector, Hl7HealthObserver {
    public static final RuleInfo RULE =
            new RuleInfo(
                    "hl7-oversize",
                    "Oversized HL7 message",
                    "protocol-abuse",
                    "An HL7 message is larger than interfaces are made for.",
                    Kind.INCIDENT,
                    Severity.MEDIUM,
                    List.of(Severity.MEDIUM, Severity.HIGH),
                    "T1499 Endpoint Denial of Service",
                    new Standards(
                            List.of("SC-5", "SI-10"),
                            List.of("DE.CM-01"),
                            List.of("SAHD"),
                            List.of("SAHD"),
                            List.of("SR 7.1"),
                            List.of("164.312(c)(1)")),
                    "sender, receiver and service",
                    Duration.ofDays(1),
                    Responses.CLINICAL_FIRST
                            + "Ask the interface team whether this sender is to send documents of"
                            + " that size; if not, find out what made the message, and see whether"
                            + " the receiver still answers.",
                    false);

    private final Hl7Thresholds.Oversize limits;
    private final SenderFindings findings;

    public OversizeMessages(DetectorContext context) {
        this.limits = context.thresholds().hl7().oversize();
        this.findings = new SenderFindings(RULE, context.findings());
    }

    @Override
    public RuleInfo rule() {
        return RULE;
    }

    @Override
    public void onHl7Health(Conversation flow, Hl7Facts facts, long packet, long nowNs) {
        boolean message = facts.bytes > (long) limits.messageKib() << 10;
        boolean segments = facts.segments > limits.segments();
        boolean part = (facts.hasLongField || facts.hasLongSegment) && facts.documents == 0;
        if (!message && !segments && !part) {
            return;
        }
        String what =
                message || segments
                        ? facts.bytes / 1024 + " KiB in " + facts.segments + " segments"
                        : facts.hasLongSegment
                                ? "a segment of more than 1 MiB that holds no document"
                                : "a field of more than 64 KiB that holds no document";
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("bytes", facts.bytes);
        evidence.put("segments", facts.segments);
        evidence.put("long_field", facts.hasLongField);
        evidence.put("long_segment", facts.hasLongSegment);
        evidence.put("documents", facts.documents);
        evidence.put("message_types", Wording.types(facts.messageType));
        findings.report(
                flow,
                Wording.of(flow.senderDevice(), flow.sender())
                        + " sent "
                        + Wording.of(flow.receiverDevice(), flow.receiver())
                        + " a message with "
                        + what
                        + ", where receivers are made for less, at "
                        + Wording.time(nowNs)
                        + ".",
                evidence,
                packet,
                nowNs);
    }
}
