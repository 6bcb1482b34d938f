package io.wardtap.appliance.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.appliance.detect.DetectorRig;
import io.wardtap.appliance.observe.Conversation;
import io.wardtap.appliance.observe.Device;
import io.wardtap.protocol.astm.AstmFacts;

import org.junit.jupiter.api.Test;

/// What devices' own protocols tell the inventory.
class MedicalIdentityTest {
    private final DetectorRig rig = new DetectorRig();
    private final Conversation flow = rig.flow("10.0.2.5", "10.0.2.6", 5001, "astm");

    private void says(String model, String serial) {
        AstmFacts facts = new AstmFacts();
        facts.kind = "result";
        facts.vendor = "Acme";
        facts.model = model;
        facts.serial = serial;
        facts.senderClass = "lab.analyzer";
        facts.receiverClass = "lab.lis";
        rig.medical(flow, facts, new Object());
        rig.now += DetectorRig.MINUTE;
    }

    @Test
    void takesTheSendersDescriptionOfItself() {
        says("A1", "SN1");
        says("A1", "SN1");

        Device device = flow.clientDevice;
        assertThat(device.vendor).isEqualTo("Acme");
        assertThat(device.model).isEqualTo("A1");
        assertThat(device.serial).isEqualTo("SN1");
        assertThat(device.deviceClass).isEqualTo("lab.analyzer");
        assertThat(flow.serverDevice.deviceClass).isEqualTo("lab.lis");
    }

    @Test
    void believesNoneWhenOneAddressDescribesSeveral() {
        says("A1", "SN1");
        says("B7", "SN2");
        says("A1", "SN1");

        Device device = flow.clientDevice;
        assertThat(device.serial).isEmpty();
        assertThat(device.model).isEmpty();
        assertThat(device.deviceClass).isEqualTo("interface.engine");
    }
}
