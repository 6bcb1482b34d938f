package io.wardtap.appliance.detect.phi;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.appliance.detect.DetectorRig;
import io.wardtap.appliance.detect.Finding;
import io.wardtap.appliance.detect.Severity;
import io.wardtap.appliance.observe.Conversation;
import io.wardtap.protocol.hl7.Hl7Facts;
import io.wardtap.protocol.testkit.AllocationMeter;

import org.junit.jupiter.api.Test;

import java.util.List;

class CleartextHl7IdentifiersTest {
    private final DetectorRig rig = new DetectorRig(DetectorRig.declaredSite());
    private final CleartextHl7Identifiers detector = new CleartextHl7Identifiers(rig.context());

    @Test
    void reportsTheInterfaceWithItsApplicationsAndTypes() {
        Conversation flow = rig.flow("10.0.2.5", "10.0.2.6", 2575, "hl7");

        rig.hl7(flow, DetectorRig.hl7WithPatient(1), detector);

        Finding finding = rig.findings.getFirst();
        assertThat(finding.service()).isEqualTo("hl7/2575");
        assertThat(finding.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(finding.evidence())
                .containsEntry("senders", List.of("ADT1"))
                .containsEntry("message_types", List.of("ADT^A01"));
    }

    @Test
    void staysQuietWithLinkableIdsOnly() {
        Hl7Facts facts = DetectorRig.hl7WithPatient(1);
        facts.phiDirect = false;

        rig.hl7(rig.flow("10.0.2.5", "10.0.2.6", 2575, "hl7"), facts, detector);

        assertThat(rig.findings).isEmpty();
    }

    @Test
    void keepsOneKeyForAllClientsOfAService() {
        rig.hl7(
                rig.flow("10.0.2.5", "10.0.2.6", 2575, "hl7"),
                DetectorRig.hl7WithPatient(1),
                detector);
        rig.hl7(
                rig.flow("10.0.1.7", "10.0.2.6", 2575, "hl7"),
                DetectorRig.hl7WithPatient(2),
                detector);

        assertThat(rig.findings)
                .extracting(Finding::key)
                .containsOnly(rig.findings.getFirst().key());
        assertThat(rig.findings)
                .extracting(Finding::severity)
                .containsExactly(Severity.MEDIUM, Severity.HIGH);
    }

    @Test
    void withholdsNamesThatLookLikeAPersons() {
        Hl7Facts facts = DetectorRig.hl7WithPatient(1);
        facts.sendingApplication = "DOE^JANE";

        rig.hl7(rig.flow("10.0.2.5", "10.0.2.6", 2575, "hl7"), facts, detector);

        assertThat(rig.findings.getFirst().evidence().toString()).doesNotContain("DOE");
        assertThat(rig.findings.getFirst().explanation()).doesNotContain("DOE");
    }

    @Test
    void forgetsTheServiceUsedLongestAgoWhenThereAreTooMany() {
        for (int i = 0; i <= ExposedServices.CAPACITY; i++) {
            String server = "10.7." + (i >>> 8) + "." + (i & 0xFF);
            rig.hl7(
                    rig.flow("10.0.2.5", server, 2575, "hl7"),
                    DetectorRig.hl7WithPatient(i + 1),
                    detector);
        }
        rig.now += DetectorRig.MINUTE;
        rig.hl7(
                rig.flow("10.0.2.5", "10.7.0.0", 2575, "hl7"),
                DetectorRig.hl7WithPatient(1),
                detector);

        // made anew: its time of first sight is the later one, its key the same
        Finding again = rig.findings.getLast();
        assertThat(again.explanation()).contains("2026-01-05T08:01:00Z");
        assertThat(again.key()).isEqualTo(rig.findings.getFirst().key());
    }

    @Test
    void makesNextToNothingForARepeatedMessage() {
        Conversation flow = rig.flow("10.0.2.5", "10.0.2.6", 2575, "hl7");
        Hl7Facts facts = DetectorRig.hl7Message("ADT^A01");

        AllocationMeter.assertAllocatesNothing(
                10_000, () -> detector.onHl7(flow, facts, 1, DetectorRig.START));
    }
}
