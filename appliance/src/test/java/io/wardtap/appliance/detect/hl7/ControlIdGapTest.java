package io.wardtap.appliance.detect.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.appliance.detect.DetectorRig;
import io.wardtap.appliance.detect.Thresholds;
import io.wardtap.appliance.observe.Conversation;
import io.wardtap.appliance.observe.Hl7Interfaces;
import io.wardtap.protocol.hl7.Hl7Facts;

import org.junit.jupiter.api.Test;

import java.util.Map;

class ControlIdGapTest {
    private final DetectorRig rig = new DetectorRig();
    private final Hl7Interfaces interfaces = new Hl7Interfaces();
    private ControlIdGap detector = new ControlIdGap(rig.context());
    private final Conversation flow = rig.flow("10.0.2.5", "10.0.2.6", 2575, "hl7");
    private long hash;

    @Test
    void reportsAJumpOfMoreThanAThousand() {
        count(1, 100);
        send(0, 1100);
        assertThat(rig.findings).as("1000 is no jump").isEmpty();
        send(0, 2101);

        assertThat(rig.findings).hasSize(1);
        assertThat(rig.findings.getFirst().evidence()).containsEntry("jump", 1001L);
        assertThat(rig.findings.getFirst().explanation()).contains("jumped ahead by 1001");
    }

    @Test
    void reportsAReset() {
        count(5000, 5100);
        send(0, 1);

        assertThat(rig.findings).hasSize(1);
        assertThat(rig.findings.getFirst().explanation()).contains("went back by 5099");
        assertThat(flow.hl7Interface.resets()).isOne();
    }

    @Test
    void staysQuietWhereNumbersNeverCountedUp() {
        for (int i = 0; i < 500; i++) {
            send(0, (i * 7919L) % 1_000_003);
        }

        assertThat(rig.findings).isEmpty();
    }

    @Test
    void staysQuietOnParallelConnectionsAndOtherSeries() {
        for (int i = 1; i < 200; i++) {
            send(0, i * 2);
            send(0, i * 2 - 1);
            send(9, 1_000_000 + i);
        }

        assertThat(rig.findings).isEmpty();
    }

    @Test
    void staysQuietWhilePacketsAreLost() {
        count(1, 100);
        rig.visibilityBad = true;
        send(0, 100_000);

        assertThat(rig.findings).isEmpty();
        assertThat(flow.hl7Interface.gaps()).isOne();
    }

    @Test
    void followsABoundedNumberOfSeries() {
        for (int series = 0; series < 1000; series++) {
            for (int i = 1; i < 10; i++) {
                send(series, i);
            }
        }
        count(1, 100);
        send(0, 5000);

        assertThat(rig.findings).hasSize(1);
    }

    @Test
    void goesByItsOwnThreshold() {
        Thresholds higher = Thresholds.of(Map.of("hl7-controlid-gap", Map.of("jump", 5000.0)));
        detector = new ControlIdGap(rig.context().with(higher));
        count(1, 100);
        send(0, 5100);
        assertThat(rig.findings).isEmpty();

        count(5101, 5200);
        send(0, 10_201);
        assertThat(rig.findings).hasSize(1);
    }

    private void count(int from, int to) {
        for (int i = from; i <= to; i++) {
            send(0, i);
        }
    }

    private void send(long series, long number) {
        Hl7Facts facts = DetectorRig.hl7Message("ADT^A01");
        facts.controlIdHash = ++hash;
        facts.controlIdNumber = number;
        facts.controlIdSeries = series;
        interfaces.onHl7(flow, facts, 7, rig.now);
        detector.onHl7Health(flow, facts, 7, rig.now);
    }
}
