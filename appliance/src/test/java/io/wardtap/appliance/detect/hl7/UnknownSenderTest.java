package io.wardtap.appliance.detect.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.appliance.detect.DetectorRig;
import io.wardtap.appliance.observe.Conversation;
import io.wardtap.protocol.hl7.Hl7Facts;

import org.junit.jupiter.api.Test;

import java.util.List;

class UnknownSenderTest {
    private final DetectorRig rig = new DetectorRig();
    private final UnknownSender detector = new UnknownSender(rig.context());
    private final Conversation known = rig.flow("10.0.2.5", "10.0.2.6", 2575, "hl7");

    @Test
    void reportsAKnownApplicationFromAnotherAddress() {
        learn("ADT1");
        rig.judge();

        send(rig.flow(DetectorRig.STRANGER, "10.0.2.6", 2575, "hl7"), "ADT1");

        assertThat(rig.findings).hasSize(1);
        assertThat(rig.findings.getFirst().evidence())
                .containsEntry("sending_application", List.of("ADT1"))
                .containsEntry("application_known_elsewhere", true);
        assertThat(rig.findings.getFirst().explanation())
                .contains("another device was learned to be it");
    }

    @Test
    void reportsAnApplicationThatNobodyWasLearnedToBe() {
        learn("ADT1");
        rig.judge();

        send(known, "ROGUE");

        assertThat(rig.findings).hasSize(1);
        assertThat(rig.findings.getFirst().evidence())
                .containsEntry("application_known_elsewhere", false);
    }

    @Test
    void staysQuietOnTheLearnedSenderItsAnswersAndNamesThatAreEmpty() {
        learn("ADT1");
        rig.judge();

        send(known, "ADT1");
        send(known, "");
        known.fromClient = false;
        detector.onHl7Health(known, DetectorRig.acknowledgement("AA"), 7, rig.now);

        assertThat(rig.findings).isEmpty();
    }

    @Test
    void staysQuietWithoutABaseline() {
        learn("ADT1");

        send(known, "ROGUE");

        assertThat(rig.findings).isEmpty();
    }

    @Test
    void leavesDevicesAloneWhoseApplicationsAreTooMany() {
        for (int i = 0; i < 11; i++) {
            learn("APP" + i);
        }
        rig.judge();
        send(known, "OTHER");
        assertThat(rig.findings).hasSize(1);

        DetectorRig full = new DetectorRig();
        Conversation flow = full.flow("10.0.2.5", "10.0.2.6", 2575, "hl7");
        for (int i = 0; i < 12; i++) {
            Hl7Facts facts = DetectorRig.hl7Message("ADT^A01");
            facts.sendingApplication = "APP" + i;
            full.hl7(flow, facts, null);
        }
        full.judge();
        Hl7Facts facts = DetectorRig.hl7Message("ADT^A01");
        facts.sendingApplication = "OTHER";
        new UnknownSender(full.context()).onHl7Health(flow, facts, 7, full.now);
        assertThat(full.findings).isEmpty();
    }

    @Test
    void reportsAlsoWhilePacketsAreLost() {
        learn("ADT1");
        rig.judge();
        rig.visibilityBad = true;

        send(known, "ROGUE");

        assertThat(rig.findings).hasSize(1);
    }

    private void learn(String application) {
        Hl7Facts facts = DetectorRig.hl7Message("ADT^A01");
        facts.sendingApplication = application;
        rig.hl7(known, facts, null);
    }

    private void send(Conversation flow, String application) {
        Hl7Facts facts = DetectorRig.hl7Message("ADT^A01");
        facts.sendingApplication = application;
        rig.inventory.onHl7(flow, facts, 7, rig.now);
        detector.onHl7Health(flow, facts, 7, rig.now);
    }
}
