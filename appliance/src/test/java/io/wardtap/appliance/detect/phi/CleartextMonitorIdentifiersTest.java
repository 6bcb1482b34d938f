package io.wardtap.appliance.detect.phi;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.appliance.detect.DetectorRig;
import io.wardtap.appliance.detect.Finding;
import io.wardtap.appliance.detect.Severity;
import io.wardtap.appliance.observe.Conversation;
import io.wardtap.protocol.intellivue.IntellivueFacts;
import io.wardtap.protocol.testkit.AllocationMeter;

import org.junit.jupiter.api.Test;

import java.util.List;

class CleartextMonitorIdentifiersTest {
    private final DetectorRig rig = new DetectorRig(DetectorRig.declaredSite());
    private final CleartextMonitorIdentifiers detector =
            new CleartextMonitorIdentifiers(rig.context());

    private static IntellivueFacts message() {
        IntellivueFacts facts = new IntellivueFacts();
        facts.kind = "patient";
        facts.model = "Meter 5";
        facts.bytes = 300;
        return facts;
    }

    private static IntellivueFacts withPatient(long hash) {
        return DetectorRig.withPatient(message(), "PatientFamilyName", hash);
    }

    private Conversation flow(String client) {
        return rig.flow(client, "10.0.2.6", 24105, "intellivue");
    }

    @Test
    void reportsTheConnectionWithItsSystems() {
        rig.medical(flow("10.0.1.5"), withPatient(1), detector);

        Finding finding = rig.findings.getFirst();
        assertThat(finding.service()).isEqualTo("intellivue/24105");
        assertThat(finding.severity()).isEqualTo(Severity.HIGH);
        assertThat(finding.evidence())
                .containsEntry("senders", List.of("Meter 5"))
                .containsEntry("message_types", List.of("patient"));
    }

    @Test
    void staysQuietWithoutAPatientAndWithASex() {
        rig.medical(flow("10.0.1.5"), message(), detector);
        rig.medical(
                flow("10.0.1.5"),
                DetectorRig.withPatient(message(), "PatientSexCode", 1),
                detector);

        assertThat(rig.findings).isEmpty();
    }

    @Test
    void staysQuietAboutOtherProtocols() {
        rig.medical(rig.flow("10.0.2.5", "10.0.2.6", 24105, "other"), withPatient(1), detector);

        assertThat(rig.findings).isEmpty();
    }

    @Test
    void staysQuietInsideAZone() {
        rig.medical(flow("10.0.2.5"), withPatient(1), detector);

        assertThat(rig.findings).isEmpty();
    }

    @Test
    void speaksWhereNobodyIsInAZone() {
        DetectorRig bare = new DetectorRig();
        CleartextMonitorIdentifiers other = new CleartextMonitorIdentifiers(bare.context());

        bare.medical(bare.flow("10.0.2.5", "10.0.2.6", 24105, "intellivue"), withPatient(1), other);

        assertThat(bare.findings).extracting(Finding::severity).containsExactly(Severity.MEDIUM);
    }

    @Test
    void makesNothingOfAMessageWithoutPatients() {
        Conversation flow = flow("10.0.1.5");
        IntellivueFacts facts = message();

        AllocationMeter.assertAllocatesNothing(
                10_000, () -> detector.onMedical(flow, facts, 1, DetectorRig.START));
    }
}
