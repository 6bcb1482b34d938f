package io.wardtap.appliance.alert;

import static io.wardtap.appliance.alert.AlertAction.CLOSED;
import static io.wardtap.appliance.alert.AlertAction.ESCALATED;
import static io.wardtap.appliance.alert.AlertAction.OPENED;
import static io.wardtap.appliance.alert.AlertAction.REOPENED;
import static io.wardtap.appliance.alert.AlertAction.UPDATED;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.appliance.detect.DetectorRig;
import io.wardtap.appliance.detect.Detectors;
import io.wardtap.appliance.detect.Finding;
import io.wardtap.appliance.detect.RuleInfo;
import io.wardtap.appliance.detect.Severity;
import io.wardtap.appliance.detect.network.NewPeer;
import io.wardtap.appliance.detect.network.PortScan;
import io.wardtap.appliance.detect.phi.CleartextDicomIdentifiers;
import io.wardtap.appliance.observe.AnalysisCounters;
import io.wardtap.appliance.observe.Conversation;
import io.wardtap.appliance.observe.NameUuid;
import io.wardtap.appliance.observe.Site;
import io.wardtap.protocol.identify.Protocols;
import io.wardtap.protocol.phi.PhiFacts;
import io.wardtap.protocol.testkit.AllocationMeter;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

class AlertLedgerTest {
    private static final RuleInfo INCIDENT = NewPeer.RULE;
    private static final RuleInfo POSTURE = CleartextDicomIdentifiers.RULE;
    private static final long HOUR = 60 * DetectorRig.MINUTE;
    private static final long DAY = 24 * HOUR;

    private final DetectorRig rig = new DetectorRig();
    private final AnalysisCounters analysis = new AnalysisCounters(Protocols.ALL);
    private final List<String> faults = new ArrayList<>();
    private boolean visibilityBad;
    private final AlertLedger ledger = ledger(LedgerLimits.defaults());
    private final List<AlertAction> actions = new ArrayList<>();
    private Alert last;
    private Conversation flow;
    private long now = DetectorRig.START;

    @BeforeEach
    void listen() {
        ledger.add(
                (alert, action, _, _) -> {
                    actions.add(action);
                    last = alert;
                });
        flow = rig.dicomFlow(DetectorRig.CT, DetectorRig.PACS);
    }

    @Test
    void opensAnAlertWithAllThatWasFound() {
        report(INCIDENT, Severity.MEDIUM, "k");

        assertThat(actions).containsExactly(OPENED);
        assertThat(last.count).isEqualTo(1);
        assertThat(last.revision).isEqualTo(1);
        assertThat(last.episode).isEqualTo(1);
        assertThat(last.subjectDeviceId).isEqualTo(flow.clientDevice.id());
        assertThat(last.peerDeviceId).isEqualTo(flow.serverDevice.id());
        assertThat(last.explanation).isEqualTo("seen");
        assertThat(last.flows).hasSize(1);
        assertThat(last.flows.getFirst().communityId()).isEqualTo(flow.communityId());
        assertThat(last.bpf).isEqualTo("host 10.0.1.10 and host 10.0.2.20 and tcp port 104");
        assertThat(last.visibility).isEqualTo("full");
        assertThat(analysis.alerts()).containsEntry(INCIDENT.id(), 1L);
        assertThat(ledger.counters().open(INCIDENT.id(), Severity.MEDIUM)).isEqualTo(1);
    }

    @Test
    void derivesItsIdsFromNamesAndTheOpeningPacketsTime() {
        report(INCIDENT, Severity.MEDIUM, "k");

        assertThat(last.id)
                .isEqualTo(NameUuid.of("site", "sensor", INCIDENT.id(), "k", Long.toString(now)));
        UUID otherSensor = NameUuid.of("site", INCIDENT.id(), "k");
        assertThat(last.correlationId).isEqualTo(otherSensor);
    }

    @Test
    void foldsTheSameKeyAndKeepsOthersApart() {
        report(INCIDENT, Severity.MEDIUM, "a");
        report(INCIDENT, Severity.MEDIUM, "a");
        report(INCIDENT, Severity.MEDIUM, "b");
        report(POSTURE, Severity.MEDIUM, "a");

        assertThat(actions).containsExactly(OPENED, OPENED, OPENED);
        assertThat(ledger.open()).extracting(alert -> alert.count).containsExactly(2L, 1L, 1L);
    }

