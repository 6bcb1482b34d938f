package io.wardtap.appliance.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import io.wardtap.appliance.export.AllowList;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Checks of HL7 messages with HAPI, through the whole product.
class Hl7ConformanceReplayTest {
    private static final Path CAPTURES =
            ReplayRun.ROOT.resolve(
                    Path.of("appliance", "src", "test", "resources", "captures", "hl7"));

    @TempDir Path folder;

    @Test
    void tellsCodesAndPlacesBySenderAndVersion() throws IOException {
        ReplayRun run = replay("one", 1, true);

        JsonNode checks = run.summary().at("/hl7_interfaces/0/conformance");
        assertThat(checks).hasSize(2);
        assertThat(checks.at("/0/sender").asText()).isEqualTo("client");
        assertThat(checks.at("/1/sender").asText()).isEqualTo("server");
        assertThat(checks.at("/0/checked").asInt()).isEqualTo(3);
        assertThat(checks.at("/1/checked").asInt()).isEqualTo(3);
        assertThat(checks.at("/0/version").asText()).matches("2[.0-9]*");
        assertThat(run.summary().at("/run/hl7_conformance_left_out").asInt(-1)).isZero();
        assertThat(run.summary().at("/run/hl7_conformance_unfinished").asInt(-1)).isZero();
        assertThat(AllowList.load().violations(AllowList.SUMMARY, run.summary())).isEmpty();
    }

    @Test
    void tellsTheSameForAnyNumberOfWorkers() throws IOException {
        JsonNode one = replay("one", 1, true).summary().at("/hl7_interfaces");

        assertThat(replay("three", 3, true).summary().at("/hl7_interfaces")).isEqualTo(one);
    }

    @Test
    void checksNothingUnlessAskedTo() throws IOException {
        JsonNode summary = replay("off", 1, false).summary();

        assertThat(summary.at("/hl7_interfaces/0").has("conformance")).isFalse();
        assertThat(summary.at("/run").has("hl7_conformance_left_out")).isFalse();
    }

    @Test
    void writesNothingThatAMessageSays() throws IOException {
        ReplayRun run = replay("names", 1, true);

        for (String file : List.of("summary.json", "events.jsonl", "inventory.json")) {
            assertThat(Files.readString(run.folder().resolve(file)))
                    .doesNotContainIgnoringCase("Beispiel")
                    .doesNotContainIgnoringCase("19700131");
        }
    }

    private ReplayRun replay(String name, int workers, boolean checks) throws IOException {
        Path config = folder.resolve(name + ".yaml");
        Files.writeString(config, "protocols:\n  hl7_conformance:\n    enabled: " + checks + "\n");
        return ReplayRun.of(
                ReplayRun.options(folder.resolve(name), CAPTURES.resolve("hapi-utf8.pcap"))
                        .config(config)
                        .workers(workers));
    }
}
