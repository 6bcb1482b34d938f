package io.wardtap.appliance.detect.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.appliance.detect.DetectorRig;
import io.wardtap.appliance.detect.Finding;
import io.wardtap.appliance.detect.Severity;
import io.wardtap.appliance.observe.Conversation;
import io.wardtap.protocol.hl7.Hl7Facts;
import io.wardtap.protocol.hl7.InjectionSign;

import org.junit.jupiter.api.Test;

import java.util.List;

class InjectedContentTest {
    private static final int PID = 'P' << 16 | 'I' << 8 | 'D';

    private final DetectorRig rig = new DetectorRig();
    private final InjectedContent detector = new InjectedContent(rig.context());
    private Conversation flow = rig.flow("10.0.2.5", "10.0.2.6", 2575, "hl7");

    @Test
    void reportsKindAndFieldOfTheFirstMessage() {
        send(InjectionSign.SQL.bit() | InjectionSign.SCRIPT.bit());

        assertThat(rig.findings).hasSize(1);
        Finding finding = rig.findings.getFirst();
        assertThat(finding.severity()).isEqualTo(Severity.HIGH);
        assertThat(finding.evidence())
                .containsEntry("kinds", List.of("sql", "script"))
                .containsEntry("fields", List.of("PID-5"));
        assertThat(finding.explanation()).contains("sql, script", "10.0.2.5", "10.0.2.6");
    }

    @Test
    void namesTheObservationThatHoldsAProgram() {
        Hl7Facts facts = DetectorRig.hl7Message("MDM^T02");
        facts.injectionSigns = InjectionSign.PROGRAM.bit();
        detector.onHl7Health(flow, facts, 7, rig.now);

        assertThat(rig.findings.getFirst().evidence())
                .containsEntry("kinds", List.of("program"))
                .containsEntry("fields", List.of("OBX-5"));
    }

    @Test
    void staysQuietWithoutASign() {
        send(0);

        assertThat(rig.findings).isEmpty();
    }

    @Test
    void toleratesCarelessSendersBelowTheThreshold() {
        for (int i = 0; i < 19; i++) {
            send(InjectionSign.CONTROL.bit());
        }
        rig.now += 61 * DetectorRig.MINUTE;
        for (int i = 0; i < 19; i++) {
            send(InjectionSign.CONTROL.bit());
        }
        assertThat(rig.findings).isEmpty();

        send(InjectionSign.CONTROL.bit());

        assertThat(rig.findings).hasSize(1);
        assertThat(rig.findings.getFirst().severity()).isEqualTo(Severity.MEDIUM);
    }

    @Test
    void reportsAlsoWhilePacketsAreLost() {
        rig.visibilityBad = true;
        send(InjectionSign.COMMAND.bit());

        assertThat(rig.findings).hasSize(1);
    }

    @Test
    void forgetsTheSenderUsedLongestAgo() {
        Conversation first = flow;
        for (int i = 0; i < 19; i++) {
            send(InjectionSign.CONTROL.bit());
        }
        for (int i = 0; i < InjectedContent.SENDERS; i++) {
            flow = rig.flow("10.1." + (i >> 8) + "." + (i & 255), "10.0.2.6", 2575, "hl7");
            send(InjectionSign.CONTROL.bit());
        }
        flow = first;
        for (int i = 0; i < 19; i++) {
            send(InjectionSign.CONTROL.bit());
        }

        assertThat(rig.findings).isEmpty();
    }

    private void send(int signs) {
        Hl7Facts facts = DetectorRig.hl7Message("ADT^A01");
        facts.injectionSigns = signs;
        facts.injectionSegment = PID;
        facts.injectionField = 5;
        detector.onHl7Health(flow, facts, 7, rig.now);
    }
}
