package io.wardtap.appliance.detect.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.appliance.detect.DetectorRig;
import io.wardtap.appliance.observe.Conversation;
import io.wardtap.appliance.observe.Hl7Interfaces;
import io.wardtap.protocol.hl7.Hl7Facts;
import io.wardtap.protocol.hl7.Hl7Facts.Framing;

import org.junit.jupiter.api.Test;

class MalformedMessagesTest {
    private static final int HOUR = 60;

    private final DetectorRig rig = new DetectorRig();
    private final Hl7Interfaces interfaces = new Hl7Interfaces();
    private final MalformedMessages detector = new MalformedMessages(rig.context());
    private Conversation flow = rig.flow("10.0.2.5", "10.0.2.6", 2575, "hl7");

    @Test
    void reportsASenderFromItsTwentiethFaultyMessageInAnHour() {
        send(200, false, Framing.MLLP);
        send(19, true, Framing.MLLP);
        assertThat(rig.findings).isEmpty();

        send(1, true, Framing.MLLP);

        assertThat(rig.findings).hasSize(1);
        assertThat(rig.findings.getFirst().subject().address().toString()).isEqualTo("10.0.2.5");
        assertThat(rig.findings.getFirst().evidence())
                .containsEntry("faulty_messages", 20)
                .containsEntry("usual_worst_hour", 0)
                .containsEntry("malformed", 20L);
    }

    @Test
    void comparesWithTheWorstHourOfTheDayBefore() {
        send(12, true, Framing.MLLP);
        pass(2 * HOUR);
        send(36, true, Framing.MLLP);
        assertThat(rig.findings).isEmpty();

        send(1, true, Framing.MLLP);
        assertThat(rig.findings).hasSize(1);

        pass(25 * HOUR);
        rig.findings.clear();
        send(20, true, Framing.MLLP);
        assertThat(rig.findings).as("what was yesterday does not count").hasSize(1);
    }

    @Test
    void leavesASenderAloneThatNeverFramesOtherwise() {
        send(500, false, Framing.NO_BLOCK);
        assertThat(rig.findings).isEmpty();
        send(200, false, Framing.NO_START_BLOCK);
        assertThat(rig.findings).isEmpty();
    }

    @Test
    void reportsBlocksThatEndOtherwiseThanUsual() {
        send(500, false, Framing.MLLP);
        send(30, false, Framing.NO_END_BLOCK);

        assertThat(rig.findings).hasSize(11);
        assertThat(rig.findings.getLast().evidence()).containsEntry("missing_end_blocks", 30L);
    }

    @Test
    void takesSlowFaultsForSlips() {
        for (int i = 0; i < 400; i++) {
            send(1, true, Framing.MLLP);
            pass(4);
        }

        assertThat(rig.findings).isEmpty();
    }

    @Test
    void countsNothingWhilePacketsAreLost() {
        rig.visibilityBad = true;
        send(100, true, Framing.MLLP);
        rig.visibilityBad = false;
        send(19, true, Framing.MLLP);

        assertThat(rig.findings).isEmpty();
    }

    @Test
    void forgetsTheSenderUsedLongestAgo() {
        send(19, true, Framing.MLLP);
        Conversation first = flow;
        for (int i = 0; i < MalformedMessages.SENDERS; i++) {
            flow = rig.flow("10.1." + (i >> 8) + "." + (i & 255), "10.0.2.6", 2575, "hl7");
            send(1, true, Framing.MLLP);
        }
        flow = first;
        send(19, true, Framing.MLLP);

        assertThat(rig.findings).isEmpty();
    }

    private void pass(int minutes) {
        rig.now += minutes * DetectorRig.MINUTE;
    }

    private void send(int times, boolean malformed, Framing framing) {
        for (int i = 0; i < times; i++) {
            Hl7Facts facts = DetectorRig.hl7Message("ORU^R01");
            facts.malformed = malformed;
            facts.framing = framing;
            interfaces.onHl7(flow, facts, 7, rig.now);
            detector.onHl7Health(flow, facts, 7, rig.now);
        }
    }
}
