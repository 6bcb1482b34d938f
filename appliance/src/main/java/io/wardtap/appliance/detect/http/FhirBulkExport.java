package io.wardtap.appliance.detect.http;

import io.wardtap.appliance.detect.Detector;
import io.wardtap.appliance.detect.DetectorContext;
import io.wardtap.appliance.detect.Finding;
import io.wardtap.appliance.detect.FindingSink;
import io.wardtap.appliance.detect.Responses;
import io.wardtap.appliance.detect.RuleInfo;
import io.wardtap.appliance.detect.RuleInfo.Kind;
import io.wardtap.appliance.detect.RuleInfo.Standards;
import io.wardtap.appliance.detect.Severity;
import io.wardtap.appliance.detect.Trackers;
import io.wardtap.appliance.detect.Wording;
import io.wardtap.appliance.observe.Conversation;
import io.wardtap.appliance.observe.HashSet64;
import io.wardtap.appliance.observe.Observers.HttpObserver;
import io.wardtap.protocol.http.HttpFacts;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reports clients that take many patients from a FHIR server: by a bulk export (FHIR Bulk Data
/// Access) that was accepted, or one by one.
public final class FhirBulkExport implements Detector, HttpObserver {
    public static final RuleInfo RULE =
            new RuleInfo(
                    "fhir-bulk-export",
                    "FHIR bulk export",
                    "abuse",
                    "A client exports patients in bulk from a FHIR server, or reads very many of"
                            + " them within minutes.",
                    Kind.INCIDENT,
                    Severity.HIGH,
                    List.of(Severity.HIGH),
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
                            + "Then ask the server's owner whether this client is to export"
                            + " patients; if nobody knows of it, take back its access and tell the"
                            + " privacy officer.",
                    false);

    /// Clients and servers followed at a time.
    static final int CAPACITY = 2048;

    /// More distinct patients than a clinician's morning, read within [#WINDOW_NS] (reference: 200
    /// in 10 minutes).
    static final int MANY_PATIENTS = 200;

    /// Of packet time.
    static final long WINDOW_NS = Duration.ofMinutes(10).toNanos();

    /// What one client has read of one server in the window at hand.
    private static final class Reading {
        private HashSet64 patients = new HashSet64(MANY_PATIENTS + 1);
        private long sinceNs;
        private boolean told;
    }

    private final FindingSink findings;
    private final Trackers<String, Reading> readings = new Trackers<>(CAPACITY);

    public FhirBulkExport(DetectorContext context) {
        this.findings = context.findings();
    }

    @Override
    public RuleInfo rule() {
        return RULE;
    }

    @Override
    public void onHttp(Conversation flow, HttpFacts facts, long packet, long nowNs) {
        if (facts.service != HttpFacts.Service.FHIR) {
            return;
        }
        boolean accepted =
                facts.kind == HttpFacts.Kind.TRANSACTION
                        && facts.operation.equals("$export")
                        && facts.status / 100 == 2;
        if (accepted) {
            report(flow, facts, "asked for an export of patients in bulk from", 0, packet, nowNs);
        }
        if (!facts.fromClient && facts.phi.patients() > 0) {
            read(flow, facts, packet, nowNs);
        }
    }

    private void read(Conversation flow, HttpFacts facts, long packet, long nowNs) {
        Reading reading = readings.get(key(flow), _ -> new Reading());
        if (nowNs - reading.sinceNs > WINDOW_NS) {
            reading.patients = new HashSet64(MANY_PATIENTS + 1);
            reading.sinceNs = nowNs;
            reading.told = false;
        }
        for (int i = 0; i < facts.phi.patients(); i++) {
            reading.patients.add(facts.phi.patientHash(i));
        }
        if (!reading.told && reading.patients.size() > MANY_PATIENTS) {
            reading.told = true;
            report(
                    flow,
                    facts,
                    "read more than " + MANY_PATIENTS + " patients within 10 minutes from",
                    reading.patients.size(),
                    packet,
                    nowNs);
        }
    }

    private static String key(Conversation flow) {
        return Wording.key(flow.clientDevice, flow.client)
                + "|"
                + Wording.key(flow.serverDevice, flow.server)
                + "|"
                + flow.service();
    }

    private void report(
            Conversation flow,
            HttpFacts facts,
            String what,
            int patients,
            long packet,
            long nowNs) {
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("paths", List.of(facts.path));
        if (patients > 0) {
            evidence.put("patients_at_least", patients);
        }
        if (!facts.userAgent.isEmpty()) {
            evidence.put("user_agents", Wording.names(facts.userAgent));
        }
        findings.report(
                new Finding(
                        RULE,
                        Severity.HIGH,
                        key(flow),
                        flow.clientDevice,
                        flow.serverDevice,
                        flow,
                        flow.service(),
                        Wording.of(flow.clientDevice, flow.client)
                                + " "
                                + what
                                + " "
                                + Wording.of(flow.serverDevice, flow.server)
                                + " at "
                                + Wording.time(nowNs)
                                + "; few programs are meant to.",
                        evidence,
                        facts.phi,
                        packet,
                        nowNs));
    }
}
