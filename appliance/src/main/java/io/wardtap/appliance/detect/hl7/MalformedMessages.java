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
import io.wardtap.appliance.observe.Hl7Interface;
import io.wardtap.appliance.observe.Observers.Hl7HealthObserver;
import io.wardtap.protocol.hl7.Hl7Facts;
import io.wardtap.protocol.hl7.Hl7Facts.Framing;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// Reports a sender more of whose messages are faulty than within any hour of its last day: headers
/// or segments that cannot be read, or blocks that begin or end otherwise than most on the same
/// interface. Nothing is kept of senders without faults; while packets are lost nothing counts.
public final class MalformedMessages implements Detector, Hl7HealthObserver {
    public static final RuleInfo RULE =
            new RuleInfo(
                    "hl7-malformed",
                    "Malformed HL7 framing or segments",
                    "protocol-abuse",
                    "A sender's HL7 messages are faulty in numbers that it does not usually have.",
                    Kind.INCIDENT,
                    Severity.MEDIUM,
                    List.of(Severity.MEDIUM, Severity.HIGH),
                    "T1210 Exploitation of Remote Services",
                    new Standards(
                            List.of("SI-10"),
                            List.of("DE.CM-09"),
                            List.of("SAHD"),
                            List.of("SAHD"),
                            List.of("SR 3.5"),
                            List.of("164.312(c)(1)")),
                    "sender, receiver and service",
                    Duration.ofHours(3),
                    Responses.CLINICAL_FIRST
                            + "Ask the interface team whether the sender was changed; if not, find"
                            + " out what sends this, since messages made to break a receiver look"
                            + " the same, and see what the receiver did with them.",
                    false);

    /// Senders with faults that are remembered.
    static final int SENDERS = 4096;

    private final Hl7Thresholds.Malformed limits;
    private final BooleanSupplier visibilityBad;
    private final SenderFindings findings;
    private final Trackers<Address, HourlyCount> senders = new Trackers<>(SENDERS);

    public MalformedMessages(DetectorContext context) {
        this.limits = context.thresholds().hl7().malformed();
        this.findings = new SenderFindings(RULE, context.findings());
        this.visibilityBad = context.visibilityBad();
    }

    @Override
    public RuleInfo rule() {
        return RULE;
    }

    @Override
    public void onHl7Health(Conversation flow, Hl7Facts facts, long packet, long nowNs) {
        if (!facts.malformed && facts.framing == Framing.MLLP) {
            return;
        }
        if (!facts.malformed && isUsual(facts.framing, flow.hl7Interface)) {
            return;
        }
        if (visibilityBad.getAsBoolean()) {
            return;
        }
        HourlyCount count = senders.get(flow.sender(), _ -> new HourlyCount());
        int faults = count.add(nowNs);
        int usual = count.worstBefore();
        if (faults >= limits.messages() && faults > (long) limits.factor() * usual) {
            report(flow, facts, faults, usual, packet, nowNs);
        }
    }

    /// Whether half of the interface's messages lack the same.
    private static boolean isUsual(Framing framing, Hl7Interface known) {
        if (known == null) {
            return false;
        }
        long half = (known.messages() + known.answers()) / 2;
        boolean start = framing == Framing.NO_END_BLOCK || known.missingStartBlocks() > half;
        boolean end = framing == Framing.NO_START_BLOCK || known.missingEndBlocks() > half;
        return start && end;
    }

    private void report(
            Conversation flow, Hl7Facts facts, int faults, int usual, long packet, long now) {
        Hl7Interface known = flow.hl7Interface;
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("faulty_messages", faults);
        evidence.put("usual_worst_hour", usual);
        if (known != null) {
            evidence.put("malformed", known.malformed());
            evidence.put("missing_start_blocks", known.missingStartBlocks());
            evidence.put("missing_end_blocks", known.missingEndBlocks());
        }
        evidence.put("message_types", Wording.types(facts.messageType));
        findings.report(
                flow,
                Wording.of(flow.senderDevice(), flow.sender())
                        + " sent "
                        + faults
                        + " faulty messages within an hour, the latest to "
                        + Wording.of(flow.receiverDevice(), flow.receiver())
                        + ", where its worst hour of the day before had "
                        + usual
                        + ".",
                evidence,
                packet,
                now);
    }
}
