package io.wardtap.appliance.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The same input, configuration and baseline give the same bytes, whoever does the work.
class WorkersTest {
    private static final Path MORNING = ReplayRun.DEMO.resolve("first-minutes.pcap.gz");
    private static final Path TROUBLE = ReplayRun.DEMO.resolve("something-goes-wrong.pcap.gz");

    @TempDir static Path folder;
    private static ReplayRun one;

    @BeforeAll
    static void replayWithOne() {
        ReplayRun.of(
                ReplayRun.options(folder.resolve("learnt"), MORNING)
                        .saveBaseline(folder.resolve("baseline.json")));
        one = replay(1, "one");
    }

    private static ReplayRun replay(int workers, String name) {
        return ReplayRun.of(
                ReplayRun.options(folder.resolve(name), TROUBLE)
                        .baseline(folder.resolve("baseline.json"))
                        .streamDigests(true)
                        .workers(workers));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void anyNumberOfWorkersLeavesTheSameFiles(int workers) throws IOException {
        assertSame(replay(workers, workers + "-workers"));
    }

    @Test
    void aRepetitionLeavesTheSameFiles() throws IOException {
        assertSame(replay(1, "again"));
    }

    @Test
    void learningIsTheSameWithAnyNumberOfWorkers() {
        Path file = folder.resolve("baseline-of-four.json");
        ReplayRun.of(
                ReplayRun.options(folder.resolve("learnt-by-four"), MORNING)
                        .workers(4)
                        .saveBaseline(file));

        assertThat(file).hasSameBinaryContentAs(folder.resolve("baseline.json"));
    }

    private static void assertSame(ReplayRun other) throws IOException {
        assertThat(other.result().exitCode()).isZero();
        assertThat(one.events()).hasSizeGreaterThan(1000);
        // not hasSameBinaryContentAs: a difference is to be shown as a place, not as two files
        assertThat(
                        Files.mismatch(
                                one.folder().resolve("events.jsonl"),
                                other.folder().resolve("events.jsonl")))
                .as("first byte of events.jsonl that differs")
                .isEqualTo(-1);
        assertThat(other.folder().resolve("inventory.json"))
                .hasSameTextualContentAs(one.folder().resolve("inventory.json"));
        assertThat(withoutRun(other)).isEqualTo(withoutRun(one));
    }

    private static JsonNode withoutRun(ReplayRun run) throws IOException {
        ObjectNode summary = (ObjectNode) run.summary();
        assertThat(summary.remove("run")).isNotNull();
        return summary;
    }
}
