package io.wardtap.appliance.detect.phi;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.appliance.detect.DetectorRig;
import io.wardtap.appliance.detect.Finding;
import io.wardtap.appliance.detect.Severity;
import io.wardtap.appliance.observe.Conversation;
import io.wardtap.protocol.poct1.Poct1Facts;
import io.wardtap.protocol.testkit.AllocationMeter;

import org.junit.jupiter.api.Test;

import java.util.List;

class CleartextPoctIdentifiersTest {
    private final DetectorRig rig = new DetectorRig(DetectorRig.declaredSite());
    private final CleartextPoctIdentifiers detector = new CleartextPoctIdentifiers(rig.context());

    private static Poct1Facts message() {
        Poct1Facts facts = new Poct1Facts();
        facts.kind = "OBS.R01";
        facts.model = "Meter 5";
        facts.bytes = 300;
        return facts;
    }

    private static Poct1Facts withPatient(long hash) {
        return DetectorRig.withPatient(message(), "PT.name", hash);
    }

    private Conversation flow(String client) {
        return rig.flow(client, "10.0.2.6", 5001, "poct1");
    }

    @Test
    void reportsTheConnectionWithItsSystems() {
        rig.medical(flow("10.0.2.5"), withPatient(1), detector);

        Finding finding = rig.findings.getFirst();
        assertThat(finding.service()).isEqualTo("poct1/5001");
        assertThat(finding.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(finding.evidence())
                .containsEntry("senders", List.of("Meter 5"))
                .containsEntry("message_types", List.of("OBS.R01"));
    }

    @Test
    void staysQuietWithoutAPatientAndWithAnOperator() {
        rig.medical(flow("10.0.2.5"), message(), detector);
        rig.medical(
                flow("10.0.2.5"),
                DetectorRig.withPatient(message(), "OPR.operator_id", 1),
                detector);

        assertThat(rig.findings).isEmpty();
    }

    @Test
    void staysQuietAboutOtherProtocols() {
        rig.medical(rig.flow("10.0.2.5", "10.0.2.6", 5001, "other"), withPatient(1), detector);

        assertThat(rig.findings).isEmpty();
    }

    @Test
    void keepsOneKeyAServiceAndIsHighBetweenZones() {
        rig.medical(flow("10.0.2.5"), withPatient(1), detector);
        rig.medical(flow("10.0.1.7"), withPatient(2), detector);

        assertThat(rig.findings)
                .extracting(Finding::severity)
                .containsExactly(Severity.MEDIUM, Severity.HIGH);
        assertThat(rig.findings)
                .extracting(Finding::key)
                .containsOnly(rig.findings.getFirst().key());
    }

    @Test
    void makesNothingOfAMessageWithoutPatients() {
        Conversation flow = flow("10.0.2.5");
        Poct1Facts facts = message();

        AllocationMeter.assertAllocatesNothing(
                10_000, () -> detector.onMedical(flow, facts, 1, DetectorRig.START));
    }
}