    @Test
    void updatesAnIncidentAtTenfoldGrowth() {
        report(INCIDENT, Severity.MEDIUM, "k");
        for (int i = 2; i <= 100; i++) {
            report(INCIDENT, Severity.MEDIUM, "k");
            assertThat(actions).hasSize(i < 10 ? 1 : i < 100 ? 2 : 3);
        }

        assertThat(actions).containsExactly(OPENED, UPDATED, UPDATED);
        assertThat(last.count).isEqualTo(100);
        assertThat(last.revision).isEqualTo(3);
    }

    @Test
    void updatesAnIncidentAfterAnHourWhenThereIsNews() {
        report(INCIDENT, Severity.MEDIUM, "k");
        pass(2 * HOUR);
        assertThat(actions).as("nothing new").containsExactly(OPENED);

        report(INCIDENT, Severity.MEDIUM, "k");

        assertThat(actions).containsExactly(OPENED, UPDATED);
    }

    @Test
    void tellsOfNewsByTheHourEvenWithoutAFurtherFinding() {
        report(INCIDENT, Severity.MEDIUM, "k");
        report(INCIDENT, Severity.MEDIUM, "k");

        pass(HOUR + DetectorRig.MINUTE);

        assertThat(actions).containsExactly(OPENED, UPDATED);
    }

    @Test
    void tellsOfPostureInADailyDigestOnly() {
        report(POSTURE, Severity.MEDIUM, "k");
        for (int i = 0; i < 1000; i++) {
            report(POSTURE, Severity.MEDIUM, "k");
        }
        pass(15 * HOUR); // from 08:00 to 23:00
        assertThat(actions).containsExactly(OPENED);

        pass(2 * HOUR);

        assertThat(actions).containsExactly(OPENED, UPDATED);
        assertThat(last.count).isEqualTo(1001);
        pass(DAY);
        assertThat(actions).as("no news on the second day").hasSize(2);
    }

    @Test
    void escalatesOnceWhenItGetsWorse() {
        report(POSTURE, Severity.MEDIUM, "k");
        report(POSTURE, Severity.HIGH, "k");
        report(POSTURE, Severity.MEDIUM, "k");
        report(POSTURE, Severity.HIGH, "k");

        assertThat(actions).containsExactly(OPENED, ESCALATED);
        assertThat(last.severity).isEqualTo(Severity.HIGH);
        assertThat(ledger.counters().open(POSTURE.id(), Severity.MEDIUM)).isZero();
        assertThat(ledger.counters().open(POSTURE.id(), Severity.HIGH)).isEqualTo(1);
    }

    @Test
    void closesWhatIsQuietAndReopensUnderTheSameId() {
        report(INCIDENT, Severity.MEDIUM, "k");
        UUID id = last.id;
        pass(INCIDENT.closeAfter().toNanos());
        assertThat(actions).containsExactly(OPENED, CLOSED);
        assertThat(last.closeReason).isEqualTo("quiet");
        assertThat(ledger.openCount()).isZero();

        pass(6 * DAY);
        report(INCIDENT, Severity.MEDIUM, "k");

        assertThat(actions).containsExactly(OPENED, CLOSED, REOPENED);
        assertThat(last.id).isEqualTo(id);
        assertThat(last.episode).isEqualTo(2);
        assertThat(last.closeReason).isEmpty();
        assertThat(last.count).isEqualTo(2);
    }

    @Test
    void opensAnewAfterSevenDays() {
        report(INCIDENT, Severity.MEDIUM, "k");
        UUID id = last.id;
        pass(INCIDENT.closeAfter().toNanos());
        pass(8 * DAY);

        report(INCIDENT, Severity.MEDIUM, "k");

        assertThat(actions).containsExactly(OPENED, CLOSED, OPENED);
        assertThat(last.id).isNotEqualTo(id);
        assertThat(last.correlationId).isNotNull();
    }

