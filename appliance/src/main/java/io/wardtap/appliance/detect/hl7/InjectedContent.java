package io.wardtap.appliance.detect.hl7;

import io.wardtap.appliance.detect.Detector;
import io.wardtap.appliance.detect.DetectorContext;
import io.wardtap.appliance.detect.Hl7Thresholds;
import io.wardtap.appliance.detect.Responses;
import io.wardtap.appliance.detect.RuleInfo;
import io.wardtap.appliance.detect.RuleInfo.Kind;
import io.wardtap.appliance.detect.RuleInfo.Standards;
import io.wardtap.appliance.detect.Severity;
import io.wardtap.appliance.detect.Trackers;
import io.wardtap.appliance.detect.Wording;
import io.wardtap.appliance.observe.Address;
import io.wardtap.appliance.observe.Conversation;
import io.wardtap.appliance.observe.Observers.Hl7HealthObserver;
import io.wardtap.protocol.hl7.Hl7Facts;
import io.wardtap.protocol.hl7.InjectionSign;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reports a message whose fields carry what attacks its receiver: queries, scripts, commands,
/// hidden segments, programs, control characters. Kinds and places are told, never content.
public final class InjectedContent implements Detector, Hl7HealthObserver {
    public static final RuleInfo RULE =
            new RuleInfo(
                    "hl7-injection",
                    "Injection content in an HL7 field",
                    "protocol-abuse",
                    "Fields of an HL7 message carry what a database, a browser, a shell or a parser"
                            + " would act on.",
                    Kind.INCIDENT,
                    Severity.HIGH,
                    List.of(Severity.MEDIUM, Severity.HIGH, Severity.CRITICAL),
                    "T1190 Exploit Public-Facing Application",
                    new Standards(
                            List.of("SI-10", "SC-7"),
                            List.of("DE.CM-09"),
                            List.of("MLDP"),
                            List.of("MLDP"),
                            List.of("SR 3.5"),
                            List.of("164.312(c)(1)")),
                    "sender, receiver and service",
                    Duration.ofDays(3),
                    Responses.CLINICAL_FIRST
                            + "Have the interface team look at the message by its time and control"
                            + " id, find out who put this into the field, and check the receiver"
                            + " for what it did with it.",
                    false);

    /// Senders that are remembered.
    static final int SENDERS = 4096;

    private final Hl7Thresholds.Injection limits;
    private final SenderFindings findings;
    private final Trackers<Address, HourlyCount[]> senders = new Trackers<>(SENDERS);

    public InjectedContent(DetectorContext context) {
        this.limits = context.thresholds().hl7().injection();
        this.findings = new SenderFindings(RULE, context.findings());
    }

    @Override
    public RuleInfo rule() {
        return RULE;
    }

    @Override
    public void onHl7Health(Conversation flow, Hl7Facts facts, long packet, long nowNs) {
        if (facts.injectionSigns == 0) {
            return;
        }
        HourlyCount[] counts =
                senders.get(flow.sender(), _ -> new HourlyCount[InjectionSign.count()]);
        List<String> kinds = new ArrayList<>();
        int most = 0;
        for (int i = 0; i < counts.length; i++) {
            InjectionSign sign = InjectionSign.of(i);
            if ((facts.injectionSigns & sign.bit()) != 0) {
                counts[i] = counts[i] == null ? new HourlyCount() : counts[i];
                int count = counts[i].add(nowNs);
                boolean control = sign == InjectionSign.CONTROL;
                if (count >= (control ? limits.controlMessages() : limits.messages())) {
                    kinds.add(sign.label());
                    most = Math.max(most, count);
                }
            }
        }
        if (!kinds.isEmpty()) {
            report(flow, facts, kinds, most, packet, nowNs);
        }
    }

    private void report(
            Conversation flow,
            Hl7Facts facts,
            List<String> kinds,
            int messages,
            long packet,
            long now) {
        boolean onlyControl = facts.injectionSigns == InjectionSign.CONTROL.bit();
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("kinds", kinds);
        evidence.put("fields", fields(facts));
        evidence.put("messages_in_hour", messages);
        evidence.put("message_types", Wording.types(facts.messageType));
        findings.report(
                onlyControl ? Severity.MEDIUM : Severity.HIGH,
                flow,
                "A message of "
                        + Wording.of(flow.senderDevice(), flow.sender())
                        + " to "
                        + Wording.of(flow.receiverDevice(), flow.receiver())
                        + " carries what belongs into no field ("
                        + String.join(", ", kinds)
                        + ") at "
                        + Wording.time(now)
                        + ".",
                evidence,
                packet,
                now);
    }

    /// `PID-5`: where the first sign stands; the parser has checked the segment's name.
    private static List<String> fields(Hl7Facts facts) {
        int segment = facts.injectionSegment;
        if (segment == 0) {
            return List.of("OBX-5");
        }
        String name =
                ""
                        + (char) (segment >>> 16)
                        + (char) (segment >>> 8 & 0xFF)
                        + (char) (segment & 0xFF);
        return List.of(name + "-" + facts.injectionField);
    }
}
