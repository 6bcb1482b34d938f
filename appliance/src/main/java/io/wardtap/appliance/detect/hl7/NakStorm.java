package io.wardtap.appliance.detect.hl7;

import io.wardtap.appliance.detect.Detector;
import io.wardtap.appliance.detect.DetectorContext;
import io.wardtap.appliance.detect.Finding;
import io.wardtap.appliance.detect.FindingSink;
import io.wardtap.appliance.detect.Responses;
import io.wardtap.appliance.detect.RuleInfo;
import io.wardtap.appliance.detect.RuleInfo.Kind;
import io.wardtap.appliance.detect.RuleInfo.Standards;
import io.wardtap.appliance.detect.Severity;
import io.wardtap.appliance.detect.Thresholds;
import io.wardtap.appliance.detect.Trackers;
import io.wardtap.appliance.detect.Wording;
import io.wardtap.appliance.observe.Address;
import io.wardtap.appliance.observe.Conversation;
import io.wardtap.appliance.observe.Device;
import io.wardtap.appliance.observe.Observers.Hl7Observer;
import io.wardtap.protocol.hl7.Hl7Facts;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reports an interface whose messages are refused again and again (MSA-1 AE, AR, CE or CR): what
/// it sends does not arrive. The subject is the sender that is refused. Nothing is kept of
/// interfaces that were never refused.
public final class NakStorm implements Detector, Hl7Observer {
    public static final RuleInfo RULE =
            new RuleInfo(
                    "hl7-nak-storm",
                    "HL7 messages refused in numbers",
                    "hl7-abuse",
                    "A receiver refuses many of a sender's HL7 messages within minutes.",
                    Kind.INCIDENT,
                    Severity.MEDIUM,
                    List.of(Severity.MEDIUM, Severity.HIGH),
                    "T0815 Denial of View",
                    new Standards(
                            List.of("SI-4"),
                            List.of("DE.CM-01"),
                            List.of("IGAU"),
                            List.of("IGAU"),
                            List.of("SR 7.1"),
                            List.of("164.308(a)(6)(ii)")),
                    "refused sender, receiver and service",
                    Duration.ofHours(1),
                    Responses.CLINICAL_FIRST
                            + "Tell the interface team: results or orders are not arriving. Ask"
                            + " what was changed on either side, and whether messages wait to be"
                            + " sent again.",
                    false);

    private static final int INTERFACES = 4096;

    /// A key with methods of its own: those of a record are made when they are first called, which
    /// every start would wait for.
    private record Key(Address refused, Address refuser, int port) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Key key
                    && port == key.port
                    && refused.equals(key.refused)
                    && refuser.equals(key.refuser);
        }

        @Override
        public int hashCode() {
            return 31 * (31 * refused.hashCode() + refuser.hashCode()) + port;
        }
    }

    private final Thresholds.NakStorm limits;
    private final FindingSink findings;
    private final Trackers<Key, AckWindow> windows = new Trackers<>(INTERFACES);

    public NakStorm(DetectorContext context) {
        this.limits = context.thresholds().nakStorm();
        this.findings = context.findings();
    }

    @Override
    public RuleInfo rule() {
        return RULE;
    }

    @Override
    public void onHl7(Conversation flow, Hl7Facts facts, long packet, long nowNs) {
        if (facts.acknowledgmentCode.isEmpty()) {
            return;
        }
        boolean nak = isNegative(facts.acknowledgmentCode);
        if (!nak && windows.size() == 0) {
            return;
        }
        Address refused = flow.receiver();
        Address refuser = flow.sender();
        Key key = new Key(refused, refuser, flow.serverPort);
        AckWindow window =
                nak
                        ? windows.get(key, _ -> new AckWindow(limits.window().toNanos(), nowNs))
                        : windows.find(key);
        if (window == null) {
            return;
        }
        window.add(nak, nowNs);
        if (nak) {
            judge(flow, window, facts, packet, nowNs);
        }
    }

    private void judge(Conversation flow, AckWindow window, Hl7Facts facts, long packet, long now) {
        int negative = window.negative();
        int all = negative + window.positive();
        boolean share = all >= limits.ratioFloor() && negative > limits.ratio() * all;
        if (negative < limits.naks() && !share) {
            return;
        }
        Device subject = flow.receiverDevice();
        Device refuser = flow.senderDevice();
        Address refuserAddress = flow.sender();
        String service = flow.service();
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("refused", negative);
        evidence.put("acknowledged", window.positive());
        evidence.put("code", facts.acknowledgmentCode);
        evidence.put("message_types", Wording.types(facts.acknowledgedMessageType));
        findings.report(
                new Finding(
                        RULE,
                        Severity.MEDIUM,
                        Wording.key(subject, flow.receiver())
                                + "|"
                                + Wording.key(refuser, refuserAddress)
                                + "|"
                                + service,
                        subject,
                        refuser,
                        flow,
                        service,
                        Wording.of(refuser, refuserAddress)
                                + " refused "
                                + negative
                                + " of "
                                + all
                                + " messages of "
                                + Wording.of(subject, flow.receiver())
                                + " within "
                                + Wording.span(limits.window().toNanos())
                                + ", where refusals are rare, since "
                                + Wording.time(window.firstNs)
                                + ".",
                        evidence,
                        null,
                        packet,
                        now));
    }

    /// HL7 table 0008: application and commit errors and rejects.
    private static boolean isNegative(String code) {
        return switch (code) {
            case "AE", "AR", "CE", "CR" -> true;
            default -> false;
        };
    }
}
