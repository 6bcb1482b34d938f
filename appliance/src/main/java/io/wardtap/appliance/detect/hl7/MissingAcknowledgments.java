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
import io.wardtap.appliance.observe.Hl7Interface;
import io.wardtap.appliance.observe.Observers.Hl7HealthObserver;
import io.wardtap.protocol.hl7.Hl7Facts;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// Reports an interface on which more than a fifth of the messages of the last minutes have had no
/// answer for a minute or more, although its receiver is known to answer. Interfaces that never
/// answered, or of which one direction is not seen, are left alone.
public final class MissingAcknowledgments implements Detector, Hl7HealthObserver {
    public static final RuleInfo RULE =
            new RuleInfo(
                    "hl7-ack-timeout",
                    "HL7 acknowledgements missing",
                    "hl7-abuse",
                    "A receiver that acknowledges leaves many of a sender's HL7 messages without an"
                            + " answer.",
                    Kind.INCIDENT,
                    Severity.MEDIUM,
                    List.of(Severity.MEDIUM, Severity.HIGH),
                    "T0815 Denial of View",
                    new Standards(
                            List.of("SI-4"),
                            List.of("DE.CM-01"),
                            List.of("DTBK"),
                            List.of("DTBK"),
                            List.of("SR 7.1"),
                            List.of("164.308(a)(7)")),
                    "sender, receiver and service",
                    Duration.ofHours(1),
                    Responses.CLINICAL_FIRST
                            + "Tell the interface team: messages may not be arriving. Look whether"
                            + " the receiver hangs or is overloaded, and whether the sender holds"
                            + " messages back.",
                    false);

    private final Hl7Thresholds.AckTimeout limits;
    private final BooleanSupplier visibilityBad;
    private final SenderFindings findings;

    public MissingAcknowledgments(DetectorContext context) {
        this.limits = context.thresholds().hl7().ackTimeout();
        this.findings = new SenderFindings(RULE, context.findings());
        this.visibilityBad = context.visibilityBad();
    }

    @Override
    public RuleInfo rule() {
        return RULE;
    }

    @Override
    public void onHl7Health(Conversation flow, Hl7Facts facts, long packet, long nowNs) {
        Hl7Interface known = flow.hl7Interface;
        if (known == null
                || known.joined() < limits.answeredBefore()
                || !facts.acknowledgmentCode.isEmpty()
                || known.overdue() < limits.unanswered()) {
            return;
        }
        int due = known.due();
        int overdue = known.overdue();
        if (overdue <= limits.share() * due || visibilityBad.getAsBoolean()) {
            return;
        }
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("unanswered", overdue);
        evidence.put("messages", due);
        evidence.put("answered_before", known.joined());
        evidence.put("message_types", Wording.types(facts.messageType));
        findings.report(
                flow,
                Wording.of(flow.receiverDevice(), flow.receiver())
                        + " left "
                        + overdue
                        + " of "
                        + due
                        + " messages of "
                        + Wording.of(flow.senderDevice(), flow.sender())
                        + " without an answer for a minute or more, where it answers usually.",
                evidence,
                packet,
                nowNs);
    }
}
