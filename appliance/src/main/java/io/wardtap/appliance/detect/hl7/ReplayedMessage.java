package io.wardtap.appliance.detect.hl7;

import io.wardtap.appliance.detect.Detector;
import io.wardtap.appliance.detect.DetectorContext;
import io.wardtap.appliance.detect.Responses;
import io.wardtap.appliance.detect.RuleInfo;
import io.wardtap.appliance.detect.RuleInfo.Kind;
import io.wardtap.appliance.detect.RuleInfo.Standards;
import io.wardtap.appliance.detect.Severity;
import io.wardtap.appliance.detect.Wording;
import io.wardtap.appliance.observe.Conversation;
import io.wardtap.appliance.observe.Hl7Interface;
import io.wardtap.appliance.observe.Observers.Hl7HealthObserver;
import io.wardtap.protocol.hl7.Hl7Facts;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reports a message that comes again under the same control id and with the same content, to the
/// same receiver, more than five minutes after it was last seen there.
public final class ReplayedMessage implements Detector, Hl7HealthObserver {
    public static final RuleInfo RULE =
            new RuleInfo(
                    "hl7-replay",
                    "HL7 message replayed",
                    "hl7-abuse",
                    "An HL7 message comes again, byte by byte, later than senders try again.",
                    Kind.INCIDENT,
                    Severity.HIGH,
                    List.of(Severity.HIGH, Severity.CRITICAL),
                    "T1565.002 Transmitted Data Manipulation",
                    new Standards(
                            List.of("SC-23", "SI-7"),
                            List.of("DE.CM-01"),
                            List.of("TXIG"),
                            List.of("TXIG"),
                            List.of("SR 3.8"),
                            List.of("164.312(c)(1)", "164.312(e)(2)(i)")),
                    "sender, receiver and service",
                    Duration.ofHours(1),
                    Responses.CLINICAL_FIRST
                            + "Ask the interface team whether messages were sent again on purpose,"
                            + " as after an outage; if not, find out which host sent them and what"
                            + " the receiver did with them.",
                    false);

    private final long afterNs;
    private final SenderFindings findings;

    public ReplayedMessage(DetectorContext context) {
        this.afterNs = context.thresholds().hl7().replay().after().toNanos();
        this.findings = new SenderFindings(RULE, context.findings());
    }

    @Override
    public RuleInfo rule() {
        return RULE;
    }

    @Override
    public void onHl7Health(Conversation flow, Hl7Facts facts, long packet, long nowNs) {
        Hl7Interface known = flow.hl7Interface;
        if (known == null
                || (known.events() & Hl7Interface.REPLAY) == 0
                || known.repeatedAfterNs() <= afterNs) {
            return;
        }
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("message_types", Wording.types(facts.messageType));
        evidence.put("replays", known.replays());
        evidence.put("retries", known.retries());
        findings.report(
                flow,
                Wording.of(flow.senderDevice(), flow.sender())
                        + " sent "
                        + Wording.of(flow.receiverDevice(), flow.receiver())
                        + " a message that it had been sent before, unchanged, more than "
                        + Wording.span(afterNs)
                        + " ago, where senders try again sooner or not at all.",
                evidence,
                packet,
                nowNs);
    }
}