    @Test
    void saysWhatOfItsFlowWasNotSeen() {
        flow.transport = 6;
        flow.twoWay = false;
        flow.clientPackets = 3;
        flow.serverPackets = 0;
        report(INCIDENT, Severity.MEDIUM, "too few packets to tell");
        assertThat(last.visibility).isEqualTo("full");

        flow.clientPackets = 4;
        report(INCIDENT, Severity.MEDIUM, "one side");
        assertThat(last.visibility).isEqualTo("one_way");

        flow.twoWay = true;
        flow.clientPayloadBytes = 9900;
        flow.serverPayloadBytes = 0;
        flow.clientGapBytes = 100;
        report(INCIDENT, Severity.MEDIUM, "a hundredth is missing");
        assertThat(last.visibility).isEqualTo("full");

        flow.clientGapBytes = 101;
        report(INCIDENT, Severity.MEDIUM, "more is missing");
        assertThat(last.visibility).isEqualTo("gaps");

        visibilityBad = true;
        report(INCIDENT, Severity.MEDIUM, "the sensor sees too little");
        assertThat(last.visibility).isEqualTo("reduced");
    }

    @Test
    void closesNothingWhileVisibilityIsBad() {
        report(INCIDENT, Severity.MEDIUM, "k");
        visibilityBad = true;
        pass(30 * DAY);
        assertThat(actions).containsExactly(OPENED);

        visibilityBad = false;
        pass(DetectorRig.MINUTE);
        assertThat(actions).containsExactly(OPENED, CLOSED);
    }

    @Test
    void closesAsRecoveredWhenTheDetectorSaysSo() {
        report(INCIDENT, Severity.MEDIUM, "k");

        ledger.recovered(INCIDENT, "other", 1, now);
        ledger.recovered(INCIDENT, "k", 1, now);
        ledger.recovered(INCIDENT, "k", 1, now);

        assertThat(actions).containsExactly(OPENED, CLOSED);
        assertThat(last.closeReason).isEqualTo("recovered");
    }

    @Test
    void countsPatientsUpToABoundAndThenSaysSo() {
        for (long i = 0; i <= EvidenceFold.MAX_PATIENTS; i++) {
            report(POSTURE, Severity.MEDIUM, "k", DetectorRig.withPatient(i + 1).phi, Map.of());
            report(POSTURE, Severity.MEDIUM, "k", DetectorRig.withPatient(i + 1).phi, Map.of());
        }

        Alert alert = ledger.open().getFirst();
        assertThat(alert.patients).isEqualTo(EvidenceFold.MAX_PATIENTS);
        assertThat(alert.evidence)
                .containsEntry("patients_at_least", true)
                .containsEntry("phi_fields", List.of("PatientName"))
                .containsEntry("phi_categories", List.of("name"));
    }

    @Test
    void boundsEvidence() {
        Map<String, Object> much = new HashMap<>();
        for (int i = 0; i < 100; i++) {
            much.put("k" + i, "x".repeat(1000));
        }
        report(INCIDENT, Severity.MEDIUM, "k", null, much);
        for (int i = 0; i < 50; i++) {
            report(INCIDENT, Severity.MEDIUM, "k", null, Map.of("k1", List.of("host" + i)));
        }

        Map<String, Object> shown = ledger.open().getFirst().evidence;
        assertThat(shown).hasSizeLessThanOrEqualTo(24);
        assertThat(shown.values())
                .allMatch(value -> value instanceof List<?> || value.toString().length() <= 256);
        assertThat(shown.values())
                .allMatch(value -> !(value instanceof List<?> list) || list.size() <= 16);
    }

    @Test
    void keepsTenFlows() {
        for (int i = 0; i < 40; i++) {
            flow = rig.dicomFlow(DetectorRig.CT, DetectorRig.PACS);
            now += 2 * DetectorRig.MINUTE;
            report(INCIDENT, Severity.MEDIUM, "k");
        }

        Alert alert = ledger.open().getFirst();
        assertThat(alert.flows).hasSize(10).doesNotHaveDuplicates();
        assertThat(alert.flows.getLast().communityId()).isEqualTo(flow.communityId());
        assertThat(alert.communityId).isEqualTo(flow.communityId());
    }

    @Test
    void opensAHundredOfOneRuleAnHourAndCountsTheRest() {
        for (int i = 0; i < 150; i++) {
            report(INCIDENT, Severity.MEDIUM, "k" + i);
        }
        report(POSTURE, Severity.MEDIUM, "other rules go on");

        assertThat(ledger.openCount()).isEqualTo(101);
        assertThat(ledger.counters().suppressed()).isEqualTo(50);
        assertThat(ledger.open().get(99).evidence).containsEntry("suppressed_openings", 50L);

        now += HOUR;
        report(INCIDENT, Severity.MEDIUM, "an hour later");
        assertThat(ledger.openCount()).isEqualTo(102);
    }

