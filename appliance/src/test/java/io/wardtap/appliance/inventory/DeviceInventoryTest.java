package io.wardtap.appliance.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.appliance.detect.DetectorRig;
import io.wardtap.appliance.detect.Wording;
import io.wardtap.appliance.observe.Address;
import io.wardtap.appliance.observe.Cidr;
import io.wardtap.appliance.observe.Conversation;
import io.wardtap.appliance.observe.DeclaredDevice;
import io.wardtap.appliance.observe.Device;
import io.wardtap.appliance.observe.Site;
import io.wardtap.protocol.dicom.DicomFacts;
import io.wardtap.protocol.dicom.DicomFacts.Result;
import io.wardtap.protocol.hl7.Hl7Facts;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

class DeviceInventoryTest {
    private static final long ROUTER = 0x00_11_22_33_44_55L;
    private static final long CT_MAC = 0x00_AA_BB_CC_DD_01L;
    private static final long PACS_MAC = 0x00_AA_BB_CC_DD_02L;
    private static final String CT = "10.0.1.10";
    private static final String PACS = "10.0.2.20";

    private final List<String> told = new ArrayList<>();
    private final DeviceInventory inventory = new DeviceInventory(Site.defaults());
    private long now = DetectorRig.START;
    private long serial;

    @BeforeEach
    void listen() {
        inventory.tell((device, action, _, _) -> told.add(action + " " + device.key()));
    }

    @Test
    void keysDevicesByMacWhereTheTapSeesIt() {
        Conversation flow = begin(CT, CT_MAC, PACS, PACS_MAC);

        assertThat(flow.clientDevice.key()).isEqualTo("mac:00-AA-BB-CC-DD-01");
        assertThat(flow.serverDevice.mac).isEqualTo(PACS_MAC);
        assertThat(told)
                .containsExactly(
                        "first-seen mac:00-AA-BB-CC-DD-01", "first-seen mac:00-AA-BB-CC-DD-02");
        assertThat(inventory.devices()).containsExactly(flow.clientDevice, flow.serverDevice);
    }

    @Test
    void givesTheSameIdsInAnotherRun() {
        Conversation flow = begin(CT, CT_MAC, PACS, PACS_MAC);
        DeviceInventory again = new DeviceInventory(Site.defaults());
        Conversation same = flow(CT, CT_MAC, PACS, PACS_MAC);
        again.onFlowBegin(same, 1, now);

        assertThat(same.clientDevice.id()).isEqualTo(flow.clientDevice.id());
        assertThat(same.clientDevice.id()).isNotEqualTo(same.serverDevice.id());
    }

    @Test
    void makesNoDeviceOfMulticastBroadcastAndSilentTargets() {
        Conversation multicast = begin(CT, CT_MAC, "224.0.0.251", 0x01_00_5E_00_00_FBL);
        Conversation oneWay = flow("10.0.1.11", CT_MAC + 5, "10.0.1.99", CT_MAC + 6);
        oneWay.twoWay = false;
        inventory.onFlowBegin(oneWay, 1, now);

        assertThat(multicast.serverDevice).isNull();
        assertThat(oneWay.serverDevice).isNull();
        assertThat(oneWay.clientDevice).isNull();
        assertThat(inventory.size()).isEqualTo(1);
    }

    @Test
    void makesADeviceOfWhoSpeaksForItselfOneWay() {
        Conversation flow = flow(CT, CT_MAC, PACS, PACS_MAC);
        flow.twoWay = false;
        inventory.onFlowBegin(flow, 1, now);
        inventory.onHl7(flow, DetectorRig.hl7Message("ORU^R01"), 2, now);

        assertThat(flow.clientDevice).isNotNull();
        assertThat(flow.serverDevice).isNull();
    }

    @Test
    void makesNoDeviceOfAnOutsideAddressThatDescribesNothing() {
        Conversation web = begin(CT, CT_MAC, "203.0.113.9", ROUTER);
        assertThat(web.serverDevice).isNull();

        Conversation dicom = begin(CT, CT_MAC, "203.0.113.10", ROUTER);
        dicom.fromClient = false;
        inventory.onDicom(dicom, response(0x8030), 2, now);

        assertThat(dicom.serverDevice.key()).isEqualTo("ip:203.0.113.10");
    }

