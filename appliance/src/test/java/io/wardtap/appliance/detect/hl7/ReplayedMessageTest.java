package io.wardtap.appliance.detect.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.appliance.detect.DetectorRig;
import io.wardtap.appliance.detect.Thresholds;
import io.wardtap.appliance.observe.Conversation;
import io.wardtap.appliance.observe.Hl7Interfaces;
import io.wardtap.protocol.hl7.Hl7Facts;
import io.wardtap.protocol.testkit.AllocationMeter;

import org.junit.jupiter.api.Test;

import java.util.Map;

class ReplayedMessageTest {
    private static final String SENDER = "10.0.2.5";
    private static final String ENGINE = "10.0.2.6";

    private final DetectorRig rig = new DetectorRig();
    private final Hl7Interfaces interfaces = new Hl7Interfaces();
    private ReplayedMessage detector = new ReplayedMessage(rig.context());
    private final Conversation flow = rig.flow(SENDER, ENGINE, 2575, "hl7");

    @Test
    void reportsTheSameMessageMoreThanFiveMinutesLater() {
        send(flow, 11, 77);
        rig.now += 5 * DetectorRig.MINUTE + DetectorRig.SECOND;
        send(flow, 11, 77);

        assertThat(rig.findings).hasSize(1);
        assertThat(rig.findings.getFirst().subject().address().toString()).isEqualTo(SENDER);
        assertThat(rig.findings.getFirst().evidence()).containsEntry("replays", 1L);
    }

    @Test
    void goesByItsOwnThreshold() {
        Thresholds later = Thresholds.of(Map.of("hl7-replay", Map.of("after_s", 3600.0)));
        detector = new ReplayedMessage(rig.context().with(later));
        send(flow, 11, 77);
        rig.now += 60 * DetectorRig.MINUTE;
        send(flow, 11, 77);
        assertThat(rig.findings).isEmpty();

        rig.now += 61 * DetectorRig.MINUTE;
        send(flow, 11, 77);
        assertThat(rig.findings).hasSize(1);
        assertThat(rig.findings.getFirst().explanation()).contains("more than 60 minutes ago");
    }

    @Test
    void takesARepetitionWithinFiveMinutesForARetry() {
        send(flow, 11, 77);
        rig.now += 5 * DetectorRig.MINUTE;
        send(flow, 11, 77);

        assertThat(rig.findings).isEmpty();
        assertThat(flow.hl7Interface.retries()).isOne();
    }

    @Test
    void staysQuietWhenAnotherMessageUsesTheControlIdAgain() {
        send(flow, 11, 77);
        rig.now += DetectorRig.MINUTE * 60;
        send(flow, 11, 78);

        assertThat(rig.findings).isEmpty();
        assertThat(flow.hl7Interface.reusedIds()).isOne();
    }

    @Test
    void seesAReplayFromAnotherHostAndNotOneToAnother() {
        send(flow, 11, 77);
        rig.now += DetectorRig.MINUTE * 10;
        send(rig.flow(SENDER, "10.0.2.9", 2575, "hl7"), 11, 77);
        assertThat(rig.findings).as("an engine hands it on").isEmpty();
        send(rig.flow(DetectorRig.STRANGER, ENGINE, 2575, "hl7"), 11, 77);

        assertThat(rig.findings).hasSize(1);
        assertThat(rig.findings.getFirst().subject().address().toString())
                .isEqualTo(DetectorRig.STRANGER);
    }

    @Test
    void forgetsTheOldestWhenTheTableIsFull() {
        for (int i = 1; i <= 1_000_000; i++) {
            send(flow, id(i), 77);
        }
        rig.now += DetectorRig.MINUTE * 10;
        send(flow, id(1), 77);
        assertThat(rig.findings).isEmpty();
        send(flow, id(1_000_000), 77);
        assertThat(rig.findings).hasSize(1);
    }

    @Test
    void allocatesNothingOnOrdinaryTraffic() {
        Hl7Facts facts = DetectorRig.hl7Message("ADT^A01");
        interfaces.onHl7(flow, facts, 1, rig.now);

        AllocationMeter.assertAllocatesNothing(
                10_000,
                () -> {
                    facts.controlIdHash++;
                    facts.controlIdNumber = facts.controlIdHash;
                    interfaces.onHl7(flow, facts, 1, rig.now);
                    detector.onHl7Health(flow, facts, 1, rig.now);
                });
    }

    /// Spread as keyed hashes are.
    private static long id(long n) {
        return n * 0x9E3779B97F4A7C15L;
    }

    private void send(Conversation over, long controlId, long digest) {
        Hl7Facts facts = DetectorRig.hl7Message("ADT^A01");
        facts.controlIdHash = controlId;
        facts.bodyDigest = digest;
        interfaces.onHl7(over, facts, 7, rig.now);
        detector.onHl7Health(over, facts, 7, rig.now);
    }
}
