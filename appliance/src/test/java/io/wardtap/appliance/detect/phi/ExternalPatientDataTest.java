package io.wardtap.appliance.detect.phi;

import static io.wardtap.appliance.detect.DetectorRig.CT;
import static io.wardtap.appliance.detect.DetectorRig.OUTSIDE;
import static io.wardtap.appliance.detect.DetectorRig.PACS;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.appliance.detect.DetectorRig;
import io.wardtap.appliance.detect.Finding;
import io.wardtap.appliance.detect.Severity;
import io.wardtap.appliance.observe.Conversation;

import org.junit.jupiter.api.Test;

class ExternalPatientDataTest {
    private final DetectorRig rig = new DetectorRig(DetectorRig.declaredSite());
    private final ExternalPatientData detector = new ExternalPatientData(rig.context());

    @Test
    void reportsPatientDataThatLeaves() {
        Conversation flow = rig.dicomFlow(CT, OUTSIDE);

        rig.dicom(flow, DetectorRig.withPatient(1), detector);

        Finding finding = rig.findings.getFirst();
        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.subject()).isSameAs(flow.clientDevice);
        assertThat(finding.explanation()).contains(OUTSIDE, "nor a declared partner's");
    }

    @Test
    void reportsHl7ThatLeavesToo() {
        rig.hl7(rig.flow(CT, OUTSIDE, 2575, "hl7"), DetectorRig.hl7WithPatient(1), detector);

        assertThat(rig.findings).hasSize(1);
    }

    @Test
    void isAtMostMediumUntilNetworksAreDeclared() {
        DetectorRig undeclared = new DetectorRig();

        undeclared.dicom(
                undeclared.dicomFlow(CT, OUTSIDE),
                DetectorRig.withPatient(1),
                new ExternalPatientData(undeclared.context()));

        assertThat(undeclared.findings.getFirst().severity()).isEqualTo(Severity.MEDIUM);
    }

    @Test
    void staysQuietInsideAndTowardsPartners() {
        rig.dicom(rig.dicomFlow(CT, PACS), DetectorRig.withPatient(1), detector);
        rig.dicom(rig.dicomFlow(CT, "198.51.100.7"), DetectorRig.withPatient(1), detector);

        assertThat(rig.findings).isEmpty();
    }

    @Test
    void looksAtTheReceiverNotAtTheServer() {
        Conversation fromOutside = rig.dicomFlow(OUTSIDE, PACS);
        rig.dicom(fromOutside, DetectorRig.withPatient(1), detector);
        assertThat(rig.findings).isEmpty();

        fromOutside.fromClient = false;
        rig.dicom(fromOutside, DetectorRig.withPatient(1), detector);
        assertThat(rig.findings).hasSize(1);
    }
}
