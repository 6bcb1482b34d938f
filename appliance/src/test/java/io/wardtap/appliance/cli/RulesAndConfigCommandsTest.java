package io.wardtap.appliance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.wardtap.appliance.detect.RuleInfo;
import io.wardtap.appliance.detect.Severity;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

final class RulesAndConfigCommandsTest {
    static final RuleInfo SCAN =
            new RuleInfo(
                    "recon-port-scan",
                    "Port scan",
                    "recon",
                    "Finds one source that asks many ports.",
                    RuleInfo.Kind.INCIDENT,
                    Severity.HIGH,
                    List.of(Severity.MEDIUM, Severity.HIGH),
                    "T1046 Network Service Discovery",
                    new RuleInfo.Standards(
                            List.of("SI-4"), List.of(), List.of(), List.of(), List.of(), List.of()),
                    "source",
                    Duration.ofHours(1),
                    "Find out who runs it.",
                    false);

    @TempDir Path dir;
    private final CommandLineRun wardtap =
            new CommandLineRun()
                    .rules(List.of(SCAN))
                    .settings(new FileSettings(() -> List.of(SCAN)));

    @Test
    void listsRules() {
        assertThat(wardtap.run("rules", "list")).isZero();

        assertThat(wardtap.out().lines().toList())
                .hasSize(2)
                .last()
                .asString()
                .contains("recon-port-scan", "incident", "high", "Port scan");
    }

    @Test
    void showsARuleAsTextAndAsJson() throws IOException {
        assertThat(wardtap.run("rules", "show", "recon-port-scan")).isZero();
        assertThat(wardtap.out())
                .contains("T1046", "SI-4", "PT1H", "Do first: Find out who runs it.");

        CommandLineRun again = new CommandLineRun().rules(List.of(SCAN));
        assertThat(again.run("rules", "show", "recon-port-scan", "--json")).isZero();
        JsonNode json = new ObjectMapper().readTree(again.out());
        assertThat(json.path("reachable")).hasSize(2);
        assertThat(json.path("nist_800_53").get(0).asText()).isEqualTo("SI-4");
    }

    @Test
    void namesTheNearestRule() {
        assertThat(wardtap.run("rules", "show", "recon-portscan")).isEqualTo(2);

        assertThat(wardtap.err())
                .startsWith(
                        "wardtap: rules show: no rule 'recon-portscan'; did you mean"
                                + " recon-port-scan?");
    }

    @Test
    void acceptsASoundConfiguration() throws IOException {
        Path file = Files.writeString(dir.resolve("wardtap.yaml"), "site:\n  name: North\n");

        assertThat(wardtap.run("config", "check", "-c", file.toString()))
                .as(wardtap.err())
                .isZero();
        assertThat(wardtap.run("config", "check", file.toString())).isZero();
        assertThat(wardtap.run("config", "show", file.toString())).isZero();

        assertThat(wardtap.out()).contains("wardtap.yaml: sound", "name: North");
    }

    @Test
    void namesFileLineAndKeyOfAFault() throws IOException {
        Path file = Files.writeString(dir.resolve("wardtap.yaml"), "site:\n  nmae: North\n");

        assertThat(wardtap.run("config", "check", file.toString())).isEqualTo(2);
        assertThat(wardtap.err()).startsWith("wardtap: " + file + ":2:").contains("nmae", "name");
        assertThat(wardtap.run("config", "show", file.toString())).isEqualTo(2);
        assertThat(wardtap.out()).isEmpty();
        assertThat(wardtap.run("config", "check", "--json", file.toString())).isEqualTo(2);
        assertThat(new ObjectMapper().readTree(wardtap.out()).path("valid").asBoolean(true))
                .isFalse();
    }

    @Test
    void printsDefaultsAsYamlAndJsonAndTheSchema() throws IOException {
        assertThat(wardtap.run("config", "show")).isZero();
        assertThat(wardtap.out()).contains("site:");

        CommandLineRun json = new CommandLineRun().settings(new FileSettings(List::of));
        assertThat(json.run("config", "show", "--json")).isZero();
        assertThat(new ObjectMapper().readTree(json.out()).path("site").isObject()).isTrue();

        CommandLineRun schema = new CommandLineRun().settings(new FileSettings(List::of));
        assertThat(schema.run("config", "schema")).isZero();
        assertThat(new ObjectMapper().readTree(schema.out()).path("$schema").asText())
                .isEqualTo("https://json-schema.org/draft/2020-12/schema");
    }

    @Test
    void wantsTheNameOfAConfiguration() {
        assertThat(wardtap.run("config", "check")).isEqualTo(2);
        assertThat(wardtap.run("config", "check", "-c", dir.toString())).isEqualTo(2);

        assertThat(wardtap.err())
                .contains("name the configuration with -c FILE", "a folder, not a file");
    }
}
