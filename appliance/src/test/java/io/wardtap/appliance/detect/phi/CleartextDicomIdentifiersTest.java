package io.wardtap.appliance.detect.phi;

import static io.wardtap.appliance.detect.DetectorRig.CT;
import static io.wardtap.appliance.detect.DetectorRig.CT_STORAGE;
import static io.wardtap.appliance.detect.DetectorRig.C_STORE;
import static io.wardtap.appliance.detect.DetectorRig.OUTSIDE;
import static io.wardtap.appliance.detect.DetectorRig.PACS;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.appliance.detect.DetectorRig;
import io.wardtap.appliance.detect.Finding;
import io.wardtap.appliance.detect.Severity;
import io.wardtap.appliance.observe.Conversation;
import io.wardtap.protocol.dicom.DicomFacts;
import io.wardtap.protocol.testkit.AllocationMeter;

import org.junit.jupiter.api.Test;

import java.util.List;

class CleartextDicomIdentifiersTest {
    private final DetectorRig rig = new DetectorRig(DetectorRig.declaredSite());
    private final CleartextDicomIdentifiers detector = new CleartextDicomIdentifiers(rig.context());

    @Test
    void reportsPatientDataUnderServerAndService() {
        Conversation flow = rig.dicomFlow(CT, "10.0.1.20");

        rig.dicom(flow, DetectorRig.withPatient(1), detector);

        Finding finding = rig.findings.getFirst();
        assertThat(finding.key()).isEqualTo(flow.serverDevice.key() + "|dicom/104");
        assertThat(finding.subject()).isSameAs(flow.serverDevice);
        assertThat(finding.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(finding.explanation()).contains("name", "10.0.1.20", "2026-01-05T08:00:00Z");
        assertThat(finding.evidence()).containsEntry("senders", List.of("CT1"));
    }

    @Test
    void isHighBetweenZonesAndToPartnersAndCriticalToTheOutside() {
        rig.dicom(rig.dicomFlow(CT, PACS), DetectorRig.withPatient(1), detector);
        rig.dicom(rig.dicomFlow(CT, "198.51.100.7"), DetectorRig.withPatient(1), detector);
        rig.dicom(rig.dicomFlow(CT, OUTSIDE), DetectorRig.withPatient(1), detector);

        assertThat(rig.findings)
                .extracting(Finding::severity)
                .containsExactly(Severity.HIGH, Severity.HIGH, Severity.CRITICAL);
    }

    @Test
    void isMediumToTheOutsideWhileNetworksAreUndeclared() {
        DetectorRig undeclared = new DetectorRig();

        undeclared.dicom(
                undeclared.dicomFlow(CT, OUTSIDE),
                DetectorRig.withPatient(1),
                new CleartextDicomIdentifiers(undeclared.context()));

        assertThat(undeclared.findings.getFirst().severity()).isEqualTo(Severity.MEDIUM);
    }

    @Test
    void judgesByTheDirectionInWhichTheDataGoes() {
        Conversation flow = rig.dicomFlow(OUTSIDE, PACS);

        rig.dicom(flow, DetectorRig.withPatient(1), detector);
        flow.fromClient = false;
        rig.dicom(flow, DetectorRig.withPatient(1), detector);

        assertThat(rig.findings)
                .extracting(Finding::severity)
                .containsExactly(Severity.HIGH, Severity.CRITICAL);
    }

    @Test
    void staysQuietWithoutIdentifiersWhenDeidentifiedAndWhenEncrypted() {
        Conversation flow = rig.dicomFlow(CT, PACS);
        rig.dicom(flow, DetectorRig.message(C_STORE, CT_STORAGE), detector);
        DicomFacts removed = DetectorRig.withPatient(1);
        removed.deidentified = true;
        rig.dicom(flow, removed, detector);
        flow.encrypted = true;
        rig.dicom(flow, DetectorRig.withPatient(1), detector);

        assertThat(rig.findings).isEmpty();
    }

    @Test
    void sharesEvidenceBetweenFindingsUntilThereIsSomethingNew() {
        Conversation flow = rig.dicomFlow(CT, PACS);
        rig.dicom(flow, DetectorRig.withPatient(1), detector);
        rig.dicom(flow, DetectorRig.withPatient(2), detector);
        DicomFacts other = DetectorRig.withPatient(3);
        other.callingAeTitle = "CT2";
        rig.dicom(flow, other, detector);

        assertThat(rig.findings.get(1).evidence()).isSameAs(rig.findings.get(0).evidence());
        assertThat(rig.findings.get(2).evidence().get("senders")).isEqualTo(List.of("CT1", "CT2"));
    }

    @Test
    void allocatesNothingOnMessagesWithoutPatients() {
        Conversation flow = rig.dicomFlow(CT, PACS);
        DicomFacts facts = DetectorRig.message(C_STORE, CT_STORAGE);

        AllocationMeter.assertAllocatesNothing(
                10_000, () -> detector.onDicom(flow, facts, 1, DetectorRig.START));
    }
}
