package io.wardtap.appliance.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;

import io.wardtap.appliance.alert.Alert;
import io.wardtap.appliance.alert.AlertAction;
import io.wardtap.appliance.detect.RuleInfo;
import io.wardtap.appliance.detect.Severity;
import io.wardtap.appliance.observe.Address;
import io.wardtap.appliance.observe.Conversation;
import io.wardtap.appliance.observe.Unanswered;
import io.wardtap.appliance.pipeline.FlowUnit;
import io.wardtap.protocol.dicom.DicomFacts;
import io.wardtap.protocol.hl7.Hl7Facts;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

class EventWriterTest {
    private static final long HOUR = 3600 * Samples.SECOND;

    @TempDir Path dir;

    private List<JsonNode> written(EventWriter.Options options, Consumer<EventWriter> calls)
            throws IOException {
        Path file = dir.resolve("events.jsonl");
        try (EventWriter writer = new EventWriter(file, options)) {
            calls.accept(writer);
            assertThat(writer.failure()).isNull();
        }
        return Samples.lines(file);
    }

    private JsonNode one(Consumer<EventWriter> call) throws IOException {
        List<JsonNode> lines = written(Samples.options(), call);
        assertThat(lines).hasSize(1);
        return lines.getFirst();
    }

    @Test
    void writesTheEnvelopeOfAFlowsEnd() throws IOException {
        JsonNode line = one(writer -> writer.onFlowEnd(Samples.flow(), 42, Samples.T0));

        assertThat(line.get("@timestamp").textValue()).isEqualTo("2026-05-04T10:15:30.123456789Z");
        assertThat(line.at("/event/kind").textValue()).isEqualTo("event");
        assertThat(line.at("/event/category").toString()).isEqualTo("[\"network\"]");
        assertThat(line.at("/event/type").toString()).isEqualTo("[\"connection\",\"end\"]");
        assertThat(line.at("/event/dataset").textValue()).isEqualTo("wardtap.flow");
        assertThat(line.at("/event/sequence").longValue()).isEqualTo(42);
        assertThat(line.at("/event/created").isMissingNode()).isTrue();
        assertThat(line.get("observer").toString())
                .isEqualTo(
                        "{\"type\":\"sensor\",\"vendor\":\"Wardtap\",\"product\":\"Wardtap\","
                                + "\"version\":\"0.1.0\",\"name\":\"sensor-1\","
                                + "\"ingress\":{\"interface\":{\"name\":\"morning.pcap\"}}}");
        assertThat(line.get("source").toString())
                .isEqualTo(
                        "{\"ip\":\"10.20.1.15\",\"port\":52344,\"mac\":\"00-00-5E-00-53-01\","
                                + "\"bytes\":9000,\"packets\":12}");
        assertThat(line.at("/destination/mac").textValue()).isEqualTo("00-00-5E-00-53-AB");
        assertThat(line.at("/network/transport").textValue()).isEqualTo("tcp");
        assertThat(line.at("/network/protocol").textValue()).isEqualTo("dicom");
        assertThat(line.at("/network/type").textValue()).isEqualTo("ipv4");
        assertThat(line.at("/network/direction").textValue()).isEqualTo("internal");
        assertThat(line.at("/network/community_id").textValue())
                .isEqualTo(Samples.flow().communityId());
        assertThat(line.at("/network/vlan/id").textValue()).isEqualTo("120");
        assertThat(line.at("/network/bytes").longValue()).isEqualTo(10_234);
        assertThat(line.at("/related/ip").toString()).isEqualTo("[\"10.20.1.15\",\"10.20.9.5\"]");
        assertThat(line.at("/ecs/version").textValue()).startsWith("9.");
        assertThat(line.at("/wardtap/flow").toString())
                .isEqualTo(
                        "{\"state\":\"closed\",\"duration_ms\":5000.0,\"midstream\":false,"
                                + "\"client_gap_bytes\":0,\"server_gap_bytes\":1460,"
                                + "\"encrypted\":false,\"protocol_source\":\"content\"}");
    }

