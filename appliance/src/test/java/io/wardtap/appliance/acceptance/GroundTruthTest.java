package io.wardtap.appliance.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Holds what a replay counts against what the programs that made the demo captures said, and
/// against the readers that counted the captures (`ground-truth.json`).
class GroundTruthTest {
    private static final Map<String, String> PDU_TYPES =
            Map.of(
                    "A-ASSOCIATE-RQ", "01",
                    "A-ASSOCIATE-AC", "02",
                    "A-ASSOCIATE-RJ", "03",
                    "P-DATA-TF", "04",
                    "A-RELEASE-RQ", "05",
                    "A-RELEASE-RP", "06",
                    "A-ABORT", "07");

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"ordinary-morning", "something-goes-wrong", "first-minutes"})
    void countsWhatIsThere(String name) throws IOException {
        String file = name + ".pcap.gz";
        JsonNode truth = ReplayRun.json(ReplayRun.DEMO.resolve("ground-truth.json")).get(file);
        ReplayRun run = ReplayRun.of(ReplayRun.options(folder, ReplayRun.DEMO.resolve(file)));
        JsonNode summary = run.summary();

        assertThat(run.result().exitCode()).isZero();
        assertThat(summary.get("packets")).isEqualTo(truth.get("packets"));
        assertDicom(truth.get("dicom"), summary.at("/protocols/dicom/kinds"), run);
        assertHl7(truth.get("hl7"), summary.at("/protocols/hl7"), run);
    }

    private static void assertDicom(JsonNode truth, JsonNode kinds, ReplayRun run)
            throws IOException {
        Map<String, Long> pdus = new TreeMap<>();
        truth.get("pdu")
                .properties()
                .forEach(e -> pdus.put(PDU_TYPES.get(e.getKey()), e.getValue().asLong()));
        List<JsonNode> messages =
                run.events("wardtap.dicom").stream()
                        .filter(e -> dicom(e, "kind").asText().equals("message"))
                        .toList();

        assertThat(counts(kinds)).as("PDUs").isEqualTo(pdus);
        assertThat(commands(messages, e -> true))
                .as("DIMSE messages")
                .isEqualTo(counts(truth.get("dimse")));
        assertThat(commands(messages, e -> !dicom(e, "dataset_bytes").isMissingNode()))
                .as("data sets")
                .isEqualTo(counts(truth.get("datasets")));
        assertThat(commands(messages, e -> has(e, "PatientName")))
                .as("data sets with a patient's name")
                .isEqualTo(counts(truth.get("datasets_with_patient_name")));
        assertThat(run.events("wardtap.dicom"))
                .as("associations with user identity")
                .filteredOn(e -> !dicom(e, "user_identity_type").isMissingNode())
                .hasSize(truth.get("associations_with_user_identity").asInt());
    }

    private static void assertHl7(JsonNode truth, JsonNode protocol, ReplayRun run)
            throws IOException {
        List<JsonNode> messages = run.events("wardtap.hl7");
        Map<String, Long> kinds = new TreeMap<>();
        Map<String, Long> acknowledgements = new TreeMap<>();
        for (JsonNode message : messages) {
            kinds.merge(message.at("/wardtap/hl7/message_type").asText(), 1L, Long::sum);
            String code = message.at("/wardtap/hl7/ack_code").asText();
            if (!code.isEmpty()) {
                acknowledgements.merge(code, 1L, Long::sum);
            }
        }

        assertThat(protocol.get("messages")).isEqualTo(truth.get("messages"));
        assertThat(counts(protocol.get("kinds"))).isEqualTo(counts(truth.get("kinds")));
        assertThat(kinds).isEqualTo(counts(truth.get("kinds")));
        assertThat(acknowledgements).isEqualTo(counts(truth.get("acknowledgements")));
        assertThat(messages)
                .filteredOn(e -> has(e, "PID-5"))
                .hasSize(truth.get("messages_with_patient").asInt());
    }

    private static Map<String, Long> commands(List<JsonNode> messages, Predicate<JsonNode> which) {
        Map<String, Long> counts = new TreeMap<>();
        for (JsonNode message : messages) {
            if (which.test(message)) {
                counts.merge(dicom(message, "command").asText(), 1L, Long::sum);
            }
        }
        return counts;
    }

    private static JsonNode dicom(JsonNode event, String field) {
        return event.at("/wardtap/dicom/" + field);
    }

    private static boolean has(JsonNode event, String field) {
        for (JsonNode name : event.at("/wardtap/phi/fields")) {
            if (name.asText().equals(field)) {
                return true;
            }
        }
        return false;
    }

    private static Map<String, Long> counts(JsonNode object) {
        Map<String, Long> counts = new TreeMap<>();
        object.properties().forEach(e -> counts.put(e.getKey(), e.getValue().asLong()));
        return counts;
    }
}