    @Test
    void takesAMacWithFourAddressesForARouters() {
        List<Conversation> flows = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            flows.add(begin("10.8." + i + ".1", ROUTER, PACS, PACS_MAC));
        }
        Device mixed = flows.getFirst().clientDevice;
        assertThat(flows).extracting(flow -> flow.clientDevice).containsOnly(mixed);

        Conversation fourth = begin("10.8.4.1", ROUTER, PACS, PACS_MAC);

        assertThat(fourth.clientDevice.key()).isEqualTo("ip:10.8.4.1");
        assertThat(mixed.retired).isTrue();
        assertThat(inventory.sharedMacs()).containsExactly(ROUTER);
        assertThat(inventory.devices()).doesNotContain(mixed);

        inventory.onFlowProgress(flows.getFirst(), 3, now);
        assertThat(flows.getFirst().clientDevice.key()).isEqualTo("ip:10.8.1.1");
    }

    @Test
    void keepsADeviceThatIsAlsoSeenBehindARouter() {
        Device ct = begin(CT, CT_MAC, PACS, PACS_MAC).clientDevice;

        Conversation other = begin(CT, ROUTER, "10.7.0.1", 0x00_AA_BB_CC_DD_07L);

        assertThat(other.clientDevice).isSameAs(ct);
    }

    @Test
    void givesAnAddressToItsNewOwnerOnceTheOldOneIsLongGone() {
        Device before = begin(CT, CT_MAC, PACS, PACS_MAC).clientDevice;
        now += DeviceTable.FRESH_NS;

        Conversation flow = begin(CT, CT_MAC + 0x10, PACS, PACS_MAC);

        assertThat(flow.clientDevice).isNotSameAs(before);
        assertThat(before.addresses).isEmpty();
        assertThat(inventory.find(Address.parse(CT))).isSameAs(flow.clientDevice);
    }

    @Test
    void mergesAnAddressIntoTheMacThatItTurnsOutToHave() {
        Device byAddress = begin(CT, 0, PACS, 0).clientDevice;
        assertThat(byAddress.key()).isEqualTo("ip:" + CT);

        Device byMac = begin(CT, CT_MAC, PACS, PACS_MAC).clientDevice;

        assertThat(byMac.key()).startsWith("mac:");
        assertThat(byMac.aliases).contains("ip:" + CT);
        assertThat(byAddress.retired).isTrue();
        assertThat(told).contains("merged " + byMac.key());
    }

    @Test
    void namesBothEndsByAnAcceptedAssociationOnly() {
        Conversation flow = begin(CT, CT_MAC, PACS, PACS_MAC);
        DicomFacts refused = DetectorRig.association("TRY", "NOPE", Result.REJECTED_PERMANENT);
        inventory.onDicom(flow, refused, 2, now);
        assertThat(flow.clientDevice.aliases).isEmpty();

        DicomFacts accepted = DetectorRig.association("CT1", "PACS", Result.ACCEPTED);
        accepted.implementationVersion = "OFFIS_DCMTK_367";
        accepted.implementationClassUid = "1.2.276.0.7230010.3.0.3.6.7";
        inventory.onDicom(flow, accepted, 3, now);

        assertThat(flow.clientDevice.aliases).containsExactly("ae:CT1");
        assertThat(flow.clientDevice.software).isEqualTo("OFFIS_DCMTK_367");
        assertThat(flow.clientDevice.vendor).as("a toolkit is no maker").isEmpty();
        assertThat(flow.serverDevice.aliases).containsExactly("ae:PACS");
    }

    @Test
    void describesAModalityByItsOwnDataSets() {
        Conversation flow = begin(CT, CT_MAC, PACS, PACS_MAC);

        inventory.onDicom(flow, stored("ACME", "Scan 5", "SN-1"), 2, now);

        Device ct = flow.clientDevice;
        assertThat(ct.vendor).isEqualTo("ACME");
        assertThat(ct.model).isEqualTo("Scan 5");
        assertThat(ct.serial).isEqualTo("SN-1");
        assertThat(ct.deviceClass).isEqualTo("imaging.ct");
        assertThat(ct.confidence).isGreaterThan(0.85);
        assertThat(ct.criticality).isEqualTo("diagnostic");
        assertThat(ct.roles).contains("dicom.scu.storage");
    }

    @Test
    void doesNotTakeAForwardersImagesForItsOwnIdentity() {
        Conversation flow = begin(PACS, PACS_MAC, "10.0.2.30", 0x00_AA_BB_CC_DD_03L);
        inventory.onDicom(flow, stored("ACME", "Scan 5", "SN-1"), 2, now);
        inventory.onDicom(flow, stored("Other", "MR 9", "SN-2"), 3, now);

        assertThat(flow.clientDevice.vendor).isEmpty();
        assertThat(flow.clientDevice.serial).isEmpty();
    }

    @Test
    void bindsASerialNumberToTheFirstWhoSendsIt() {
        Conversation modality = begin(CT, CT_MAC, PACS, PACS_MAC);
        inventory.onDicom(modality, stored("ACME", "Scan 5", "SN-1"), 2, now);
        Conversation relay = begin(PACS, PACS_MAC, "10.0.2.30", 0x00_AA_BB_CC_DD_03L);
        inventory.onDicom(relay, stored("ACME", "Scan 5", "SN-1"), 3, now);

        assertThat(modality.clientDevice.serial).isEqualTo("SN-1");
        assertThat(relay.clientDevice.serial).isEmpty();
    }

    @Test
    void knowsAnArchiveByTheServicesItAnswers() {
        Conversation flow = begin(CT, CT_MAC, PACS, PACS_MAC);
        flow.fromClient = false;
        inventory.onDicom(flow, response(0x8001), 2, now);
        DicomFacts find = response(0x8020);
        find.status = 0xFF00;
        find.affectedSopClassUid = DetectorRig.STUDY_FIND;
        inventory.onDicom(flow, find, 3, now);

        assertThat(flow.serverDevice.deviceClass).isEqualTo("pacs.archive");
        assertThat(flow.serverDevice.roles).containsExactly("dicom.scp.storage", "dicom.scp.query");
    }

    @Test
    void doesNotTakeARefusedServiceForARole() {
        Conversation flow = begin(CT, CT_MAC, PACS, PACS_MAC);
        flow.fromClient = false;
        DicomFacts refused = response(0x8001);
        refused.status = 0x0124;
        inventory.onDicom(flow, refused, 2, now);

        assertThat(flow.serverDevice.roles).isEmpty();
    }

    @Test
    void namesHl7SystemsByTheirOwnHeaders() {
        Conversation flow = begin(CT, CT_MAC, PACS, PACS_MAC);
        Hl7Facts facts = DetectorRig.hl7Message("ADT^A01");
        facts.softwareVendor = "ACME";
        facts.softwareProduct = "Register";
        facts.softwareVersion = "7.1";
        inventory.onHl7(flow, facts, 2, now);
        flow.fromClient = false;
        inventory.onHl7(flow, DetectorRig.acknowledgement("AA"), 3, now);

        assertThat(flow.clientDevice.aliases).containsExactly("hl7:ADT1|NORTH");
        assertThat(flow.clientDevice.software).isEqualTo("7.1");
        assertThat(flow.clientDevice.deviceClass).isEqualTo("ehr.server");
        assertThat(flow.clientDevice.roles).containsExactly("hl7.sender");
        assertThat(flow.serverDevice.roles).containsExactly("hl7.receiver");
    }

    @Test
    void takesNoNameThatHasAPersonsShape() {
        Conversation flow = begin(CT, CT_MAC, PACS, PACS_MAC);
        Hl7Facts facts = DetectorRig.hl7Message("ADT^A01");
        facts.sendingApplication = "DOE^JANE";
        inventory.onHl7(flow, facts, 2, now);
        DicomFacts stored = stored("DOE^JANE", "Scan 5", "x".repeat(65));
        inventory.onDicom(flow, stored, 3, now);

        assertThat(flow.clientDevice.aliases).isEmpty();
        assertThat(flow.clientDevice.vendor).isEmpty();
        assertThat(flow.clientDevice.serial).isEmpty();
        assertThat(flow.clientDevice.evidence.toString()).doesNotContain("DOE");
    }

    @Test
    void givesUpTheDeviceUnusedLongestMedicalOnesLast() {
        DeviceInventory small = new DeviceInventory(Site.defaults(), 4);
        Conversation medical = flow(CT, CT_MAC, PACS, PACS_MAC);
        small.onFlowBegin(medical, 1, now);
        small.onDicom(medical, stored("ACME", "Scan 5", "SN-1"), 2, now);
        for (int i = 1; i <= 50; i++) {
            small.onFlowBegin(flow("10.6.0." + i, CT_MAC + 0x100 + i, "", 0), 3, now);
        }

        assertThat(small.size()).isEqualTo(4);
        assertThat(small.evictions()).isEqualTo(48);
        assertThat(medical.clientDevice.retired).isFalse();
        assertThat(medical.serverDevice.retired).isTrue();
    }

    @Test
    void tellsOfAnExpectedDeviceOnlyOnceItIsSeen() {
        Device expected =
                inventory.expect(
                        "mac:00-AA-BB-CC-DD-01", List.of(Address.parse(CT)), "imaging.ct", 1);
        assertThat(told).isEmpty();
        assertThat(inventory.devices()).isEmpty();

        Conversation flow = begin(CT, CT_MAC, PACS, PACS_MAC);

        assertThat(flow.clientDevice).isSameAs(expected);
        assertThat(told.getFirst()).isEqualTo("first-seen mac:00-AA-BB-CC-DD-01");
    }

    @Test
    void addsAnAddressFromArpToAKnownDeviceAndMakesNone() {
        inventory.onAddress(Address.parse("10.0.1.50"), CT_MAC, 0, 0, 1, now);
        assertThat(inventory.size()).isZero();
        Device ct = begin(CT, CT_MAC, PACS, PACS_MAC).clientDevice;

        inventory.onAddress(Address.parse("10.0.1.50"), CT_MAC, 0, 0, 1, now);

        assertThat(ct.addresses).extracting(Address::toString).containsExactly(CT, "10.0.1.50");
    }

    @Test
    void showsADeclaredDeviceAsItIsDeclared() {
        declare(declared("ct-room2", CT_MAC, "10.0.1.0/24"));
        Device ct = begin(CT, CT_MAC, PACS, PACS_MAC).clientDevice;

        assertThat(told)
                .as("told once, as declared")
                .containsExactly("first-seen " + ct.key(), "first-seen mac:00-AA-BB-CC-DD-02");
        assertThat(ct.aliases).containsExactly("name:ct-room2");
        assertThat(ct.deviceClass).isEqualTo("imaging.ct");
        assertThat(ct.confidence).isEqualTo(1);
        assertThat(ct.criticality).isEqualTo("life-support");
        assertThat(ct.zone).isEqualTo("radiology");
        assertThat(ct.location).isEqualTo("room 2");
        assertThat(ct.owner).isEqualTo("it");
        assertThat(ct.evidence.values())
                .extracting(Device.Evidence::source)
                .containsExactly("configuration");
    }

    @Test
    void doesNotLetTheWireOverruleADeclaration() {
        declare(declared("ct-room2", CT_MAC));
        Conversation flow = begin(CT, CT_MAC, PACS, PACS_MAC);
        DicomFacts other = stored("ACME", "Scan 5", "SN-1");
        other.modality = "MR";
        inventory.onDicom(flow, other, 2, now);
        inventory.onDicom(flow, DetectorRig.association("CT1", "PACS", Result.ACCEPTED), 3, now);

        assertThat(flow.clientDevice.deviceClass).isEqualTo("imaging.ct");
        assertThat(flow.clientDevice.criticality).isEqualTo("life-support");
        assertThat(flow.clientDevice.aliases).containsExactly("name:ct-room2", "ae:CT1");
        assertThat(Wording.of(flow.clientDevice)).isEqualTo("ct-room2 (" + CT + ")");
    }

    @Test
    void knowsADeclaredDeviceByItsAddressWhereItsMacIsNotSeen() {
        declare(declared("ct-room2", CT_MAC, CT), declared("pacs", 0, "10.0.2.0/24"));

        Conversation behindRouter = begin(CT, 0, PACS, PACS_MAC);
        assertThat(behindRouter.clientDevice.declared.name()).isEqualTo("ct-room2");
        assertThat(behindRouter.serverDevice.declared.name()).isEqualTo("pacs");

        Conversation another = begin("10.0.1.11", CT_MAC + 9, PACS, PACS_MAC);
        declare(declared("ct-room2", CT_MAC, "10.0.1.11"));
        assertThat(another.clientDevice.declared).as("another MAC").isNull();
    }

    @Test
    void keepsWhatIsDeclaredWhenAnAddressTurnsOutToBeAMacs() {
        declare(declared("ct-room2", 0, CT));
        begin(CT, 0, PACS, 0);
        Device ct = begin(CT, CT_MAC, PACS, PACS_MAC).clientDevice;

        assertThat(ct.key()).startsWith("mac:");
        assertThat(ct.aliases).containsExactly("name:ct-room2", "ip:" + CT);
        assertThat(ct.deviceClass).isEqualTo("imaging.ct");
    }

    @Test
    void takesBackWhatIsNoLongerDeclared() {
        DeviceInventory zoned = new DeviceInventory(DetectorRig.declaredSite());
        Conversation flow = flow(CT, CT_MAC, PACS, PACS_MAC);
        zoned.onFlowBegin(flow, 1, now);
        String zone = flow.clientDevice.zone;
        zoned.tell((device, action, _, _) -> told.add(action + " " + device.key()));
        zoned.declare(new DeclaredDevices(List.of(declared("ct-room2", CT_MAC))), 2, now);
        assertThat(told).containsExactly("identity-changed mac:00-AA-BB-CC-DD-01");
        assertThat(flow.clientDevice.zone).isEqualTo("radiology").isNotEqualTo(zone);
        zoned.declare(new DeclaredDevices(List.of(declared("ct-room2", CT_MAC))), 2, now);
        assertThat(told).as("nothing new").hasSize(1);

        zoned.declare(DeclaredDevices.NONE, 3, now);

        assertThat(told).hasSize(2);
        assertThat(flow.clientDevice.zone).isEqualTo(zone);
        assertThat(flow.clientDevice.deviceClass).isEqualTo("unknown");
        assertThat(flow.clientDevice.criticality).isEmpty();
        assertThat(flow.clientDevice.aliases).isEmpty();
        assertThat(flow.clientDevice.evidence).isEmpty();
    }

    private void declare(DeclaredDevice... devices) {
        inventory.declare(new DeclaredDevices(List.of(devices)), 1, now);
    }

    private static DeclaredDevice declared(String name, long mac, String... networks) {
        return new DeclaredDevice(
                name,
                mac,
                Arrays.stream(networks).map(Cidr::parse).toList(),
                "imaging.ct",
                "life-support",
                "radiology",
                "room 2",
                "it");
    }

    private Conversation begin(String client, long clientMac, String server, long serverMac) {
        Conversation flow = flow(client, clientMac, server, serverMac);
        inventory.onFlowBegin(flow, 1, now);
        return flow;
    }

    private Conversation flow(String client, long clientMac, String server, long serverMac) {
        Conversation flow = new Conversation();
        flow.serial = ++serial;
        flow.transport = 6;
        flow.client = Address.parse(client);
        flow.server = Address.parse(server.isEmpty() ? "224.0.0.1" : server);
        flow.clientMac = clientMac;
        flow.serverMac = serverMac;
        flow.serverPort = 104;
        flow.twoWay = true;
        flow.fromClient = true;
        flow.beginNs = now;
        flow.lastNs = now;
        return flow;
    }

    private static DicomFacts stored(String maker, String model, String serialNumber) {
        DicomFacts facts = DetectorRig.message(DetectorRig.C_STORE, DetectorRig.CT_STORAGE);
        facts.manufacturer = maker;
        facts.modelName = model;
        facts.serialNumber = serialNumber;
        facts.modality = "CT";
        return facts;
    }

    private static DicomFacts response(int command) {
        DicomFacts facts = DetectorRig.message(command, "");
        facts.status = 0;
        return facts;
    }
}