    @Test
    void forgetsClosedAlertsFirstWhenFull() {
        AlertLedger small =
                ledger(new LedgerLimits(3, 100, Duration.ofDays(7), Duration.ofHours(1), 10));
        small.report(finding(INCIDENT, Severity.MEDIUM, "a", null, Map.of()));
        small.report(finding(INCIDENT, Severity.MEDIUM, "b", null, Map.of()));
        small.report(finding(INCIDENT, Severity.MEDIUM, "c", null, Map.of()));
        small.recovered(INCIDENT, "b", 1, now);
        small.report(finding(INCIDENT, Severity.MEDIUM, "d", null, Map.of()));
        assertThat(small.open()).extracting(alert -> alert.key).containsExactly("a", "c", "d");
        small.report(finding(INCIDENT, Severity.MEDIUM, "e", null, Map.of()));

        assertThat(small.open()).extracting(alert -> alert.key).containsExactly("c", "d", "e");
        assertThat(small.counters().evictions()).isEqualTo(2);
        assertThat(small.counters().open(INCIDENT.id(), Severity.MEDIUM)).isEqualTo(3);
    }

    @Test
    void raisesLifeSupportDevicesByOneWhereTheRuleReachesIt() {
        flow.clientDevice.criticality = "life-support";
        report(INCIDENT, Severity.MEDIUM, "k");
        assertThat(last.severity).isEqualTo(Severity.HIGH);

        report(PortScan.RULE, Severity.HIGH, "k");
        assertThat(last.severity).as("the rule cannot be critical").isEqualTo(Severity.HIGH);

        flow = rig.dicomFlow(DetectorRig.CT, DetectorRig.OUTSIDE);
        flow.clientDevice.criticality = "life-support";
        report(INCIDENT, Severity.MEDIUM, "outside");
        assertThat(last.severity).as("nobody has said what is outside").isEqualTo(Severity.MEDIUM);
    }

    @Test
    void movesARulesSeveritiesByTheConfiguredLevel() {
        ledger.configure(Map.of(POSTURE.id(), Severity.LOW));

        report(POSTURE, Severity.MEDIUM, "inside");
        assertThat(last.severity).isEqualTo(Severity.LOW);
        report(POSTURE, Severity.CRITICAL, "outside");
        assertThat(last.severity).isEqualTo(Severity.HIGH);
        report(INCIDENT, Severity.MEDIUM, "another rule");
        assertThat(last.severity).isEqualTo(Severity.MEDIUM);
    }

    @Test
    void setsAsideAListenerThatThrows() {
        ledger.add(
                (_, _, _, _) -> {
                    throw new IllegalStateException("a bug");
                });
        List<Alert> behind = new ArrayList<>();
        ledger.add((alert, _, _, _) -> behind.add(alert));

        report(INCIDENT, Severity.MEDIUM, "a");
        report(INCIDENT, Severity.MEDIUM, "b");

        assertThat(behind).hasSize(2);
        assertThat(faults).hasSize(1);
    }

    @Test
    void allocatesNothingForARepeatedFinding() {
        PhiFacts phi = DetectorRig.withPatient(7).phi;
        Finding finding = finding(POSTURE, Severity.MEDIUM, "k", phi, Map.of("a", "b"));
        ledger.report(finding);

        AllocationMeter.assertAllocatesNothing(20_000, () -> ledger.report(finding));
    }

    private void pass(long ns) {
        long end = now + ns;
        while (now < end) {
            now = Math.min(end, now + DetectorRig.MINUTE);
            ledger.onTick(1, now);
        }
    }

    private void report(RuleInfo rule, Severity severity, String key) {
        report(rule, severity, key, null, Map.of("a", "b"));
    }

    private void report(
            RuleInfo rule, Severity severity, String key, PhiFacts phi, Map<String, Object> found) {
        ledger.report(finding(rule, severity, key, phi, found));
    }

    private Finding finding(
            RuleInfo rule, Severity severity, String key, PhiFacts phi, Map<String, Object> found) {
        return new Finding(
                rule,
                severity,
                key,
                flow.clientDevice,
                flow.serverDevice,
                flow,
                "dicom/104",
                "seen",
                found,
                phi,
                1,
                now);
    }

    private AlertLedger ledger(LedgerLimits limits) {
        return new AlertLedger(
                Site.defaults(),
                limits,
                analysis,
                new AlertCounters(Detectors.rules()),
                () -> visibilityBad,
                (where, _) -> faults.add(where));
    }
}
