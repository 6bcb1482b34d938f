package io.wardtap.appliance.detect.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.appliance.detect.DetectorRig;
import io.wardtap.appliance.detect.Thresholds;
import io.wardtap.appliance.observe.Conversation;
import io.wardtap.appliance.observe.Hl7Interfaces;
import io.wardtap.protocol.hl7.Hl7Facts;

import org.junit.jupiter.api.Test;

class MissingAcknowledgmentsTest {
    private static final int ANSWERS = Thresholds.defaults().hl7().ackTimeout().answeredBefore();

    private final DetectorRig rig = new DetectorRig();
    private final Hl7Interfaces interfaces = new Hl7Interfaces();
    private final MissingAcknowledgments detector = new MissingAcknowledgments(rig.context());
    private final Conversation flow = rig.flow("10.0.2.5", "10.0.2.6", 2575, "hl7");
    private long hash;

    @Test
    void reportsAReceiverThatStopsAnswering() {
        exchange(ANSWERS);
        for (int i = 0; i < 60 && rig.findings.isEmpty(); i++) {
            send("");
            rig.now += 5 * DetectorRig.SECOND;
        }

        assertThat(rig.findings).hasSize(1);
        assertThat(rig.findings.getFirst().peer().address().toString()).isEqualTo("10.0.2.6");
        assertThat(rig.findings.getFirst().evidence())
                .containsEntry("answered_before", (long) ANSWERS);
    }

    @Test
    void staysQuietWhileAnswersComeLateButCome() {
        exchange(60);
        for (int i = 0; i < 200; i++) {
            send("");
            rig.now += 5 * DetectorRig.SECOND;
            if (i >= 8) {
                answer(40 * DetectorRig.SECOND);
            }
        }

        assertThat(rig.findings).isEmpty();
    }

    @Test
    void staysQuietAtAFifthAndReportsMore() {
        exchange(60);
        for (int i = 0; i < 300; i++) {
            send("");
            if (i % 5 != 0) {
                answer(0);
            }
            rig.now += DetectorRig.SECOND;
        }
        assertThat(rig.findings).isEmpty();
        for (int i = 0; i < 300; i++) {
            send("");
            if (i % 3 != 0) {
                answer(0);
            }
            rig.now += DetectorRig.SECOND;
        }
        assertThat(rig.findings).isNotEmpty();
    }

    @Test
    void leavesInterfacesAloneThatNeverAnswer() {
        for (int i = 0; i < 500; i++) {
            send("");
            rig.now += DetectorRig.SECOND;
        }

        assertThat(rig.findings).isEmpty();
    }

    @Test
    void leavesMessagesAloneThatWantNoAnswer() {
        exchange(60);
        for (int i = 0; i < 500; i++) {
            send("NE");
            rig.now += DetectorRig.SECOND;
        }

        assertThat(rig.findings).isEmpty();
    }

    @Test
    void staysQuietWhilePacketsAreLost() {
        exchange(60);
        rig.visibilityBad = true;
        for (int i = 0; i < 500; i++) {
            send("");
            rig.now += DetectorRig.SECOND;
        }

        assertThat(rig.findings).isEmpty();
    }

    private void exchange(int times) {
        for (int i = 0; i < times; i++) {
            send("");
            answer(0);
        }
    }

    private void send(String applicationAcknowledgment) {
        flow.fromClient = true;
        Hl7Facts facts = DetectorRig.hl7Message("ADT^A01");
        facts.controlIdHash = ++hash;
        facts.applicationAcknowledgment = applicationAcknowledgment;
        interfaces.onHl7(flow, facts, 7, rig.now);
        detector.onHl7Health(flow, facts, 7, rig.now);
    }

    private void answer(long latencyNs) {
        flow.fromClient = false;
        Hl7Facts facts = DetectorRig.acknowledgement("AA");
        facts.acknowledgmentLatencyNs = latencyNs;
        interfaces.onHl7(flow, facts, 7, rig.now);
        detector.onHl7Health(flow, facts, 7, rig.now);
    }
}
