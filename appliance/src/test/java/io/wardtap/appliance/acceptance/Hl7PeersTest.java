package io.wardtap.appliance.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Captures of real HL7 programs (`captures/hl7`), through the whole product.
class Hl7PeersTest {
    private static final Path CAPTURES =
            ReplayRun.ROOT.resolve(
                    Path.of("appliance", "src", "test", "resources", "captures", "hl7"));

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
        "hapi-utf8, 2575, utf-8",
        "hapi-latin1-odd-port, 40123, iso-8859-1",
        "hapi-utf16, 40124, utf-16",
        "hapi-utf16be, 40125, utf-16",
        "hapi-utf16le, 40126, utf-16"
    })
    void readsAHapiConversation(String capture, int port, String characterSet) throws IOException {
        ReplayRun run = ReplayRun.of(ReplayRun.options(folder, capture(capture)));

        List<JsonNode> messages = run.events("wardtap.hl7");
        assertThat(messages).hasSize(6);
        assertThat(texts(messages, "/wardtap/hl7/message_type"))
                .containsExactly("ADT^A01", "ACK^A01", "ORU^R01", "ACK^R01", "ADT^A08", "ACK^A08");
        for (int i = 0; i < 6; i += 2) {
            JsonNode message = messages.get(i);
            assertThat(message.at("/destination/port").asInt()).isEqualTo(port);
            assertThat(message.at("/wardtap/hl7/character_set").asText()).isEqualTo(characterSet);
            assertThat(message.at("/wardtap/hl7/framing").asText()).isEqualTo("mllp");
            assertThat(message.at("/wardtap/hl7/accept_ack").asText()).isEqualTo("AL");
            assertThat(message.at("/wardtap/phi/patients").asInt()).isOne();
            assertThat(message.at("/wardtap/phi/fields").toString()).contains("PID-5");
            assertThat(messages.get(i + 1).at("/wardtap/hl7/ack_code").asText()).isEqualTo("AA");
            assertThat(messages.get(i + 1).at("/wardtap/hl7/ack_latency_ms").isNumber()).isTrue();
        }
        JsonNode result = messages.get(2).at("/wardtap/phi");
        assertThat(result.at("/fields").toString()).contains("NTE-3");
        assertThat(result.at("/categories").toString()).contains("dob", "free-text");
        JsonNode health = run.summary().at("/hl7_interfaces");
        assertThat(health).hasSize(1);
        assertThat(health.at("/0/port").asInt()).isEqualTo(port);
        assertThat(health.at("/0/messages").asInt()).isEqualTo(3);
        assertThat(health.at("/0/answers").asInt()).isEqualTo(3);
        assertThat(health.at("/0/refused").asInt()).isZero();
        assertThat(health.at("/0/malformed").asInt()).isZero();
        assertThat(health.at("/0/latency_max_ms").asDouble()).isBetween(0.1, 1000.0);
    }

    /// HL7 over TLS is what it looks like: TLS on a port of HL7, between peers that take turns.
    /// What is inside is neither seen nor guessed.
    @Test
    void marksAHapiConversationOverTlsAsEncrypted() throws IOException {
        ReplayRun run = ReplayRun.of(ReplayRun.options(folder, capture("hapi-tls")));

        assertThat(run.events("wardtap.hl7")).isEmpty();
        List<JsonNode> flows = run.events("wardtap.flow");
        assertThat(flows).hasSize(1);
        JsonNode flow = flows.getFirst();
        assertThat(flow.at("/network/protocol").asText()).isEqualTo("tls");
        assertThat(flow.at("/destination/port").asInt()).isEqualTo(2575);
        assertThat(flow.at("/wardtap/flow/encrypted").asBoolean()).isTrue();
        assertThat(flow.at("/wardtap/flow/client_gap_bytes").asInt()).isZero();
        assertThat(run.summary().at("/hl7_interfaces")).isEmpty();
        assertThat(run.summary().at("/alerts")).isEmpty();
    }

    @Test
    void countsOnePatientOfEachMessageWhateverTheEncoding() throws IOException {
        ReplayRun run =
                ReplayRun.of(
                        ReplayRun.options(
                                folder, capture("hapi-utf16be"), capture("hapi-utf16le")));

        assertThat(run.summary().at("/exposure/0/patients").asInt()).isEqualTo(2);
        assertThat(run.summary().at("/decode_errors/hl7_utf16").asInt()).isEqualTo(12);
    }

    @Test
    void readsPythonsHl7OnAnOddPort() throws IOException {
        ReplayRun run = ReplayRun.of(ReplayRun.options(folder, capture("python-hl7")));

        List<JsonNode> messages = run.events("wardtap.hl7");
        assertThat(texts(messages, "/wardtap/hl7/message_type"))
                .containsExactly("ADT^A04", "ACK^A04");
        assertThat(messages.getFirst().at("/wardtap/hl7/sending_application").asText())
                .isEqualTo("PYTHON");
        assertThat(messages.getLast().at("/wardtap/hl7/ack_latency_ms").isNumber()).isTrue();
    }

    private static Path capture(String name) {
        return CAPTURES.resolve(name + ".pcap");
    }

    private static List<String> texts(List<JsonNode> events, String pointer) {
        return events.stream().map(event -> event.at(pointer).asText()).toList();
    }
}
