package io.wardtap.appliance.detect.network;

import static io.wardtap.appliance.detect.DetectorRig.CT;
import static io.wardtap.appliance.detect.DetectorRig.PACS;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.appliance.detect.DetectorRig;
import io.wardtap.appliance.observe.Conversation;

import org.junit.jupiter.api.Test;

class NewServiceTest {
    private final DetectorRig rig = new DetectorRig();
    private final NewService detector = new NewService(rig.context());

    @Test
    void reportsAPortOnWhichTheDeviceDidNotAnswerBefore() {
        rig.whole(rig.dicomFlow(CT, PACS), detector);
        rig.judge();

        rig.whole(rig.flow(CT, PACS, 3389, ""), detector);

        assertThat(rig.findings).hasSize(1);
        assertThat(rig.findings.getFirst().key())
                .isEqualTo(rig.findings.getFirst().subject().key() + "|tcp/3389");
        assertThat(rig.findings.getFirst().evidence()).containsEntry("port", 3389);
    }

    @Test
    void staysQuietOnTheLearnedPort() {
        rig.whole(rig.dicomFlow(CT, PACS), detector);
        rig.judge();

        rig.whole(rig.dicomFlow("10.0.1.11", PACS), detector);

        assertThat(rig.findings).isEmpty();
    }

    @Test
    void doesNotCountPortsThatWereOnlyFoundOpen() {
        rig.whole(rig.dicomFlow(CT, PACS), detector);
        rig.judge();
        Conversation opened = rig.flow(CT, PACS, 22, "");
        opened.clientPayloadBytes = 0;

        rig.whole(opened, detector);

        assertThat(rig.findings).isEmpty();
    }

    @Test
    void countsEphemeralPortsOnlyByContent() {
        rig.whole(rig.dicomFlow(CT, PACS), detector);
        rig.judge();

        rig.whole(rig.flow(CT, PACS, 50_123, ""), detector);
        assertThat(rig.findings).isEmpty();
        rig.whole(rig.flow(CT, PACS, 50_123, "dicom"), detector);

        assertThat(rig.findings).hasSize(1);
    }

    @Test
    void doesNotGuessTheServerOfAFlowPickedUpInMidstream() {
        rig.whole(rig.dicomFlow(CT, PACS), detector);
        rig.judge();
        Conversation flow = rig.flow(CT, PACS, 9000, "");
        flow.midstream = true;

        rig.whole(flow, detector);

        assertThat(rig.findings).isEmpty();
    }

    @Test
    void judgesNoDeviceThatTheBaselineDoesNotKnow() {
        rig.whole(rig.dicomFlow(CT, PACS), detector);
        rig.judge();

        rig.whole(rig.flow(CT, "10.0.2.77", 3389, ""), detector);

        assertThat(rig.findings).isEmpty();
    }
}
