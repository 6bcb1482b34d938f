package io.wardtap.appliance.detect.network;

import static io.wardtap.appliance.detect.DetectorRig.CT;
import static io.wardtap.appliance.detect.DetectorRig.CT_STORAGE;
import static io.wardtap.appliance.detect.DetectorRig.C_STORE;
import static io.wardtap.appliance.detect.DetectorRig.OUTSIDE;
import static io.wardtap.appliance.detect.DetectorRig.PACS;
import static io.wardtap.appliance.detect.DetectorRig.STRANGER;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.appliance.detect.DetectorRig;
import io.wardtap.appliance.detect.Finding;
import io.wardtap.appliance.detect.Severity;
import io.wardtap.appliance.observe.Conversation;

import org.junit.jupiter.api.Test;

class NewPeerTest {
    private final DetectorRig rig = new DetectorRig();
    private final NewPeer detector = new NewPeer(rig.context());

    @Test
    void reportsAPeerThatWasNotLearned() {
        learnCt(rig, detector);

        rig.whole(rig.flow(STRANGER, CT, 445, ""), detector);

        assertThat(rig.findings).as("once a flow").hasSize(1);
        Finding finding = rig.findings.getFirst();
        assertThat(finding.subject().address().toString()).isEqualTo(CT);
        assertThat(finding.peer().address().toString()).isEqualTo(STRANGER);
        assertThat(finding.key())
                .isEqualTo(finding.subject().key() + "|" + finding.peer().key() + "|tcp/445");
    }

    @Test
    void foldsRepeatedFlowsUnderOneKey() {
        learnCt(rig, detector);

        rig.whole(rig.flow(STRANGER, CT, 445, ""), detector);
        rig.whole(rig.flow(STRANGER, CT, 445, ""), detector);

        assertThat(rig.findings).hasSize(2);
        assertThat(rig.findings.get(1).key()).isEqualTo(rig.findings.get(0).key());
    }

    @Test
    void staysQuietOnLearnedPeersAndInfrastructure() {
        learnCt(rig, detector);

        rig.whole(rig.dicomFlow(CT, PACS), detector);
        Conversation dns = rig.flow(CT, "10.0.9.53", 53, "");
        dns.transport = 17;
        rig.whole(dns, detector);

        assertThat(rig.findings).isEmpty();
    }

    @Test
    void doesNotTakeAScannersTouchesForPeers() {
        learnCt(rig, detector);
        for (int port = 1; port <= 200; port++) {
            Conversation refused = rig.flow(STRANGER, CT, port, "");
            refused.refused = true;
            rig.whole(refused, detector);
            Conversation empty = rig.flow(STRANGER, CT, port, "");
            empty.clientPayloadBytes = 0;
            rig.whole(empty, detector);
        }

        assertThat(rig.findings).isEmpty();
    }

    @Test
    void staysQuietOnDevicesThatAreNotMedicalAndOnUnknownOnes() {
        learnCt(rig, detector);

        rig.whole(rig.flow(STRANGER, "10.0.3.67", 445, ""), detector);

        assertThat(rig.findings).isEmpty();
    }

    @Test
    void staysQuietWhileLearning() {
        rig.dicom(rig.dicomFlow(CT, PACS), DetectorRig.message(C_STORE, CT_STORAGE), detector);
        rig.whole(rig.flow(STRANGER, CT, 445, ""), detector);

        assertThat(rig.findings).isEmpty();
    }

    @Test
    void gradesAnOutsidePeerByWhetherTheSiteHasSaidWhatIsOutside() {
        learnCt(rig, detector);
        rig.whole(rig.flow(CT, OUTSIDE, 443, ""), detector);
        DetectorRig declared = new DetectorRig(DetectorRig.declaredSite());
        NewPeer there = new NewPeer(declared.context());
        learnCt(declared, there);
        declared.whole(declared.flow(CT, OUTSIDE, 443, ""), there);

        assertThat(rig.findings.getFirst().severity()).isEqualTo(Severity.MEDIUM);
        assertThat(declared.findings.getFirst().severity()).isEqualTo(Severity.HIGH);
        assertThat(declared.findings.getFirst().explanation()).contains("outside address");
        assertThat(declared.findings.getFirst().peer()).isNull();
    }

    @Test
    void takesNeitherMulticastNorAFullSetForNew() {
        for (int i = 0; i < 200; i++) {
            rig.whole(rig.dicomFlow(CT, "10.5.0." + (i + 1)), detector);
        }
        learnCt(rig, detector);

        rig.whole(rig.flow(STRANGER, CT, 445, ""), detector);

        assertThat(rig.findings).as("128 peers are kept; beyond nobody can tell").isEmpty();
    }

    private static void learnCt(DetectorRig rig, NewPeer detector) {
        Conversation flow = rig.dicomFlow(CT, PACS);
        rig.whole(flow, detector);
        rig.dicom(flow, DetectorRig.message(C_STORE, CT_STORAGE), detector);
        assertThat(flow.clientDevice.isMedical()).isTrue();
        rig.judge();
    }
}