    @Test
    void namesEveryStateOfAFlow() throws IOException {
        int[] states = {
            FlowUnit.STATE_ACTIVE,
            FlowUnit.STATE_CLOSED,
            FlowUnit.STATE_RESET,
            FlowUnit.STATE_TIMEOUT,
            FlowUnit.STATE_EVICTED,
            FlowUnit.STATE_OPEN
        };

        List<JsonNode> lines =
                written(
                        Samples.options(),
                        writer -> {
                            for (int state : states) {
                                Conversation flow = Samples.flow();
                                flow.state = state;
                                writer.onFlowEnd(flow, 1, Samples.T0);
                            }
                        });

        assertThat(lines)
                .extracting(line -> line.at("/wardtap/flow/state").textValue())
                .containsExactly("active", "closed", "reset", "timeout", "evicted", "open");
    }

    @Test
    void reportsALongFlowHourlyAndItsEndWithTheRest() throws IOException {
        Conversation flow = Samples.flow();
        flow.beginNs = Samples.T0;

        List<JsonNode> lines =
                written(
                        Samples.options(),
                        writer -> {
                            for (int minute = 1; minute <= 130; minute++) {
                                flow.clientBytes = minute * 100L;
                                flow.clientPackets = minute;
                                flow.lastNs = Samples.T0 + minute * 60L * Samples.SECOND;
                                writer.onFlowProgress(flow, minute, flow.lastNs);
                            }
                            writer.onFlowEnd(flow, 131, flow.lastNs);
                        });

        assertThat(lines)
                .extracting(
                        line -> line.at("/wardtap/flow/state").textValue(),
                        line -> line.at("/event/sequence").intValue(),
                        line -> line.at("/source/bytes").longValue(),
                        line -> line.at("/source/packets").longValue())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("active", 60, 6000L, 60L),
                        org.assertj.core.groups.Tuple.tuple("active", 120, 6000L, 60L),
                        org.assertj.core.groups.Tuple.tuple("closed", 131, 1000L, 10L));
        assertThat(lines.getLast().at("/wardtap/flow/duration_ms").doubleValue())
                .isEqualTo(130 * 60_000.0);
    }

    @Test
    void foldsUnansweredOpeningsIntoOneEvent() throws IOException {
        Unanswered openings =
                new Unanswered(
                        Address.parse("10.20.1.66"),
                        0,
                        Address.parse("10.20.9.1"),
                        104,
                        6,
                        0,
                        0,
                        Samples.T0,
                        Samples.T0 + Samples.SECOND,
                        254,
                        250);

        JsonNode line = one(writer -> writer.onUnanswered(openings, 900, Samples.T0 + HOUR));

        assertThat(line.at("/wardtap/flow").toString())
                .isEqualTo(
                        "{\"state\":\"unanswered\",\"duration_ms\":1000.0,\"count\":254,"
                                + "\"destinations\":250}");
        assertThat(line.at("/source").toString()).isEqualTo("{\"ip\":\"10.20.1.66\"}");
        assertThat(line.at("/destination/port").intValue()).isEqualTo(104);
    }

    @Test
    void addsDigestsOfBothDirections() throws IOException {
        Conversation flow = Samples.flow();
        flow.clientSha256 = "0".repeat(63) + "a";
        flow.clientPayloadBytes = 8000;
        flow.serverSha256 = "f".repeat(64);
        flow.serverPayloadBytes = 100;

        JsonNode line = one(writer -> writer.onFlowEnd(flow, 1, Samples.T0));

        assertThat(line.at("/wardtap/flow/client").toString())
                .isEqualTo("{\"payload_bytes\":8000,\"sha256\":\"" + "0".repeat(63) + "a" + "\"}");
        assertThat(line.at("/wardtap/flow/server/payload_bytes").longValue()).isEqualTo(100);
    }

    @Test
    void writesDicomAssociationsAndMessages() throws IOException {
        DicomFacts end = new DicomFacts();
        end.kind = DicomFacts.Kind.END;
        end.result = DicomFacts.Result.ABORTED_BY_PROVIDER;

        List<JsonNode> lines =
                written(
                        Samples.options(),
                        writer -> {
                            writer.onDicom(Samples.flow(), Samples.association(), 1, Samples.T0);
                            writer.onDicom(Samples.flow(), Samples.store(), 2, Samples.T0);
                            writer.onDicom(Samples.flow(), end, 3, Samples.T0);
                        });

        assertThat(lines.get(0).at("/wardtap/dicom").toString())
                .isEqualTo(
                        "{\"kind\":\"association\",\"calling_ae\":\"CT_ROOM2\","
                                + "\"called_ae\":\"ARCHIVE\",\"result\":\"accepted\","
                                + "\"implementation_class_uid\":\"1.2.826.0.1.3680043.9.9999.1\","
                                + "\"implementation_version\":\"TEST_1\","
                                + "\"transfer_syntaxes\":[\"1.2.840.10008.1.2\"],"
                                + "\"sop_classes\":[\"1.2.840.10008.5.1.4.1.1.2\"],"
                                + "\"user_identity_type\":2}");
        assertThat(lines.get(1).at("/wardtap/dicom").toString())
                .isEqualTo(
                        "{\"kind\":\"message\",\"calling_ae\":\"CT_ROOM2\","
                                + "\"called_ae\":\"ARCHIVE\",\"command\":\"C-STORE-RQ\","
                                + "\"sop_class\":\"1.2.840.10008.5.1.4.1.1.2\","
                                + "\"service\":\"storage\",\"message_id\":3,"
                                + "\"priority\":\"medium\",\"dataset_bytes\":524288,\"frames\":1}");
        assertThat(lines.get(1).at("/wardtap/phi").toString())
                .isEqualTo(
                        "{\"fields\":[\""
                                + Samples.store().phi.catalogue().getFirst().name()
                                + "\"],\"categories\":[\""
                                + Samples.store().phi.catalogue().getFirst().category().label()
                                + "\"],\"patients\":1}");
        assertThat(lines.get(2).at("/wardtap/dicom").toString())
                .isEqualTo("{\"kind\":\"end\",\"result\":\"aborted-by-provider\"}");
        assertThat(lines.get(2).at("/wardtap/phi").isMissingNode()).isTrue();
    }

    @Test
    void writesWhatTheEndsOfAnAssociationAgreedOn() throws IOException {
        DicomFacts facts = Samples.association();
        facts.maximumPduLength = 16_384;
        facts.negotiation.acceptorMaximumPduLength = 0;
        facts.negotiation.proposedContexts = 3;
        facts.negotiation.acceptedContexts = 1;
        facts.negotiation.abstractSyntaxRefused = 2;
        facts.negotiation.invokedOperations = 8;
        facts.negotiation.performedOperations = 1;
        facts.negotiation.acceptedInvokedOperations = 4;
        facts.negotiation.acceptedPerformedOperations = 1;
        facts.negotiation.roleSelections = 1;
        facts.negotiation.scpRoleUids.add("1.2.840.10008.5.1.4.1.1.2");
        facts.negotiation.extendedUids.add("DOE^JOHN");
        facts.negotiation.relationalQueries = true;
        facts.userIdentityHash = 0xAB;
        facts.negotiation.identityBytes = 5;
        facts.negotiation.serverResponseBytes = 0;

        JsonNode dicom = dicom(facts);

        assertThat(dicom.at("/max_pdu_bytes").intValue()).isEqualTo(16_384);
        assertThat(dicom.at("/acceptor_max_pdu_bytes").intValue()).isZero();
        assertThat(dicom.at("/contexts").toString())
                .isEqualTo("{\"proposed\":3,\"accepted\":1,\"abstract_syntax\":2}");
        assertThat(dicom.at("/async_invoked").intValue()).isEqualTo(4);
        assertThat(dicom.at("/scp_roles/0").textValue()).isEqualTo("1.2.840.10008.5.1.4.1.1.2");
        assertThat(dicom.at("/extended_negotiation/0").textValue()).isEqualTo("masked");
        assertThat(dicom.at("/relational_queries").booleanValue()).isTrue();
        assertThat(dicom.at("/user_identity_hash").textValue()).isEqualTo("00000000000000ab");
        assertThat(dicom.at("/user_identity_bytes").intValue()).isEqualTo(5);
        assertThat(dicom.at("/user_identity_answered").booleanValue()).isTrue();
    }

    @Test
    void saysWhyAnAssociationWasRefusedOrCut() throws IOException {
        DicomFacts rejected = Samples.association();
        rejected.result = DicomFacts.Result.REJECTED_PERMANENT;
        rejected.rejectSource = 1;
        rejected.rejectReason = 7;
        DicomFacts aborted = new DicomFacts();
        aborted.kind = DicomFacts.Kind.END;
        aborted.result = DicomFacts.Result.ABORTED_BY_PROVIDER;
        aborted.abortSource = 2;
        aborted.abortReason = 6;

        assertThat(dicom(rejected).at("/reason").textValue())
                .isEqualTo("called-ae-title-not-recognized");
        assertThat(dicom(aborted).toString())
                .isEqualTo(
                        "{\"kind\":\"end\",\"result\":\"aborted-by-provider\",\"abort_source\":2,"
                                + "\"abort_reason\":6,\"reason\":\"invalid-pdu-parameter-value\"}");
    }

    @Test
    void writesAllThatAMessageSays() throws IOException {
        DicomFacts facts = Samples.store();
        facts.transferSyntaxUid = "1.2.840.10008.1.2.4.50";
        facts.sopInstanceHash = 1;
        facts.status = 0xB000;
        facts.remainingSubOperations = 2;
        facts.completedSubOperations = 1;
        facts.failedSubOperations = 0;
        facts.warningSubOperations = 0;
        facts.moveOriginatorAeTitle = "WS7";
        facts.moveOriginatorMessageId = 9;
        facts.eventTypeId = 2;
        facts.actionTypeId = 1;
        facts.pixelData = true;
        facts.pixelDataBytes = 310;
        facts.fragments = 3;
        facts.rows = 512;
        facts.columns = 256;
        facts.characterSet = "ISO 2022 IR 87";
        facts.privateAttributes = 4;
        facts.contextUnknown = true;
        facts.guessedSyntax = true;
        facts.deflated = true;
        facts.truncated = true;
        facts.deidentificationMethod = true;
        facts.burnedInAnnotation = true;

        JsonNode dicom = dicom(facts);

        assertThat(dicom.toString())
                .contains(
                        "\"sop_instance_hash\":\"0000000000000001\","
                                + "\"transfer_syntax\":\"1.2.840.10008.1.2.4.50\","
                                + "\"context_unknown\":true,\"syntax_guessed\":true,"
                                + "\"status\":\"0xB000\",\"status_class\":\"warning\"")
                .contains("\"event_type_id\":2,\"action_type_id\":1")
                .contains("\"move_originator_ae\":\"WS7\",\"move_originator_message_id\":9")
                .contains(
                        "\"sub_operations\":{\"remaining\":2,\"completed\":1,\"failed\":0,"
                                + "\"warning\":0}")
                .contains(
                        "\"pixel_bytes\":310,\"fragments\":3,\"rows\":512,\"columns\":256,"
                                + "\"character_set\":\"ISO 2022 IR 87\",\"private_attributes\":4,"
                                + "\"deflated\":true,\"truncated\":true,"
                                + "\"deidentification_method\":true,"
                                + "\"burned_in_annotation\":true");
    }

    @Test
    void namesTheConversationThatCausedAnAssociation() throws IOException {
        Conversation flow = Samples.flow();
        flow.causedBy = Samples.flow().communityId();

        JsonNode line = one(writer -> writer.onDicom(flow, Samples.store(), 1, Samples.T0));

        assertThat(line.at("/wardtap/dicom/caused_by").textValue())
                .isEqualTo(line.at("/network/community_id").textValue());
    }

    private JsonNode dicom(DicomFacts facts) throws IOException {
        return one(writer -> writer.onDicom(Samples.flow(), facts, 1, Samples.T0))
                .at("/wardtap/dicom");
    }

    @Test
    void writesHl7Acknowledgements() throws IOException {
        JsonNode line =
                one(
                        writer ->
                                writer.onHl7(
                                        Samples.flow(), Samples.acknowledgement(), 9, Samples.T0));

        assertThat(line.at("/wardtap/hl7").toString())
                .isEqualTo(
                        "{\"message_type\":\"ACK^A01\",\"version\":\"2.5.1\","
                                + "\"sending_application\":\"LAB\",\"sending_facility\":\"NORTH\","
                                + "\"receiving_application\":\"HIS\","
                                + "\"receiving_facility\":\"MAIN\","
                                + "\"control_id_hash\":\"000000000000000f\","
                                + "\"acked_control_id_hash\":\"fffffffffffffffe\","
                                + "\"processing_id\":\"P\",\"ack_code\":\"AA\","
                                + "\"ack_latency_ms\":12.345,\"segments\":2,\"bytes\":118,"
                                + "\"framing\":\"mllp\"}");
    }

    @Test
    void writesAlertsAsTheContractSays() throws IOException {
        Alert alert = Samples.alert("phi-cleartext-dicom", Severity.HIGH);

        List<JsonNode> lines =
                written(
                        Samples.options(),
                        writer -> {
                            writer.onAlert(alert, AlertAction.OPENED, 5, Samples.T0);
                            alert.closeReason = "quiet";
                            writer.onAlert(alert, AlertAction.CLOSED, 6, Samples.T0);
                        });

        JsonNode opened = lines.getFirst();
        assertThat(opened.at("/event/kind").textValue()).isEqualTo("alert");
        assertThat(opened.at("/event/action").textValue()).isEqualTo("opened");
        assertThat(opened.at("/event/id").textValue()).isEqualTo(alert.id.toString());
        assertThat(opened.at("/event/severity").intValue()).isEqualTo(73);
        assertThat(opened.at("/rule/id").textValue()).isEqualTo("phi-cleartext-dicom");
        assertThat(opened.at("/rule/reference").textValue())
                .isEqualTo("docs/detectors/phi-cleartext-dicom.md");
        assertThat(opened.at("/threat").isMissingNode()).isTrue();
        assertThat(opened.at("/wardtap/alert/enables").toString())
                .isEqualTo("[\"T1040 Network Sniffing\"]");
        assertThat(opened.at("/wardtap/alert/evidence").toString())
                .isEqualTo(
                        "{\"fields\":[\"PatientName\",\"PatientID\"],\"messages\":14,"
                                + "\"ratio\":0.123}");
        assertThat(opened.at("/wardtap/alert/standards/nist_800_53").toString())
                .isEqualTo("[\"SC-8\",\"SC-8(1)\"]");
        assertThat(opened.at("/wardtap/alert/flows/0/vlan").intValue()).isEqualTo(120);
        assertThat(opened.at("/wardtap/alert/close_reason").isMissingNode()).isTrue();
        assertThat(opened.at("/wardtap/phi").toString()).isEqualTo("{\"patients\":12}");
        assertThat(lines.getLast().at("/event/kind").textValue()).isEqualTo("event");
        assertThat(lines.getLast().at("/wardtap/alert/close_reason").textValue())
                .isEqualTo("quiet");
    }

    @Test
    void namesTheTechniqueOfIncidentsOnly() throws IOException {
        Alert alert =
                new Alert(
                        new UUID(5, 6),
                        Samples.rule("recon-port-scan", RuleInfo.Kind.INCIDENT),
                        "10.20.1.66",
                        Severity.MEDIUM,
                        Samples.T0);

        JsonNode line = one(writer -> writer.onAlert(alert, AlertAction.OPENED, 5, Samples.T0));

        assertThat(line.at("/threat/technique/id").toString()).isEqualTo("[\"T1040\"]");
        assertThat(line.at("/threat/technique/name").toString())
                .isEqualTo("[\"Network Sniffing\"]");
        assertThat(line.at("/wardtap/alert/enables").isMissingNode()).isTrue();
        assertThat(line.at("/event/category").toString())
                .isEqualTo("[\"network\",\"intrusion_detection\"]");
    }

    @Test
    void givesTheSameTextWhateverMapTheEvidenceCameIn() throws IOException {
        Alert one = Samples.alert("a-rule", Severity.LOW);
        Alert other = Samples.alert("a-rule", Severity.LOW);
        one.evidence = Map.of("b", 1, "a", "x", "c", true);
        other.evidence = new java.util.LinkedHashMap<>();
        other.evidence.put("c", true);
        other.evidence.put("b", 1);
        other.evidence.put("a", "x");

        List<JsonNode> lines =
                written(
                        Samples.options(),
                        writer -> {
                            writer.onAlert(one, AlertAction.OPENED, 5, Samples.T0);
                            writer.onAlert(other, AlertAction.OPENED, 5, Samples.T0);
                        });

        assertThat(lines.get(0).toString()).isEqualTo(lines.get(1).toString());
    }

    @Test
    void writesDevicesWithTheirProvenance() throws IOException {
        JsonNode line =
                one(writer -> writer.onDevice(Samples.device(), "first-seen", 3, Samples.T0));

        assertThat(line.at("/event/action").textValue()).isEqualTo("first-seen");
        assertThat(line.at("/wardtap/device/mac").textValue()).isEqualTo("00-00-5E-00-53-01");
        assertThat(line.at("/wardtap/device/ips").toString())
                .isEqualTo("[\"10.20.1.15\",\"2001:db8::15\"]");
        assertThat(line.at("/wardtap/device/class").textValue()).isEqualTo("imaging.ct");
        assertThat(line.at("/wardtap/device/confidence").doubleValue()).isEqualTo(0.877);
        assertThat(line.at("/wardtap/device/provenance/0/source").textValue())
                .isEqualTo("dicom.data-set");
    }

    @Test
    void writesCountersEveryMinuteOfPacketTime() throws IOException {
        List<JsonNode> lines =
                written(
                        Samples.options(),
                        writer -> {
                            for (int second = 0; second <= 200; second++) {
                                writer.onTick(second, Samples.T0 + second * Samples.SECOND);
                            }
                            // an hour without a packet is no reason for sixty events
                            writer.onTick(201, Samples.T0 + HOUR);
                        });

        assertThat(lines)
                .extracting(line -> line.at("/event/sequence").intValue())
                .containsExactly(60, 120, 180, 201);
        assertThat(lines.getFirst().at("/wardtap/stats/tcp/gap_bytes").isNumber()).isTrue();
        assertThat(lines.getFirst().at("/wardtap/stats/run").isMissingNode()).isTrue();
    }

    @Test
    void leavesOutDatasetsThatWereNotAskedFor() throws IOException {
        EventWriter.Options base = Samples.options();
        EventWriter.Options options =
                new EventWriter.Options(
                        EventDataset.parse("alert,device"),
                        base.observer(),
                        base.scopes(),
                        base.stats(),
                        null,
                        false,
                        null);

        List<JsonNode> lines = written(options, EventWriterTest::everything);

        assertThat(lines)
                .extracting(line -> line.at("/event/dataset").textValue())
                .containsOnly("wardtap.alert", "wardtap.device")
                .hasSize(2);
    }

    private static void everything(EventWriter writer) {
        writer.onFlowEnd(Samples.flow(), 1, Samples.T0);
        writer.onDicom(Samples.flow(), Samples.association(), 2, Samples.T0);
        writer.onDicom(Samples.flow(), Samples.store(), 3, Samples.T0);
        writer.onHl7(Samples.flow(), Samples.acknowledgement(), 4, Samples.T0);
        writer.onDevice(Samples.device(), "merged", 5, Samples.T0);
        writer.onAlert(
                Samples.alert("phi-cleartext-dicom", Severity.HIGH),
                AlertAction.OPENED,
                6,
                Samples.T0);
        writer.onTick(7, Samples.T0);
        writer.onTick(8, Samples.T0 + 60 * Samples.SECOND);
    }

    @Test
    void everyFieldIsOnTheAllowList() throws IOException {
        EventWriter.Options base = Samples.options();
        EventWriter.Options options =
                new EventWriter.Options(
                        base.datasets(),
                        base.observer(),
                        base.scopes(),
                        SummaryWriterTest::filled,
                        () -> Samples.T0,
                        true,
                        Pseudonyms.random());
        AllowList allowed = AllowList.load();

        List<JsonNode> lines = written(options, EventWriterTest::everything);

        assertThat(lines).hasSize(7);
        for (JsonNode line : lines) {
            assertThat(allowed.violations(AllowList.EVENTS, line)).as("%s", line).isEmpty();
            assertThat(line.at("/labels/replay").booleanValue()).isTrue();
            assertThat(line.at("/event/created").isTextual()).isTrue();
        }
        assertThat(lines.get(2).at("/wardtap/phi/pseudonyms/0").textValue()).startsWith("p1:");
        assertThat(lines.get(5).at("/wardtap/phi/pseudonyms")).hasSize(2);
    }

    @Test
    void masksWhatIsNotOfItsFieldsShape() throws IOException {
        DicomFacts dicom = Samples.store();
        dicom.affectedSopClassUid = "DOE^JOHN";
        dicom.queryLevel = "DOE^JANE";
        dicom.callingAeTitle = "CT\u001b[31m\r\nX";
        Hl7Facts hl7 = Samples.acknowledgement();
        hl7.messageType = "JOHN DOE 1970";
        hl7.processingId = "DOE JOHN";
        AllowList allowed = AllowList.load();

        List<JsonNode> lines =
                written(
                        Samples.options(),
                        writer -> {
                            writer.onDicom(Samples.flow(), dicom, 1, Samples.T0);
                            writer.onHl7(Samples.flow(), hl7, 2, Samples.T0);
                        });

        assertThat(lines.getFirst().at("/wardtap/dicom/calling_ae").textValue())
                .isEqualTo("CT?[31m??X");
        for (JsonNode line : lines) {
            assertThat(line.toString()).doesNotContain("DOE");
            assertThat(allowed.violations(AllowList.EVENTS, line)).isEmpty();
        }
    }

    @Test
    void writesMoreThanAllItsChunksInOrder() throws IOException {
        int n = 20_000;

        List<JsonNode> lines =
                written(
                        Samples.options(),
                        writer -> {
                            for (int i = 1; i <= n; i++) {
                                writer.onFlowEnd(Samples.flow(), i, Samples.T0 + i);
                            }
                        });

        List<Integer> sequences = new ArrayList<>();
        lines.forEach(line -> sequences.add(line.at("/event/sequence").intValue()));
        assertThat(sequences).hasSize(n).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void keepsAnErrorOfTheDiskAndGoesOn() throws IOException {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "this system has no /dev/full");

        EventWriter writer =
                new EventWriter(
                        new RecordFile(
                                java.nio.channels.FileChannel.open(
                                        full, java.nio.file.StandardOpenOption.WRITE),
                                4096,
                                2,
                                false),
                        Samples.options());
        for (int i = 0; i < 1000; i++) {
            writer.onFlowEnd(Samples.flow(), i, Samples.T0);
        }
        writer.close();

        assertThat(writer.failure()).isInstanceOf(IOException.class);
    }

    @Test
    void dropsRecordsWhenLiveAndTheDiskIsBehindButKeepsRoomForAlerts() throws Exception {
        StuckChannel channel = new StuckChannel();
        EventWriter writer = new EventWriter(new RecordFile(channel, 4096, 4, true), live());

        for (int i = 0; i < 1000; i++) {
            writer.onFlowEnd(Samples.flow(), i, Samples.T0);
        }
        long droppedFlows = writer.dropped();
        writer.onAlert(
                Samples.alert("phi-cleartext-dicom", Severity.HIGH),
                AlertAction.OPENED,
                1001,
                Samples.T0);
        long droppedAlerts = writer.dropped() - droppedFlows;
        channel.release();
        writer.close();

        assertThat(droppedFlows).isBetween(900L, 999L);
        assertThat(droppedAlerts).isZero();
        String text = channel.text();
        assertThat(text.lines()).hasSize((int) (1000 - droppedFlows) + 1);
        assertThat(text.lines().toList().getLast()).contains("phi-cleartext-dicom");
    }

    private static EventWriter.Options live() {
        EventWriter.Options base = Samples.options();
        return new EventWriter.Options(
                base.datasets(),
                base.observer(),
                base.scopes(),
                base.stats(),
                () -> Samples.T0,
                false,
                null);
    }

    private static void alert(EventWriter writer, long packet) {
        writer.onAlert(
                Samples.alert("phi-cleartext-dicom", Severity.HIGH),
                AlertAction.OPENED,
                packet,
                Samples.T0);
    }

    @Test
    void shedsRecordsUnderLoadAndNeverAlertsOrDevices() throws Exception {
        Path file = dir.resolve("shed.jsonl");
        EventWriter writer = new EventWriter(file, live());
        boolean[] overloaded = {true};
        writer.shedWhile(() -> overloaded[0]);

        writer.onFlowEnd(Samples.flow(), 1, Samples.T0);
        writer.onHl7(Samples.flow(), Samples.acknowledgement(), 2, Samples.T0);
        alert(writer, 3);
        writer.onDevice(Samples.device(), "first-seen", 4, Samples.T0);
        overloaded[0] = false;
        writer.onFlowEnd(Samples.flow(), 5, Samples.T0);
        writer.close();

        assertThat(writer.dropped()).isEqualTo(2);
        assertThat(Samples.lines(file))
                .extracting(line -> line.at("/event/sequence").intValue())
                .containsExactly(3, 4, 5);
    }

    @Test
    void neverEndsInHalfALineAndGoesOnWhenAFullDiskHasRoomAgain() throws Exception {
        FullChannel disk = new FullChannel(20_000);
        EventWriter writer = new EventWriter(new RecordFile(disk, 4096, 16, true), live());
        int i = 0;
        while (!writer.isFailing()) {
            writer.onFlowEnd(Samples.flow(), ++i, Samples.T0);
            writer.onTick(i, Samples.T0);
        }
        assertThat(Eventually.holds(() -> disk.text().endsWith("\n"))).isTrue();
        long leftOut = writer.dropped();
        for (int more = 0; more < 100; more++) {
            writer.onFlowEnd(Samples.flow(), ++i, Samples.T0);
        }
        alert(writer, ++i);

        assertThat(writer.dropped() - leftOut).as("records while the disk is full").isEqualTo(100);
        assertThat(disk.text()).endsWith("\n");

        disk.makeRoom();
        assertThat(Eventually.holds(() -> !writer.isFailing())).isTrue();
        writer.onFlowEnd(Samples.flow(), ++i, Samples.T0);
        writer.close();

        assertThat(writer.failure()).isNull();
        List<JsonNode> lines =
                Samples.lines(Files.writeString(dir.resolve("full.jsonl"), disk.text()));
        assertThat(lines).hasSize((int) (i - writer.dropped()));
        assertThat(lines.get(lines.size() - 2).at("/rule/id").textValue())
                .isEqualTo("phi-cleartext-dicom");
    }

    @Test
    void endsAReplaysFileAtAWholeLineWhenTheDiskIsFull() throws Exception {
        FullChannel disk = new FullChannel(10_000);
        EventWriter writer =
                new EventWriter(new RecordFile(disk, 4096, 4, false), Samples.options());
        for (int i = 1; i < 100; i++) {
            writer.onFlowEnd(Samples.flow(), i, Samples.T0);
        }
        writer.close();

        assertThat(writer.failure()).isNotNull();
        assertThat(disk.text()).endsWith("\n");
        assertThat(disk.text().length()).isBetween(5_000, 10_000);
    }

    @Test
    void doesNotWaitForAHangingDiskAtTheEndOfALiveRun() throws Exception {
        StuckChannel channel = new StuckChannel();
        EventWriter writer = new EventWriter(new RecordFile(channel, 4096, 4, true), live());
        alert(writer, 1);
        long begin = System.nanoTime();

        writer.close();

        assertThat(System.nanoTime() - begin).isLessThan(5_000_000_000L);
        assertThat(writer.failure()).hasMessageContaining("does not answer");
        channel.release();
    }

    @Test
    void namesTheDatasetsWhenAWordIsNone() {
        assertThat(EventDataset.parse("all")).isEqualTo(EventDataset.all());
        assertThat(EventDataset.parse(" flow , hl7 "))
                .isEqualTo(EnumSet.of(EventDataset.FLOW, EventDataset.HL7));
        assertThatThrownBy(() -> EventDataset.parse("flow,flows"))
                .hasMessageContaining("flows")
                .hasMessageContaining("dicom");
    }
}
