package io.wardtap.appliance.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Captures of real HTTP programs (`captures/http`), through the whole product.
class HttpPeersTest {
    private static final Path CAPTURES =
            ReplayRun.ROOT.resolve(
                    Path.of("appliance", "src", "test", "resources", "captures", "http"));

    @TempDir Path folder;

    private ReplayRun replay(String name) throws IOException {
        ReplayRun run =
                ReplayRun.of(ReplayRun.options(folder, CAPTURES.resolve(name + ".pcap.gz")));
        String written = Files.readString(folder.resolve("events.jsonl"), StandardCharsets.UTF_8);
        assertThat(written)
                .doesNotContain("Specimen", "WT-000", "19610203", "1961-02-03", "not-a-real");
        return run;
    }

    private static List<String> texts(List<JsonNode> events, String pointer) {
        List<String> texts = new ArrayList<>();
        events.forEach(event -> texts.add(event.at(pointer).asText()));
        return texts;
    }

    private static List<String> alerts(ReplayRun run) throws IOException {
        return texts(run.events("wardtap.alert"), "/rule/id");
    }

    @Test
    void readsOrthancsDicomWeb() throws IOException {
        ReplayRun run = replay("orthanc-dicomweb");

        List<JsonNode> seen = run.events("wardtap.http");
        assertThat(texts(seen, "/wardtap/http/interaction"))
                .containsExactly(
                        "qido-rs",
                        "stow-rs",
                        "qido-rs",
                        "qido-rs",
                        "wado-rs",
                        "wado-rs",
                        "wado-uri");
        assertThat(texts(seen, "/http/response/status_code"))
                .containsExactly("401", "200", "200", "200", "200", "200", "200");
        assertThat(seen.getFirst().at("/wardtap/cleartext_credentials").isMissingNode()).isTrue();
        JsonNode stored = seen.get(1);
        assertThat(stored.at("/wardtap/cleartext_credentials").asBoolean()).isTrue();
        assertThat(stored.at("/wardtap/http/instances").asInt()).isEqualTo(2);
        assertThat(stored.at("/wardtap/phi/patients").asInt()).isEqualTo(2);
        assertThat(stored.at("/wardtap/phi/fields").toString())
                .contains("PatientName", "PatientID", "PatientBirthDate");
        assertThat(seen.get(2).at("/wardtap/phi/fields").toString()).contains("PatientID");
        assertThat(seen.get(5).at("/wardtap/http/instances").asInt()).isOne();
        assertThat(seen.get(6).at("/wardtap/phi/fields").toString()).contains("PatientName");
        assertThat(alerts(run)).contains("phi-cleartext-dicomweb", "cred-cleartext-http");
        JsonNode exposure = run.summary().at("/exposure/0");
        assertThat(exposure.at("/protocol").asText()).isEqualTo("http");
        assertThat(exposure.at("/patients").asInt()).isEqualTo(2);
    }

    @Test
    void readsOrthancsOwnInterface() throws IOException {
        ReplayRun run = replay("orthanc-rest");

        List<JsonNode> seen = run.events("wardtap.http");
        assertThat(texts(seen, "/url/path"))
                .containsExactly(
                        "/instances",
                        "/patients",
                        "/tools/find",
                        "/system",
                        "/app/{x}.html",
                        "/statistics");
        assertThat(seen.getFirst().at("/wardtap/http/preamble").asText()).isEqualTo("pe");
        assertThat(alerts(run)).contains("dicom-preamble-executable", "phi-mail-ftp-file");
    }

    @Test
    void readsHapiFhir() throws IOException {
        ReplayRun run = replay("hapi-fhir");

        List<JsonNode> seen = run.events("wardtap.http");
        assertThat(texts(seen, "/wardtap/http/interaction"))
                .containsExactly("capabilities", "read", "read", "search", "search", "create");
        assertThat(texts(seen, "/http/response/status_code"))
                .containsExactly("200", "200", "200", "200", "200", "201");
        assertThat(texts(seen, "/wardtap/cleartext_credentials"))
                .containsExactly("", "", "true", "true", "true", "true");
        for (JsonNode read : seen.subList(1, 6)) {
            assertThat(read.at("/wardtap/phi/fields").toString())
                    .contains("Patient.name", "Patient.identifier", "Patient.birthDate");
        }
        assertThat(seen.get(3).at("/wardtap/phi/patients").asInt()).isEqualTo(3);
        assertThat(seen.get(3).at("/wardtap/http/resource_types").toString())
                .contains("Bundle", "Patient");
        assertThat(alerts(run)).contains("phi-cleartext-fhir", "fhir-open-server");
    }

    @Test
    void readsTheStandInForAFhirServer() throws IOException {
        ReplayRun run = replay("fhir-stand-in");

        List<JsonNode> seen = run.events("wardtap.http");
        assertThat(texts(seen, "/wardtap/http/interaction").subList(0, 8))
                .containsExactly(
                        "capabilities",
                        "read",
                        "read",
                        "search",
                        "search",
                        "create",
                        "operation",
                        "");
        assertThat(seen.get(1).at("/wardtap/http/resource_types").toString()).contains("Patient");
        assertThat(seen.get(3).at("/wardtap/phi/fields").toString()).contains("subject.display");
        assertThat(seen.get(7).at("/wardtap/phi/patients").asInt()).isEqualTo(5);
        assertThat(seen.get(8).at("/wardtap/http/credentials").toString())
                .contains("form", "issued-token");
        assertThat(alerts(run))
                .contains(
                        "phi-cleartext-fhir",
                        "cred-cleartext-http",
                        "fhir-open-server",
                        "fhir-bulk-export");
    }
}
