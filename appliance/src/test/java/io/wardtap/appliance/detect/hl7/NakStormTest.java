package io.wardtap.appliance.detect.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.appliance.detect.DetectorRig;
import io.wardtap.appliance.observe.Conversation;
import io.wardtap.protocol.hl7.Hl7Facts;
import io.wardtap.protocol.testkit.AllocationMeter;

import org.junit.jupiter.api.Test;

class NakStormTest {
    private static final String SENDER = "10.0.2.5";
    private static final String ENGINE = "10.0.2.6";

    private final DetectorRig rig = new DetectorRig();
    private final NakStorm detector = new NakStorm(rig.context());
    private final Conversation flow = rig.flow(SENDER, ENGINE, 2575, "hl7");

    @Test
    void reportsTwentyRefusalsWithinFiveMinutes() {
        acknowledge("AE", 19);
        assertThat(rig.findings).isEmpty();
        acknowledge("AR", 1);

        assertThat(rig.findings).hasSize(1);
        assertThat(rig.findings.getFirst().subject().address().toString()).isEqualTo(SENDER);
        assertThat(rig.findings.getFirst().peer().address().toString()).isEqualTo(ENGINE);
        assertThat(rig.findings.getFirst().evidence()).containsEntry("refused", 20);
    }

    @Test
    void staysQuietWhenRefusalsAreSpreadOut() {
        for (int i = 0; i < 60; i++) {
            acknowledge("AE", 1);
            rig.now += 20 * DetectorRig.SECOND; // 15 or 16 in any five minutes
        }

        assertThat(rig.findings).isEmpty();
    }

    @Test
    void reportsAShareAboveThirtyPercentOfFifty() {
        acknowledge("AE", 1);
        acknowledge("AA", 33);
        acknowledge("AE", 14);
        assertThat(rig.findings).as("15 of 48: too few to say").isEmpty();
        acknowledge("AA", 2);
        acknowledge("AE", 1);

        assertThat(rig.findings).as("16 of 51 is above 30 percent").hasSize(1);
    }

    @Test
    void keepsNothingOfInterfacesThatAreNeverRefused() {
        Hl7Facts positive = DetectorRig.acknowledgement("AA");
        flow.fromClient = false;

        AllocationMeter.assertAllocatesNothing(
                10_000, () -> detector.onHl7(flow, positive, 1, rig.now));

        assertThat(rig.findings).isEmpty();
    }

    @Test
    void countsEachInterfaceForItself() {
        for (int i = 0; i < 30; i++) {
            Conversation other = rig.flow("10.0.4." + (i + 1), ENGINE, 2575, "hl7");
            other.fromClient = false;
            rig.hl7(other, DetectorRig.acknowledgement("AE"), detector);
        }

        assertThat(rig.findings).isEmpty();
    }

    private void acknowledge(String code, int times) {
        flow.fromClient = false;
        for (int i = 0; i < times; i++) {
            rig.hl7(flow, DetectorRig.acknowledgement(code), detector);
        }
    }
}
