package io.wardtap.appliance.detect.network;

import io.wardtap.appliance.detect.Detector;
import io.wardtap.appliance.detect.DetectorContext;
import io.wardtap.appliance.detect.Finding;
import io.wardtap.appliance.detect.FindingSink;
import io.wardtap.appliance.detect.Responses;
import io.wardtap.appliance.detect.RuleInfo;
import io.wardtap.appliance.detect.RuleInfo.Kind;
import io.wardtap.appliance.detect.RuleInfo.Standards;
import io.wardtap.appliance.detect.Severity;
import io.wardtap.appliance.detect.Wording;
import io.wardtap.appliance.inventory.DeviceInventory;
import io.wardtap.appliance.observe.Device;
import io.wardtap.appliance.observe.Observers.OverlapObserver;
import io.wardtap.appliance.observe.Overlap;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reports a sender whose IP fragments or TCP segments overlap with different bytes: receivers
/// choose differently which to believe, so that a monitor can be shown another text than the
/// receiver gets. The lane tells each pair of hosts once a minute, which bounds the findings.
public final class FragmentOverlap implements Detector, OverlapObserver {
    public static final RuleInfo RULE =
            new RuleInfo(
                    "ip-fragment-overlap",
                    "Overlapping or conflicting fragments or segments",
                    "evasion",
                    "IP fragments or TCP segments overlap with different bytes.",
                    Kind.INCIDENT,
                    Severity.MEDIUM,
                    List.of(Severity.MEDIUM, Severity.HIGH),
                    "T1562 Impair Defenses",
                    new Standards(
                            List.of("SI-4", "SC-7"),
                            List.of("DE.CM-01"),
                            List.of("SAHD"),
                            List.of("SAHD"),
                            List.of("SR 3.1"),
                            List.of("164.312(c)(1)")),
                    "sender and receiver",
                    Duration.ofDays(1),
                    Responses.CLINICAL_FIRST
                            + "Find the sender and see whether a program there builds packets by"
                            + " hand; if a middlebox between the two rewrites traffic, or the"
                            + " mirror shows one packet before and after it, that is the cause.",
                    false);

    private final DeviceInventory inventory;
    private final FindingSink findings;

    public FragmentOverlap(DetectorContext context) {
        this.inventory = context.inventory();
        this.findings = context.findings();
    }

    @Override
    public RuleInfo rule() {
        return RULE;
    }

    @Override
    public void onOverlap(Overlap overlap, long packet, long nowNs) {
        Device sender = inventory.witness(overlap.sender(), overlap.senderMac(), packet, nowNs);
        Device receiver = inventory.find(overlap.receiver());
        String service = overlap.fragment() ? "" : "tcp/" + overlap.receiverPort();
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("hosts", List.of(overlap.sender().toString(), overlap.receiver().toString()));
        evidence.put("kind", overlap.fragment() ? "ip fragments" : "tcp segments");
        evidence.put("offset", overlap.offset());
        evidence.put("overlaps", overlap.count());
        if (!overlap.fragment()) {
            evidence.put("ports", List.of("" + overlap.senderPort(), "" + overlap.receiverPort()));
        }
        findings.report(
                new Finding(
                        RULE,
                        Severity.MEDIUM,
                        Wording.key(sender, overlap.sender())
                                + "|"
                                + Wording.key(receiver, overlap.receiver()),
                        sender,
                        receiver,
                        null,
                        service,
                        Wording.of(sender, overlap.sender())
                                + " sent "
                                + Wording.of(receiver, overlap.receiver())
                                + (overlap.fragment() ? " IP fragments" : " TCP segments")
                                + " that overlap with different bytes since "
                                + Wording.time(nowNs)
                                + "; a sender that repeats itself repeats the same bytes.",
                        evidence,
                        null,
                        packet,
                        nowNs));
    }
}
