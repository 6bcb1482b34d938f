package io.wardtap.appliance.detect.hl7;

import io.wardtap.appliance.baseline.Baseline;
import io.wardtap.appliance.baseline.Hl7Habit;
import io.wardtap.appliance.baseline.Profile;
import io.wardtap.appliance.detect.Detector;
import io.wardtap.appliance.detect.DetectorContext;
import io.wardtap.appliance.detect.Responses;
import io.wardtap.appliance.detect.RuleInfo;
import io.wardtap.appliance.detect.RuleInfo.Kind;
import io.wardtap.appliance.detect.RuleInfo.Standards;
import io.wardtap.appliance.detect.Severity;
import io.wardtap.appliance.detect.Wording;
import io.wardtap.appliance.observe.Conversation;
import io.wardtap.appliance.observe.Device;
import io.wardtap.appliance.observe.Observers.Hl7HealthObserver;
import io.wardtap.protocol.hl7.Hl7Facts;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reports a device (monitor, pump, analyser, modality and the like) whose application sends a
/// message of a type that is not a device's, or, once its baseline is mature, one that it was not
/// learned to send. Applications are told apart by MSH-3. Nothing is remembered.
public final class UnexpectedTrigger implements Detector, Hl7HealthObserver {
    public static final RuleInfo RULE =
            new RuleInfo(
                    "hl7-unexpected-trigger",
                    "Unexpected HL7 trigger from device",
                    "hl7-abuse",
                    "A medical device sends HL7 messages of a type that devices, or this one, do"
                            + " not send.",
                    Kind.INCIDENT,
                    Severity.HIGH,
                    List.of(Severity.HIGH, Severity.CRITICAL),
                    "T1565.002 Transmitted Data Manipulation",
                    new Standards(
                            List.of("SI-4", "SI-10"),
                            List.of("DE.CM-01"),
                            List.of("IGAU"),
                            List.of("IGAU"),
                            List.of("SR 3.5"),
                            List.of("164.312(c)(1)")),
                    "sender, receiver and service",
                    Duration.ofDays(3),
                    Responses.CLINICAL_FIRST
                            + "Ask whether the device has got new software or another system shares"
                            + " its address; if not, find out what sends in its name, and have the"
                            + " receiver's team check what these messages have changed.",
                    false);

    private final Baseline baseline;
    private final SenderFindings findings;

    public UnexpectedTrigger(DetectorContext context) {
        this.baseline = context.baseline();
        this.findings = new SenderFindings(RULE, context.findings());
    }

    @Override
    public RuleInfo rule() {
        return RULE;
    }

    @Override
    public void onHl7Health(Conversation flow, Hl7Facts facts, long packet, long nowNs) {
        Device sender = flow.senderDevice();
        if (sender == null
                || !facts.acknowledgmentCode.isEmpty()
                || facts.messageType.isEmpty()
                || !isDevice(sender.deviceClass)) {
            return;
        }
        Profile profile = baseline.judge(sender);
        Hl7Habit habit = profile == null ? null : profile.hl7(facts.sendingApplication);
        boolean forbidden = isForbidden(facts.messageType);
        if (habit == null ? !forbidden : habit.maySend(facts.messageType)) {
            return;
        }
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("message_types", Wording.types(facts.messageType));
        evidence.put("sending_application", Wording.names(facts.sendingApplication));
        evidence.put("device_class", sender.deviceClass);
        evidence.put("learned", habit != null);
        findings.report(
                flow,
                Wording.of(sender, flow.sender())
                        + ", a device of class "
                        + sender.deviceClass
                        + ", sent "
                        + Wording.of(flow.receiverDevice(), flow.receiver())
                        + " "
                        + facts.messageType
                        + ", which "
                        + (habit != null ? "it was never learned to send" : "devices do not send")
                        + ", at "
                        + Wording.time(nowNs)
                        + ".",
                evidence,
                packet,
                nowNs);
    }

    /// Classes of what stands at a patient, a sample or a modality; gateways and servers speak for
    /// others.
    static boolean isDevice(String deviceClass) {
        if (deviceClass.endsWith(".gateway") || deviceClass.endsWith(".server")) {
            return false;
        }
        int dot = deviceClass.indexOf('.');
        return switch (dot < 0 ? deviceClass : deviceClass.substring(0, dot)) {
            case "monitor",
                    "pump",
                    "ventilator",
                    "anaesthesia",
                    "dialysis",
                    "defib",
                    "ecg",
                    "lab",
                    "poct",
                    "imaging" ->
                    true;
            default -> false;
        };
    }

    /// Patient administration, master files, billing, pharmacy and queries (HL7 chapters 3, 8, 6,
    /// 4A, 5).
    private static boolean isForbidden(String messageType) {
        return switch (messageType.substring(0, 3)) {
            case "ADT", "MFN", "DFT", "BAR", "RDE", "RDS", "QBP", "QRY" -> true;
            default -> false;
        };
    }
}
