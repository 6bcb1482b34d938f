package io.wardtap.appliance.detect.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.appliance.detect.DetectorRig;
import io.wardtap.appliance.observe.Conversation;

import org.junit.jupiter.api.Test;

import java.util.List;

class InterfaceProbeTest {
    private final DetectorRig rig = new DetectorRig();
    private final InterfaceProbe detector = new InterfaceProbe(rig.context());

    @Test
    void reportsASourceThatFeelsItsWayOverThreeHosts() {
        probe("10.0.2.1", 2575, "", 3);
        probe("10.0.2.2", 2575, "http", 90);
        assertThat(rig.findings).isEmpty();

        probe("10.0.2.3", 6661, "", 40);

        assertThat(rig.findings).hasSize(1);
        assertThat(rig.findings.getFirst().subject().address().toString())
                .isEqualTo(DetectorRig.STRANGER);
        assertThat(rig.findings.getFirst().evidence())
                .containsEntry("hosts", 3)
                .containsEntry("spoken", List.of("empty-block", "http", "unknown"))
                .containsEntry(
                        "services", List.of("10.0.2.1:2575", "10.0.2.2:2575", "10.0.2.3:6661"));
    }

    @Test
    void knowsThePortsOnWhichHl7WasSpoken() {
        for (int i = 1; i <= 3; i++) {
            detector.onFlowIdentified(
                    rig.flow("10.0.9.9", "10.0.2." + i, 14_000, "hl7"), 1, rig.now);
        }
        for (int i = 4; i <= 9; i++) {
            probe("10.0.2." + i, 14_000, "http", 90);
        }
        assertThat(rig.findings).as("no HL7 was spoken there").isEmpty();

        for (int i = 1; i <= 3; i++) {
            probe("10.0.2." + i, 14_000, "http", 90);
        }
        assertThat(rig.findings).hasSize(1);
    }

    @Test
    void staysQuietOnWhatProvesNothing() {
        for (int i = 1; i <= 5; i++) {
            Conversation hl7 = flow("10.0.2." + i, 2575, "hl7", 300);
            detector.onFlowEnd(hl7, 1, rig.now);
            Conversation tls = flow("10.0.2." + i, 2575, "tls", 300);
            tls.encrypted = true;
            detector.onFlowEnd(tls, 1, rig.now);
            Conversation silent = flow("10.0.2." + i, 2575, "", 0);
            detector.onFlowEnd(silent, 1, rig.now);
            Conversation begun = flow("10.0.2." + i, 2575, "", 300);
            begun.midstream = true;
            detector.onFlowEnd(begun, 1, rig.now);
        }

        assertThat(rig.findings).isEmpty();
    }

    @Test
    void takesAGapForNoProbe() {
        for (int i = 1; i <= 5; i++) {
            Conversation flow = flow("10.0.2." + i, 2575, "", 300);
            flow.clientGapBytes = 100;
            detector.onFlowEnd(flow, 1, rig.now);
        }

        assertThat(rig.findings).isEmpty();
    }

    @Test
    void forgetsBehindTheWindow() {
        for (int i = 1; i <= 10; i++) {
            probe("10.0.2." + i, 2575, "", 3);
            rig.now += 6 * DetectorRig.MINUTE;
        }
        assertThat(rig.findings).isEmpty();
    }

    @Test
    void leavesPeersOfAMatureBaselineAlone() {
        Conversation usual = flow("10.0.2.1", 2575, "", 3);
        rig.whole(usual, new Object());
        rig.judge();
        probe("10.0.2.1", 2575, "", 3);
        probe("10.0.2.2", 2575, "", 3);
        probe("10.0.2.3", 2575, "", 3);
        assertThat(rig.findings).isEmpty();

        probe("10.0.2.4", 2575, "", 3);
        assertThat(rig.findings).hasSize(1);
    }

    @Test
    void keepsTheLatestHostsOfASource() {
        for (int i = 1; i <= 200; i++) {
            probe("10.0.5." + i, 2575, "", 3);
        }

        assertThat(rig.findings.getLast().evidence())
                .containsEntry("hosts", ProbedHosts.KEPT)
                .hasEntrySatisfying(
                        "services", services -> assertThat((List<?>) services).hasSize(10));
    }

    @Test
    void forgetsTheSourceUsedLongestAgo() {
        probe("10.0.2.1", 2575, "", 3);
        probe("10.0.2.2", 2575, "", 3);
        for (int i = 0; i < InterfaceProbe.SOURCES; i++) {
            Conversation flow =
                    rig.flow("10.2." + (i >> 8) + "." + (i & 255), "10.0.2.1", 2575, "");
            detector.onFlowEnd(flow, 1, rig.now);
        }
        probe("10.0.2.3", 2575, "", 3);

        assertThat(rig.findings).isEmpty();
    }

    private void probe(String host, int port, String protocol, int bytes) {
        detector.onFlowEnd(flow(host, port, protocol, bytes), 1, rig.now);
    }

    private Conversation flow(String host, int port, String protocol, int bytes) {
        Conversation flow = rig.flow(DetectorRig.STRANGER, host, port, protocol);
        flow.clientPayloadBytes = bytes;
        return flow;
    }
}
