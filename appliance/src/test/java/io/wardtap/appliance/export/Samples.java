package io.wardtap.appliance.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.wardtap.appliance.alert.Alert;
import io.wardtap.appliance.detect.RuleInfo;
import io.wardtap.appliance.detect.Severity;
import io.wardtap.appliance.observe.Address;
import io.wardtap.appliance.observe.Conversation;
import io.wardtap.appliance.observe.Device;
import io.wardtap.protocol.dicom.DicomFacts;
import io.wardtap.protocol.hl7.Hl7Facts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/// Made-up input of the outputs' tests.
final class Samples {
    static final long T0 = 1_777_889_730_123_456_789L; // 2026-05-04T10:15:30.123456789Z
    static final long SECOND = 1_000_000_000L;

    private Samples() {}

    static Observer observer() {
        return new Observer("0.1.0", "sensor-1", index -> index == 0 ? "morning.pcap" : null);
    }

    static Scopes scopes() {
        return address -> address.toString().startsWith("10.") ? "internal" : "external";
    }

    static EventWriter.Options options() {
        return new EventWriter.Options(
                EventDataset.all(), observer(), scopes(), SummaryData::new, null, false, null);
    }

    static Conversation flow() {
        Conversation flow = new Conversation();
        flow.serial = 7;
        flow.transport = 6;
        flow.client = Address.parse("10.20.1.15");
        flow.server = Address.parse("10.20.9.5");
        flow.clientPort = 52344;
        flow.serverPort = 104;
        flow.clientMac = 0x0000_5E00_5301L;
        flow.serverMac = 0x0000_5E00_53ABL;
        flow.vlan = 120;
        flow.protocol = "dicom";
        flow.byContent = true;
        flow.established = true;
        flow.beginNs = T0 - 5 * SECOND;
        flow.lastNs = T0;
        flow.clientPackets = 12;
        flow.serverPackets = 9;
        flow.clientBytes = 9000;
        flow.serverBytes = 1234;
        flow.serverGapBytes = 1460;
        flow.state = 1;
        return flow;
    }

    static DicomFacts association() {
        DicomFacts facts = new DicomFacts();
        facts.kind = DicomFacts.Kind.ASSOCIATION;
        facts.result = DicomFacts.Result.ACCEPTED;
        facts.callingAeTitle = "CT_ROOM2";
        facts.calledAeTitle = "ARCHIVE";
        facts.implementationClassUid = "1.2.826.0.1.3680043.9.9999.1";
        facts.implementationVersion = "TEST_1";
        facts.transferSyntaxUids.add("1.2.840.10008.1.2");
        facts.abstractSyntaxUids.add("1.2.840.10008.5.1.4.1.1.2");
        facts.userIdentityType = 2;
        return facts;
    }

    static DicomFacts store() {
        DicomFacts facts = new DicomFacts();
        facts.kind = DicomFacts.Kind.MESSAGE;
        facts.callingAeTitle = "CT_ROOM2";
        facts.calledAeTitle = "ARCHIVE";
        facts.commandField = 0x0001;
        facts.affectedSopClassUid = "1.2.840.10008.5.1.4.1.1.2";
        facts.messageId = 3;
        facts.priority = 0;
        facts.hasDataSet = true;
        facts.dataSetBytes = 524_288;
        facts.frames = 1;
        facts.phi.mark(0);
        facts.phi.patient(0x0123_4567_89AB_CDEFL);
        return facts;
    }

    static Hl7Facts acknowledgement() {
        Hl7Facts facts = new Hl7Facts();
        facts.messageType = "ACK^A01";
        facts.version = "2.5.1";
        facts.sendingApplication = "LAB";
        facts.sendingFacility = "NORTH";
        facts.receivingApplication = "HIS";
        facts.receivingFacility = "MAIN";
        facts.processingId = "P";
        facts.controlIdHash = 0xFL;
        facts.acknowledgedControlIdHash = -2L;
        facts.acknowledgmentCode = "AA";
        facts.acknowledgmentLatencyNs = 12_345_678;
        facts.segments = 2;
        facts.bytes = 118;
        return facts;
    }

    static Device device() {
        Device device =
                new Device(
                        UUID.fromString("2f3c8b7a-9d0e-5a11-8c22-3d4e5f607182"),
                        "mac:00-00-5E-00-53-01",
                        T0);
        device.mac = 0x0000_5E00_5301L;
        device.addresses.add(Address.parse("10.20.1.15"));
        device.addresses.add(Address.parse("2001:db8::15"));
        device.roles.add("dicom.scu");
        device.hostname = "ct-room2";
        device.vendor = "Example Imaging";
        device.deviceClass = "imaging.ct";
        device.confidence = 0.87654;
        device.evidence.put(
                "vendor",
                new Device.Evidence("vendor", "Example Imaging", "dicom.data-set", 0.9, T0));
        return device;
    }

    static RuleInfo rule(String id, RuleInfo.Kind kind) {
        return new RuleInfo(
                id,
                "Patient data in unencrypted DICOM",
                "cleartext-phi",
                "Finds direct identifiers on an association without TLS.",
                kind,
                Severity.MEDIUM,
                List.of(Severity.MEDIUM, Severity.HIGH, Severity.CRITICAL),
                "T1040 Network Sniffing",
                new RuleInfo.Standards(
                        List.of("SC-8", "SC-8(1)"),
                        List.of("PR.DS-02"),
                        List.of("TXCF"),
                        List.of("TXCF"),
                        List.of("SR 4.1"),
                        List.of("164.312(e)(1)")),
                "server, service",
                Duration.ofDays(14),
                "Turn on TLS on both ends.",
                false);
    }

    static Alert alert(String rule, Severity severity) {
        Alert alert =
                new Alert(
                        UUID.nameUUIDFromBytes(
                                rule.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                        rule(rule, RuleInfo.Kind.POSTURE),
                        "10.20.9.5|dicom/104",
                        severity,
                        T0);
        alert.count = 14;
        alert.lastNs = T0 + SECOND;
        alert.explanation = "ARCHIVE took 14 images with names of patients without encryption.";
        alert.evidence.put("messages", 14);
        alert.evidence.put("fields", List.of("PatientName", "PatientID"));
        alert.evidence.put("ratio", 0.123456);
        alert.subjectDeviceId = new UUID(1, 2);
        alert.flows.add(new Alert.Flow("1:wKx4uOFYDuSDUTo0AQQsVYxKsXk=", T0, T0, 120));
        alert.client = Address.parse("10.20.1.15");
        alert.server = Address.parse("10.20.9.5");
        alert.clientPort = 52344;
        alert.serverPort = 104;
        alert.transport = 6;
        alert.protocol = "dicom";
        alert.patients = 12;
        alert.patientHashes = new long[] {1, 2};
        alert.bpf = "host 10.20.9.5 and tcp port 104";
        alert.visibility = "good";
        alert.correlationId = new UUID(3, 4);
        return alert;
    }

    static List<JsonNode> lines(Path file) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            lines.add(mapper.readTree(line));
        }
        return lines;
    }

    /// The lines that these calls make.
    static List<JsonNode> written(
            Path dir, EventWriter.Options options, Consumer<EventWriter> calls) throws IOException {
        Path file = dir.resolve("events.jsonl");
        try (EventWriter writer = new EventWriter(file, options)) {
            calls.accept(writer);
            assertThat(writer.failure()).isNull();
        }
        return lines(file);
    }
}
