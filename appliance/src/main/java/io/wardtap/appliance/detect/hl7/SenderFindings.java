package io.wardtap.appliance.detect.hl7;

import io.wardtap.appliance.detect.Finding;
import io.wardtap.appliance.detect.FindingSink;
import io.wardtap.appliance.detect.RuleInfo;
import io.wardtap.appliance.detect.Severity;
import io.wardtap.appliance.detect.Wording;
import io.wardtap.appliance.observe.Conversation;
import io.wardtap.appliance.observe.Device;

import java.util.Map;

/// Findings of one rule about who sent the HL7 message in hand, towards who received it. Analysis
/// thread.
final class SenderFindings {
    private final RuleInfo rule;
    private final FindingSink findings;

    SenderFindings(RuleInfo rule, FindingSink findings) {
        this.rule = rule;
        this.findings = findings;
    }

    /// One of the rule's usual severity.
    void report(
            Conversation flow,
            String explanation,
            Map<String, Object> evidence,
            long packet,
            long now) {
        report(rule.severity(), flow, explanation, evidence, packet, now);
    }

    void report(
            Severity severity,
            Conversation flow,
            String explanation,
            Map<String, Object> evidence,
            long packet,
            long now) {
        Device subject = flow.senderDevice();
        Device peer = flow.receiverDevice();
        String service = flow.service();
        findings.report(
                new Finding(
                        rule,
                        severity,
                        Wording.key(subject, flow.sender())
                                + "|"
                                + Wording.key(peer, flow.receiver())
                                + "|"
                                + service,
                        subject,
                        peer,
                        flow,
                        service,
                        explanation,
                        evidence,
                        null,
                        packet,
                        now));
    }
}
