package io.wardtap.appliance.detect.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.appliance.detect.DetectorRig;
import io.wardtap.appliance.observe.Conversation;
import io.wardtap.protocol.hl7.Hl7Facts;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnexpectedTriggerTest {
    private final DetectorRig rig = new DetectorRig();
    private final UnexpectedTrigger detector = new UnexpectedTrigger(rig.context());
    private final Conversation flow = rig.flow("10.0.2.5", "10.0.2.6", 2575, "hl7");

    @ParameterizedTest
    @ValueSource(strings = {"ADT^A01", "MFN^M01", "RDE^O11", "QBP^Q22", "DFT^P03"})
    void reportsWhatDevicesDoNotSend(String type) {
        send(type, "monitor.bedside");

        assertThat(rig.findings).hasSize(1);
        assertThat(rig.findings.getFirst().evidence())
                .containsEntry("device_class", "monitor.bedside")
                .containsEntry("learned", false);
        assertThat(rig.findings.getFirst().explanation()).contains(type, "devices do not send");
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown", "ehr.server", "monitor.gateway", "interface.engine"})
    void leavesSystemsAlone(String deviceClass) {
        send("ADT^A01", deviceClass);

        assertThat(rig.findings).isEmpty();
    }

    @Test
    void staysQuietOnWhatDevicesReportAndOnAnswers() {
        send("ORU^R01", "pump.infusion");
        Hl7Facts answer = DetectorRig.acknowledgement("AA");
        answer.messageType = "ADT^A01";
        flow.senderDevice().deviceClass = "pump.infusion";
        detector.onHl7Health(flow, answer, 7, rig.now);

        assertThat(rig.findings).isEmpty();
    }

    @Test
    void goesByWhatWasLearnedOnceThereIsABaseline() {
        learn("ORU^R01");
        learn("QBP^Q22");
        rig.judge();

        send("QBP^Q22", "lab.analyzer");
        assertThat(rig.findings).isEmpty();

        send("OUL^R22", "lab.analyzer");
        assertThat(rig.findings).hasSize(1);
        assertThat(rig.findings.getFirst().explanation()).contains("never learned to send");
    }

    @Test
    void judgesNoLongerByASetThatIsFull() {
        for (int i = 0; i < 60; i++) {
            learn("ORU^R" + (10 + i));
        }
        rig.judge();

        send("ADT^A01", "lab.analyzer");

        assertThat(rig.findings).isEmpty();
    }

    @Test
    void reportsAlsoWhilePacketsAreLost() {
        rig.visibilityBad = true;
        send("ADT^A40", "imaging.ct");

        assertThat(rig.findings).hasSize(1);
    }

    private void learn(String type) {
        rig.hl7(flow, DetectorRig.hl7Message(type), null);
    }

    private void send(String type, String deviceClass) {
        flow.senderDevice().deviceClass = deviceClass;
        detector.onHl7Health(flow, DetectorRig.hl7Message(type), 7, rig.now);
    }
}
