package io.wardtap.appliance.detect.dicom;

import io.wardtap.appliance.baseline.Baseline;
import io.wardtap.appliance.baseline.DicomHabit;
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
import io.wardtap.appliance.inventory.SopClasses;
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

/// Reports C-FIND used to harvest an archive or a worklist: queries that ask for everybody by a
/// client that is not used to do so, far more answers to one request or requests a minute than
/// anybody reads. What a mature baseline knows as a client's habit (SOP class, wildcards, volume)
/// is ordinary.
public final class DicomQueryHarvest implements Detector, DicomObserver, FlowObserver {
    public static final RuleInfo RULE =
            new RuleInfo(
                    "exfil-dicom-query",
                    "Harvesting by DICOM query",
                    "exfiltration",
                    "A client asks a DICOM service for everybody, or for far more than its use"
                            + " needs.",
                    Kind.INCIDENT,
                    Severity.HIGH,
                    List.of(Severity.HIGH, Severity.CRITICAL),
                    "T1213 Data from Information Repositories",
                    new Standards(
                            List.of("AC-3", "SI-4"),
                            List.of("DE.CM-01"),
                            List.of("AUTH"),
                            List.of("AUTH"),
                            List.of("SR 2.8"),
                            List.of("164.312(b)")),
                    "client, server and service",
                    Duration.ofDays(3),
                    Responses.CLINICAL_FIRST
                            + "Ask who runs queries from this address: statistics and migration"
                            + " jobs look the same. If nobody does, have the archive's"
                            + " administrator remove the client's AE title and keep its logs: they"
                            + " say what was read.",
                    false);

    private static final int C_FIND = 0x0020;
    private static final int C_FIND_RSP = 0x8020;
    private static final int PENDING = 0xFF; // high byte of FF00 and FF01, PS3.4 C.4.1
    private static final int CLIENTS = 4096;
    private static final int REQUESTS = 1 << 16;

    /// A request whose responses are being counted.
    private static final class Request {
        String sopClass = "";
        int messageId;
        int pending;
        int limit;
    }

    private final Thresholds.DicomQuery limits;
    private final Baseline baseline;
    private final FindingSink findings;
    private final Trackers<Address, QueryTracker> clients = new Trackers<>(CLIENTS);
    private final FlowStates<Request> requests = new FlowStates<>(REQUESTS, Request::new);

    public DicomQueryHarvest(DetectorContext context) {
        this.limits = context.thresholds().dicomQuery();
        this.baseline = context.baseline();
        this.findings = context.findings();
    }

    @Override
    public RuleInfo rule() {
        return RULE;
    }

    @Override
    public void onDicom(Conversation flow, DicomFacts facts, long packet, long nowNs) {
        if (facts.kind != DicomFacts.Kind.MESSAGE) {
            return;
        }
        if (facts.commandField == C_FIND) {
            asked(flow, facts, packet, nowNs);
        } else if (facts.commandField == C_FIND_RSP && facts.status >>> 8 == PENDING) {
            answered(flow, facts, packet, nowNs);
        }
    }

    @Override
    public void onFlowEnd(Conversation flow, long packet, long nowNs) {
        Request request = requests.remove(flow.serial);
        if (request != null) {
            requests.recycle(request);
        }
    }

    private void asked(Conversation flow, DicomFacts facts, long packet, long now) {
        Profile client = baseline.judge(flow.clientDevice);
        DicomHabit habit = client == null ? null : client.dicom(facts.affectedSopClassUid);
        DicomHabit finds = habit != null && habit.does(C_FIND) ? habit : null;
        Request request = requests.get(flow.serial);
        if (request != null) {
            request.sopClass = facts.affectedSopClassUid;
            request.messageId = facts.messageId;
            request.pending = 0;
            int learned = finds == null ? 0 : finds.maxPending() * limits.habitFactor();
            request.limit = Math.max(limits.pending(), learned);
        }
        int learnedRate = finds == null ? 0 : finds.maxFindsPerMinute() * limits.habitFactor();
        int rate = Math.max(limits.findsPerMinute(), learnedRate);
        QueryTracker tracker = clients.find(flow.client);
        if (tracker == null) {
            tracker = clients.get(flow.client, _ -> new QueryTracker(limits.unrestrictedQueries()));
        }
        if (tracker.find(now) > rate && !isArchive(flow)) {
            report(flow, facts, "sent more than " + rate + " queries within a minute", packet, now);
        }
        if (facts.wildcard || facts.unrestricted) {
            forEverybody(flow, facts, finds, tracker, packet, now);
        }
    }

    private void forEverybody(
            Conversation flow,
            DicomFacts facts,
            DicomHabit habit,
            QueryTracker tracker,
            long packet,
            long now) {
        if (habit != null && (habit.unrestricted() || habit.wildcard() && !facts.unrestricted)) {
            return;
        }
        boolean worklist = facts.affectedSopClassUid.equals(SopClasses.WORKLIST_FIND);
        if (habit == null && worklist && !facts.unrestricted) {
            return; // by date or station, for all patients: how worklists are asked
        }
        if (baseline.judges()) {
            String usual =
                    habit == null
                            ? " although it was not learned to query this service"
                            : " although its queries were learned to be restricted";
            report(flow, facts, "asked for all patients by wildcard" + usual, packet, now);
        } else if (facts.unrestricted && !worklist && tracker.unrestricted(now)) {
            // a modality may ask for its whole worklist, nobody needs a whole archive
            report(
                    flow,
                    facts,
                    "asked "
                            + limits.unrestrictedQueries()
                            + " times within 10 minutes for all patients without any"
                            + " restriction",
                    packet,
                    now);
        }
    }

    private void answered(Conversation flow, DicomFacts facts, long packet, long now) {
        Request request = requests.find(flow.serial);
        if (request == null || request.messageId != facts.messageId) {
            return;
        }
        request.pending++;
        if (request.pending == request.limit + 1 || request.pending % (10 * request.limit) == 0) {
            report(
                    flow,
                    facts,
                    "was given more than " + (request.pending - 1) + " answers to one query",
                    packet,
                    now);
        }
    }

    private static boolean isArchive(Conversation flow) {
        return flow.clientDevice != null
                && (flow.clientDevice.deviceClass.equals("pacs.archive")
                        || flow.clientDevice.deviceClass.equals("pacs.router"));
    }

    private void report(Conversation flow, DicomFacts facts, String what, long packet, long now) {
        Request request = requests.find(flow.serial);
        String service = flow.service();
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("calling_ae", Wording.names(facts.callingAeTitle));
        evidence.put("called_ae", Wording.names(facts.calledAeTitle));
        evidence.put("sop_class", request == null ? "" : request.sopClass);
        evidence.put("query_level", facts.queryLevel);
        evidence.put("wildcard", facts.wildcard);
        evidence.put("unrestricted", facts.unrestricted);
        evidence.put("answers", request == null ? 0 : request.pending);
        findings.report(
                new Finding(
                        RULE,
                        Severity.HIGH,
                        Wording.key(flow.clientDevice, flow.client)
                                + "|"
                                + Wording.key(flow.serverDevice, flow.server)
                                + "|"
                                + service,
                        flow.clientDevice,
                        flow.serverDevice,
                        flow,
                        service,
                        Wording.of(flow.clientDevice, flow.client)
                                + " "
                                + what
                                + ", at "
                                + Wording.of(flow.serverDevice, flow.server)
                                + ", "
                                + Wording.time(now)
                                + ".",
                        evidence,
                        facts.phi.any() ? facts.phi : null,
                        packet,
                        now));
    }
}
