package io.wardtap.appliance.detect.hl7;

import io.wardtap.appliance.baseline.Baseline;
import io.wardtap.appliance.detect.Detector;
import io.wardtap.appliance.detect.DetectorContext;
import io.wardtap.appliance.detect.Responses;
import io.wardtap.appliance.detect.RuleInfo;
import io.wardtap.appliance.detect.RuleInfo.Kind;
import io.wardtap.appliance.detect.RuleInfo.Standards;
import io.wardtap.appliance.detect.Severity;
import io.wardtap.appliance.detect.Wording;
import io.wardtap.appliance.observe.Conversation;
import io.wardtap.appliance.observe.Observers.Hl7HealthObserver;
import io.wardtap.appliance.observe.SystemName;
import io.wardtap.protocol.hl7.Hl7Facts;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reports messages of a sending application (MSH-3) that nobody was learned to be, or that comes
/// from another device than the one that was. Acknowledgements do not count. Nothing is remembered.
public final class UnknownSender implements Detector, Hl7HealthObserver {
    public static final RuleInfo RULE =
            new RuleInfo(
                    "hl7-unknown-sender",
                    "Unknown or spoofed HL7 sender",
                    "hl7-abuse",
                    "HL7 messages come from an application that was not learned, or from an address"
                            + " where it was not learned.",
                    Kind.INCIDENT,
                    Severity.HIGH,
                    List.of(Severity.HIGH, Severity.CRITICAL),
                    "T1036 Masquerading",
                    new Standards(
                            List.of("IA-3", "AC-4"),
                            List.of("DE.CM-01"),
                            List.of("NAUT"),
                            List.of("NAUT"),
                            List.of("SR 1.2"),
                            List.of("164.312(d)")),
                    "sender, receiver and service",
                    Duration.ofDays(3),
                    Responses.CLINICAL_FIRST
                            + "Ask whether a system was added, renamed or moved; if not, find the"
                            + " host by its address, and have the receiver's team check what its"
                            + " messages have changed.",
                    true);

    private final Baseline baseline;
    private final SenderFindings findings;

    public UnknownSender(DetectorContext context) {
        this.baseline = context.baseline();
        this.findings = new SenderFindings(RULE, context.findings());
    }

    @Override
    public RuleInfo rule() {
        return RULE;
    }

    @Override
    public void onHl7Health(Conversation flow, Hl7Facts facts, long packet, long nowNs) {
        if (!baseline.judges()
                || !facts.acknowledgmentCode.isEmpty()
                || facts.sendingApplication.isEmpty()
                || baseline.usesApplication(
                        flow.senderDevice(), flow.sender(), facts.sendingApplication)) {
            return;
        }
        boolean known = baseline.knowsApplication(facts.sendingApplication);
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("sending_application", Wording.names(facts.sendingApplication));
        evidence.put("sending_facility", Wording.names(facts.sendingFacility));
        evidence.put("message_types", Wording.types(facts.messageType));
        evidence.put("application_known_elsewhere", known);
        findings.report(
                flow,
                "The HL7 application "
                        + SystemName.shown(facts.sendingApplication)
                        + (known
                                ? " spoke from "
                                        + flow.sender()
                                        + ", but another device was learned to be it"
                                : " at " + flow.sender() + " was never learned")
                        + "; it sent messages to "
                        + Wording.of(flow.receiverDevice(), flow.receiver())
                        + " at "
                        + Wording.time(nowNs)
                        + ".",
                evidence,
                packet,
                nowNs);
    }
}
