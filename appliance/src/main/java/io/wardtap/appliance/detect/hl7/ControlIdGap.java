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
import java.util.function.BooleanSupplier;

/// Reports a jump of more than a thousand in control ids that had counted up, ahead or back:
/// messages that went elsewhere or were lost, another sender under the same name, or a restart.
/// While packets are being lost nothing is said.
public final class ControlIdGap implements Detector, Hl7HealthObserver {
    public static final RuleInfo RULE =
            new RuleInfo(
                    "hl7-controlid-gap",
                    "HL7 control ids jump",
                    "hl7-abuse",
                    "An interface's control ids, which counted up, jump ahead or begin anew.",
                    Kind.INCIDENT,
                    Severity.LOW,
                    List.of(Severity.LOW, Severity.MEDIUM),
                    "T1565 Data Manipulation",
                    new Standards(
                            List.of("SI-4"),
                            List.of("DE.AE-02"),
                            List.of("TXIG"),
                            List.of("TXIG"),
                            List.of("SR 3.1"),
                            List.of("164.312(c)(1)")),
                    "sender, receiver and service",
                    Duration.ofHours(1),
                    Responses.CLINICAL_FIRST
                            + "Ask the interface team whether the sender was started anew or its"
                            + " messages took another way for a while; if neither, compare what was"
                            + " sent with what the receiver has.",
                    false);

    private final long least;
    private final BooleanSupplier visibilityBad;
    private final SenderFindings findings;

    public ControlIdGap(DetectorContext context) {
        this.least = context.thresholds().hl7().controlIdGap().jump();
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
        if (known == null || (known.events() & (Hl7Interface.GAP | Hl7Interface.RESET)) == 0) {
            return;
        }
        long jump = known.jump();
        if (Math.abs(jump) <= least || visibilityBad.getAsBoolean()) {
            return;
        }
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("jump", jump);
        evidence.put("message_types", Wording.types(facts.messageType));
        findings.report(
                flow,
                "Control ids of "
                        + Wording.of(flow.senderDevice(), flow.sender())
                        + " to "
                        + Wording.of(flow.receiverDevice(), flow.receiver())
                        + (jump > 0 ? " jumped ahead by " : " went back by ")
                        + Math.abs(jump)
                        + ", where they had counted up.",
                evidence,
                packet,
                nowNs);
    }
}
