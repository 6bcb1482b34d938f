package io.wardtap.appliance.detect.dicom;

import static io.wardtap.appliance.detect.DetectorRig.C_ECHO;
import static io.wardtap.appliance.detect.DetectorRig.C_FIND;
import static io.wardtap.appliance.detect.DetectorRig.PACS;
import static io.wardtap.appliance.detect.DetectorRig.STRANGER;
import static io.wardtap.appliance.detect.DetectorRig.STUDY_FIND;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.appliance.detect.DetectorRig;
import io.wardtap.appliance.detect.Severity;
import io.wardtap.appliance.observe.Conversation;
import io.wardtap.protocol.dicom.DicomFacts.Result;

import org.junit.jupiter.api.Test;

import java.util.List;

class DicomProbeTest {
    private static final String VERIFICATION = "1.2.840.10008.1.1";

    private final DetectorRig rig = new DetectorRig();
    private final DicomProbe detector = new DicomProbe(rig.context());

    @Test
    void reportsTitlesThatAreTried() {
        rejected("A", "PACS");
        rejected("B", "PACS");
        assertThat(rig.findings).as("two pairs may be a mistake").isEmpty();
        rejected("C", "PACS");

        assertThat(rig.findings).hasSize(1);
        assertThat(rig.findings.getFirst().severity()).isEqualTo(Severity.HIGH);
        assertThat(rig.findings.getFirst().key())
                .isEqualTo(rig.findings.getFirst().subject().key());
        assertThat(rig.findings.getFirst().evidence().get("calling_ae"))
                .isEqualTo(List.of("A", "B", "C"));
    }

    @Test
    void takesARenamedDevicesRetriesForWhatTheyAre() {
        for (int i = 0; i < 19; i++) {
            rejected("CT1", "PACS");
        }
        assertThat(rig.findings).isEmpty();

        rejected("CT1", "PACS");
        assertThat(rig.findings).hasSize(1);
    }

    @Test
    void forgetsAfterTheWindow() {
        rejected("A", "PACS");
        rejected("B", "PACS");
        rig.now += 10 * DetectorRig.MINUTE;
        rejected("C", "PACS");

        assertThat(rig.findings).isEmpty();
    }

    @Test
    void reportsEchoOnlyToFiveHosts() {
        for (int host = 1; host <= 4; host++) {
            echoed("10.0.2." + host);
        }
        assertThat(rig.findings).isEmpty();
        echoed("10.0.2.4");
        assertThat(rig.findings).as("the same host again").isEmpty();
        echoed("10.0.2.5");

        assertThat(rig.findings).hasSize(1);
        assertThat(rig.findings.getFirst().evidence()).containsEntry("echo_only_hosts", 5);
    }

    @Test
    void doesNotCountEchoesOfAssociationsThatWorkToo() {
        for (int host = 1; host <= 9; host++) {
            Conversation flow = accepted("10.0.2." + host);
            rig.dicom(flow, DetectorRig.message(C_ECHO, VERIFICATION), detector);
            rig.dicom(flow, DetectorRig.message(C_FIND, STUDY_FIND), detector);
            rig.dicom(flow, DetectorRig.end(Result.RELEASED), detector);
        }

        assertThat(rig.findings).isEmpty();
    }

    @Test
    void doesNotCountPeersThatTheBaselineKnows() {
        for (int host = 1; host <= 9; host++) {
            rig.whole(rig.dicomFlow(STRANGER, "10.0.2." + host), detector);
        }
        rig.judge();
        for (int host = 1; host <= 9; host++) {
            echoed("10.0.2." + host);
        }

        assertThat(rig.findings).isEmpty();
    }

    @Test
    void reportsAssociationsThatAreDroppedAtOnce() {
        for (int i = 0; i < 4; i++) {
            rig.dicom(accepted(PACS), DetectorRig.end(Result.ABORTED_BY_USER), detector);
        }
        assertThat(rig.findings).isEmpty();
        rig.dicom(accepted(PACS), DetectorRig.end(Result.CLOSED), detector);

        assertThat(rig.findings).hasSize(1);
    }

    @Test
    void survivesAnEndWhoseBeginWasNotSeen() {
        for (int i = 0; i < 9; i++) {
            rig.dicom(
                    rig.dicomFlow(STRANGER, PACS),
                    DetectorRig.end(Result.ABORTED_BY_USER),
                    detector);
        }

        assertThat(rig.findings).isEmpty();
    }

    private void rejected(String calling, String called) {
        rig.dicom(
                rig.dicomFlow(STRANGER, PACS),
                DetectorRig.association(calling, called, Result.REJECTED_PERMANENT),
                detector);
    }

    private Conversation accepted(String server) {
        Conversation flow = rig.dicomFlow(STRANGER, server);
        rig.dicom(flow, DetectorRig.association("X", "PACS", Result.ACCEPTED), detector);
        return flow;
    }

    private void echoed(String server) {
        Conversation flow = accepted(server);
        rig.dicom(flow, DetectorRig.message(C_ECHO, VERIFICATION), detector);
        rig.dicom(flow, DetectorRig.end(Result.RELEASED), detector);
    }
}
