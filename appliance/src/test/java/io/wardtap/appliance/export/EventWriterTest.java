package io.wardtap.appliance.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

    private JsonNode one(Consumer<EventWriter> call) throws IOException {
        List<JsonNode> lines = Samples.written(dir, Samples.options(), call);
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
                Samples.written(
                        dir,
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
                Samples.written(
                        dir,
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
                Samples.written(
                        dir,
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
                Samples.written(
                        dir,
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
                Samples.written(
                        dir,
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

        List<JsonNode> lines = Samples.written(dir, options, EventWriterTest::everything);

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

        List<JsonNode> lines = Samples.written(dir, options, EventWriterTest::everything);

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
                Samples.written(
                        dir,
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
                Samples.written(
                        dir,
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
    void namesTheDatasetsWhenAWordIsNone() {
        assertThat(EventDataset.parse("all")).isEqualTo(EventDataset.all());
        assertThat(EventDataset.parse(" flow , hl7 "))
                .isEqualTo(EnumSet.of(EventDataset.FLOW, EventDataset.HL7));
        assertThatThrownBy(() -> EventDataset.parse("flow,flows"))
                .hasMessageContaining("flows")
                .hasMessageContaining("dicom");
    }
}
