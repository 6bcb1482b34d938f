package io.wardtap.appliance.detect.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.appliance.detect.DetectorRig;
import io.wardtap.appliance.detect.Thresholds;
import io.wardtap.appliance.observe.Conversation;
import io.wardtap.protocol.hl7.Hl7Facts;

import org.junit.jupiter.api.Test;

import java.util.Map;

class OversizeMessagesTest {
    private static final long MIB = 1 << 20;

    private final DetectorRig rig = new DetectorRig();
    private final Conversation flow = rig.flow("10.0.2.5", "10.0.2.6", 2575, "hl7");
    private OversizeMessages detector = new OversizeMessages(rig.context());

    @Test
    void reportsAMessageAboveTenMebibytes() {
        send(10 * MIB + 1, 30, false, 1);

        assertThat(rig.findings).hasSize(1);
        assertThat(rig.findings.getFirst().evidence()).containsEntry("bytes", 10 * MIB + 1);
        assertThat(rig.findings.getFirst().explanation()).contains("10240 KiB in 30 segments");
    }

    @Test
    void staysQuietAtTheThresholdsAndReportsAbove() {
        send(10 * MIB, 10_000, false, 0);
        assertThat(rig.findings).isEmpty();

        send(900_000, 10_001, false, 0);
        assertThat(rig.findings).hasSize(1);
    }

    @Test
    void takesALongFieldForADocumentWhereThereIsOne() {
        send(200_000, 5, true, 1);
        assertThat(rig.findings).isEmpty();

        send(200_000, 5, true, 0);
        assertThat(rig.findings).hasSize(1);
        assertThat(rig.findings.getFirst().explanation()).contains("a field of more than 64 KiB");
    }

    @Test
    void goesByItsOwnThresholds() {
        Thresholds lower =
                Thresholds.of(
                        Map.of("hl7-oversize", Map.of("message_kib", 97.0, "segments", 1001.0)));
        detector = new OversizeMessages(rig.context().with(lower));

        send(97 << 10, 1001, false, 0);
        assertThat(rig.findings).isEmpty();
        send((97 << 10) + 1, 9, false, 0);
        send(70_000, 1002, false, 0);
        assertThat(rig.findings).hasSize(2);
    }

    @Test
    void keepsOneKeyForAnInterfaceHoweverManyMessages() {
        for (int i = 0; i < 100; i++) {
            send(11 * MIB, i, false, 0);
        }

        assertThat(rig.findings).extracting(finding -> finding.key()).hasSize(100);
        assertThat(rig.findings.stream().map(finding -> finding.key()).distinct()).hasSize(1);
    }

    @Test
    void reportsAlsoBehindAGap() {
        rig.visibilityBad = true;
        send(11 * MIB, 4, false, 0);

        assertThat(rig.findings).hasSize(1);
    }

    private void send(long bytes, int segments, boolean longField, int documents) {
        Hl7Facts facts = DetectorRig.hl7Message("MDM^T02");
        facts.bytes = bytes;
        facts.segments = segments;
        facts.hasLongField = longField;
        facts.documents = documents;
        detector.onHl7Health(flow, facts, 7, rig.now);
    }
}
