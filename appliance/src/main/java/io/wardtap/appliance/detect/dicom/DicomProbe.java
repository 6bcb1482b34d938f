package io.wardtap.appliance.detect.dicom;

import io.wardtap.appliance.baseline.Baseline;
import io.wardtap.appliance.baseline.Profile;
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
import io.wardtap.appliance.detect.dicom.ProbeTracker.Oddity;
import io.wardtap.appliance.observe.Address;
import io.wardtap.appliance.observe.Conversation;
import io.wardtap.appliance.observe.Observers.DicomObserver;
import io.wardtap.appliance.observe.Observers.FlowObserver;
import io.wardtap.protocol.dicom.DicomFacts;
import io.wardtap.protocol.unit.FlowStates;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reports a client that feels its way into DICOM services: AE titles tried until one fits, hosts
/// only asked for an echo, associations opened and dropped. Servers that the baseline knows as the
/// client's peers do not count as probed by an echo. One alert a source.
public final class DicomProbe implements Detector, DicomObserver, FlowObserver {
    public static final RuleInfo RULE =
            new RuleInfo(
                    "recon-dicom-probe",
                    "DICOM probing",
                    "recon",
                    "One source tries AE titles, asks many hosts for an echo only, or opens and"
                            + " drops associations.",
                    Kind.INCIDENT,
                    Severity.HIGH,
                    List.of(Severity.HIGH, Severity.CRITICAL),
                    "T1046 Network Service Discovery",
                    new Standards(
                            List.of("SI-4", "AC-3"),
                            List.of("DE.CM-01"),
                            List.of("AUTH"),
                            List.of("AUTH"),
                            List.of("SR 6.2"),
                            List.of("164.308(a)(6)(ii)")),
                    "source",
                    Duration.ofDays(1),
                    Responses.CLINICAL_FIRST
                            + "Find the source by its address and ask its owner: a service"
                            + " engineer's tool looks the same. If nobody owns it, treat it as an"
                            + " intrusion and see which titles were accepted.",
                    false);

    private static final int C_ECHO = 0x0030;
    private static final int RESPONSE = 0x8000;
    private static final int CLIENTS = 4096;
    private static final int ASSOCIATIONS = 1 << 17;
    private static final int SHOWN = 10;

    /// What was asked on an association so far.
    private static final class Association {
        boolean accepted;
        boolean echoed;
        boolean other;

        void clear() {
            accepted = false;
            echoed = false;
            other = false;
        }
    }

    private final Thresholds.DicomProbe limits;
    private final long windowNs;
    private final Baseline baseline;
    private final FindingSink findings;
    private final Trackers<Address, ProbeTracker> clients = new Trackers<>(CLIENTS);
    private final FlowStates<Association> associations =
            new FlowStates<>(ASSOCIATIONS, Association::new);

    public DicomProbe(DetectorContext context) {
        this.limits = context.thresholds().dicomProbe();
        this.windowNs = limits.window().toNanos();
        this.baseline = context.baseline();
        this.findings = context.findings();
    }

    @Override
    public RuleInfo rule() {
        return RULE;
    }

    @Override
    public void onDicom(Conversation flow, DicomFacts facts, long packet, long nowNs) {
        switch (facts.kind) {
            case ASSOCIATION -> negotiated(flow, facts, packet, nowNs);
            case MESSAGE -> {
                Association association = associations.find(flow.serial);
                if (association != null && (facts.commandField & RESPONSE) == 0) {
                    boolean echo = facts.commandField == C_ECHO;
                    association.echoed |= echo;
                    association.other |= !echo;
                }
            }
            case END -> ended(flow, facts, packet, nowNs);
            case NONE -> {
                // nothing was found
            }
        }
    }

    @Override
    public void onFlowEnd(Conversation flow, long packet, long nowNs) {
        forget(flow.serial);
    }

    private void negotiated(Conversation flow, DicomFacts facts, long packet, long now) {
        if (facts.result == DicomFacts.Result.ACCEPTED) {
            Association association = associations.get(flow.serial);
            if (association != null) {
                association.clear();
                association.accepted = true;
            }
        } else {
            odd(Oddity.REJECTED, flow, facts, packet, now);
        }
    }

    private void ended(Conversation flow, DicomFacts facts, long packet, long now) {
        Association association = associations.find(flow.serial);
        if (association == null || !association.accepted) {
            return; // not seen from its start, or refused and counted as such
        }
        boolean echoOnly = association.echoed && !association.other;
        boolean dropped =
                !association.echoed
                        && !association.other
                        && facts.result != DicomFacts.Result.RELEASED;
        forget(flow.serial);
        if (echoOnly && !isUsualPeer(flow)) {
            odd(Oddity.ECHO_ONLY, flow, facts, packet, now);
        } else if (dropped) {
            odd(Oddity.DROPPED, flow, facts, packet, now);
        }
    }

    private boolean isUsualPeer(Conversation flow) {
        Profile client = baseline.judge(flow.clientDevice);
        return client != null && client.hasPeer(baseline.keyOf(flow.serverDevice, flow.server));
    }

    private void forget(long serial) {
        Association association = associations.remove(serial);
        if (association != null) {
            association.clear();
            associations.recycle(association);
        }
    }

    private void odd(Oddity oddity, Conversation flow, DicomFacts facts, long packet, long now) {
        ProbeTracker client = clients.get(flow.client, _ -> new ProbeTracker());
        client.add(oddity, facts.callingAeTitle, facts.calledAeTitle, flow.server, now);
        long after = now - windowNs;
        int rejects = client.count(Oddity.REJECTED, after);
        int pairs = client.titlePairs(Oddity.REJECTED, after);
        int echoed = client.hosts(Oddity.ECHO_ONLY, after);
        int dropped = client.count(Oddity.DROPPED, after);
        String what =
                pairs >= limits.titles() || rejects >= limits.rejects() && pairs >= 2
                        ? "was refused under " + pairs + " pairs of AE titles"
                        : rejects >= limits.sameTitleRejects()
                                ? "was refused " + rejects + " times"
                                : echoed >= limits.hosts()
                                        ? "asked " + echoed + " hosts for an echo and nothing else"
                                        : dropped >= limits.aborted()
                                                ? "opened and dropped "
                                                        + dropped
                                                        + " associations without a message"
                                                : "";
        if (!what.isEmpty()) {
            report(flow, client, what, after, packet, now);
        }
    }

    private void report(
            Conversation flow,
            ProbeTracker client,
            String what,
            long after,
            long packet,
            long now) {
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("rejected", client.count(Oddity.REJECTED, after));
        evidence.put("rejected_title_pairs", client.titlePairs(Oddity.REJECTED, after));
        evidence.put("echo_only_hosts", client.hosts(Oddity.ECHO_ONLY, after));
        evidence.put("dropped", client.count(Oddity.DROPPED, after));
        evidence.put("calling_ae", client.titles(false, after, SHOWN));
        evidence.put("called_ae", client.titles(true, after, SHOWN));
        evidence.put("hosts", client.hostNames(after, SHOWN));
        findings.report(
                new Finding(
                        RULE,
                        Severity.HIGH,
                        Wording.key(flow.clientDevice, flow.client),
                        flow.clientDevice,
                        null,
                        flow,
                        "dicom",
                        flow.client
                                + " "
                                + what
                                + " within "
                                + Wording.span(windowNs)
                                + " up to "
                                + Wording.time(now)
                                + "; devices use the titles they were set up with.",
                        evidence,
                        null,
                        packet,
                        now));
    }
}
