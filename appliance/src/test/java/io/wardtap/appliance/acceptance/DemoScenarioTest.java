package io.wardtap.appliance.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Learns from an ordinary morning and judges others: what went wrong is told, as the story in
/// deploy/demo/README.md has it, and nothing is told about what is ordinary.
class DemoScenarioTest {
    private static final String LAPTOP = "10.20.1.77";
    private static final String PACS = "10.20.0.10";
    private static final String CT = "10.20.1.11";

    @TempDir static Path folder;
    private static ReplayRun learnt;
    private static ReplayRun judged;

    @BeforeAll
    static void learnAndJudge() {
        learnt =
                ReplayRun.of(
                        ReplayRun.options(folder.resolve("learnt"), capture("ordinary-morning"))
                                .saveBaseline(folder.resolve("baseline.json")));
        judged = judge("something-goes-wrong");
    }

    private static Path capture(String name) {
        return ReplayRun.DEMO.resolve(name + ".pcap.gz");
    }

    private static ReplayRun judge(String name) {
        return ReplayRun.of(
                ReplayRun.options(folder.resolve("judged-" + name), capture(name))
                        .baseline(folder.resolve("baseline.json")));
    }

    private static List<JsonNode> opened(ReplayRun run) throws IOException {
        return run.events("wardtap.alert").stream()
                .filter(e -> e.at("/event/action").asText().equals("opened"))
                .toList();
    }

    private static String rule(JsonNode alert) {
        return alert.at("/rule/id").asText();
    }

    /// `rule client server` of every alert but those about patient data in clear.
    private static List<String> incidents(ReplayRun run) throws IOException {
        List<String> all = new ArrayList<>();
        for (JsonNode alert : opened(run)) {
            if (!rule(alert).startsWith("phi-cleartext-")) {
                String ends =
                        alert.at("/source/ip").asText()
                                + " "
                                + alert.at("/destination/ip").asText("-");
                all.add(rule(alert) + " " + ends);
            }
        }
        return all;
    }

    @Test
    void tellsWhatGoesWrongAndNothingElse() throws IOException {
        List<String> incidents = new ArrayList<>(incidents(judged));

        // a scan leaves the peer out of its key: which of the two comes first does not matter
        assertThat(incidents.removeIf(i -> i.startsWith("recon-port-scan " + LAPTOP))).isTrue();
        assertThat(incidents)
                .containsExactlyInAnyOrder(
                        "recon-dicom-probe " + LAPTOP + " " + PACS,
                        "behav-new-peer " + LAPTOP + " " + PACS,
                        "behav-new-peer " + LAPTOP + " " + CT,
                        "dicom-unknown-ae " + LAPTOP + " " + PACS,
                        "dicom-unknown-ae " + LAPTOP + " " + CT,
                        "exfil-dicom-query " + LAPTOP + " " + PACS,
                        "cred-cleartext-dicom 10.20.1.14 " + PACS,
                        "hl7-nak-storm 10.20.0.15 10.20.0.30",
                        "behav-new-peer 10.20.1.13 203.0.113.50",
                        "phi-external-destination 10.20.1.13 203.0.113.50",
                        "behav-new-peer 10.20.1.12 10.20.1.50",
                        "behav-device-silent 10.20.1.31 -",
                        "behav-new-service 10.20.1.50 " + CT);
    }

    @Test
    void tellsEveryRuleOfTheStoryWhileItHappens() throws IOException {
        JsonNode trouble =
                ReplayRun.json(ReplayRun.DEMO.resolve("ground-truth.json"))
                        .at("/something-goes-wrong.pcap.gz/trouble");
        assertThat(trouble).isNotEmpty();
        for (JsonNode scene : trouble) {
            Instant from = Instant.parse(scene.get("from").asText());
            Instant to = Instant.parse(scene.get("to").asText()).plusSeconds(60);
            for (JsonNode wanted : scene.get("rules")) {
                assertThat(opened(judged))
                        .as("%s in %s", wanted.asText(), scene.get("scene").asText())
                        .anyMatch(
                                alert -> {
                                    Instant at = Instant.parse(alert.get("@timestamp").asText());
                                    return rule(alert).equals(wanted.asText())
                                            && !at.isBefore(from)
                                            && !at.isAfter(to);
                                });
            }
        }
    }

    @Test
    void namesAtLeastEightKindsEachWithAnExplanation() throws IOException {
        Set<String> rules = new TreeSet<>();
        for (JsonNode alert : opened(judged)) {
            rules.add(rule(alert));
            assertThat(alert.at("/wardtap/alert/explanation").asText()).endsWith(".");
            assertThat(alert.at("/wardtap/alert/response").asText()).isNotEmpty();
            assertThat(alert.at("/event/id").asText()).isNotEmpty();
        }

        assertThat(rules).hasSizeGreaterThanOrEqualTo(8);
        assertThat(judged.summary().get("alerts").properties()).hasSize(rules.size());
    }

    @Test
    void findsPatientDataInClearOnBothMornings() throws IOException {
        for (ReplayRun run : List.of(learnt, judged)) {
            assertThat(opened(run))
                    .extracting(DemoScenarioTest::rule)
                    .contains("phi-cleartext-dicom", "phi-cleartext-hl7");
        }
    }

    @Test
    void saysNothingAboutHabitsWhileItLearns() throws IOException {
        assertThat(incidents(learnt)).isEmpty();
        assertThat(learnt.result().summaryText()).contains("Learning: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ordinary-morning", "first-minutes"})
    void saysNothingAboutWhatIsOrdinary(String name) throws IOException {
        ReplayRun run = judge(name);

        assertThat(opened(run)).isNotEmpty();
        assertThat(incidents(run)).isEmpty();
        assertThat(run.result().summaryText()).doesNotContain("Learning: ");
    }
}
