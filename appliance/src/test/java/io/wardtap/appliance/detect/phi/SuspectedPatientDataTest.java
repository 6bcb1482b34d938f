package io.wardtap.appliance.detect.phi;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.appliance.detect.DetectorRig;
import io.wardtap.appliance.detect.Finding;
import io.wardtap.appliance.detect.Severity;
import io.wardtap.appliance.observe.Conversation;
import io.wardtap.protocol.cleartext.PersonSign;

import org.junit.jupiter.api.Test;

import java.util.List;

class SuspectedPatientDataTest {
    private static final int TWO = PersonSign.NAME.bit() | PersonSign.BIRTH.bit();
    private static final int THREE = TWO | PersonSign.FORMAT.bit();

    private final DetectorRig rig = new DetectorRig(DetectorRig.declaredSite());
    private final SuspectedPatientData detector = new SuspectedPatientData(rig.context());
    private final Conversation flow = rig.flow(DetectorRig.CT, "10.0.1.20", 9100, "");

    @Test
    void reportsTwoKindsAtAMedicalDevice() {
        flow.clientDevice.deviceClass = "imaging.ct";
        detector.onSigns(flow, TWO, 7, rig.now);

        assertThat(rig.findings).hasSize(1);
        Finding finding = rig.findings.getFirst();
        assertThat(finding.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(finding.key()).endsWith("|tcp/9100");
        assertThat(finding.evidence())
                .containsEntry("kinds", List.of("name", "dob"))
                .containsEntry("medical_device", true);
    }

    @Test
    void wantsAThirdKindElsewhere() {
        detector.onSigns(flow, TWO, 7, rig.now);
        assertThat(rig.findings).isEmpty();

        detector.onSigns(flow, THREE, 7, rig.now);
        assertThat(rig.findings).hasSize(1);
    }

    @Test
    void goesByTheZonesThatTheDataCrosses() {
        Conversation between = rig.flow(DetectorRig.CT, DetectorRig.PACS, 9100, "");
        detector.onSigns(between, THREE, 7, rig.now);
        Conversation outside = rig.flow(DetectorRig.CT, DetectorRig.OUTSIDE, 9100, "");
        detector.onSigns(outside, THREE, 7, rig.now);

        assertThat(rig.findings)
                .extracting(Finding::severity)
                .containsExactly(Severity.HIGH, Severity.CRITICAL);
    }

    @Test
    void leavesFlowsAloneWhoseProtocolIsKnownByNow() {
        flow.protocol = "hl7";
        detector.onSigns(flow, THREE, 7, rig.now);
        flow.protocol = "";
        flow.encrypted = true;
        detector.onSigns(flow, THREE, 7, rig.now);

        assertThat(rig.findings).isEmpty();
    }

    @Test
    void keepsOneKeyForAServiceHoweverManyFlows() {
        for (int i = 0; i < 5000; i++) {
            detector.onSigns(
                    rig.flow("10.0.9." + i % 250, "10.0.1.20", 9100, ""), THREE, 7, rig.now);
        }

        assertThat(rig.findings.stream().map(Finding::key).distinct()).hasSize(1);
    }

    @Test
    void reportsAlsoBehindAGapAndWhilePacketsAreLost() {
        rig.visibilityBad = true;
        flow.clientGapBytes = 500;
        detector.onSigns(flow, THREE, 7, rig.now);

        assertThat(rig.findings).hasSize(1);
    }
}
