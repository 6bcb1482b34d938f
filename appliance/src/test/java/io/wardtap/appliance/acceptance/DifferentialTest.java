package io.wardtap.appliance.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.wardtap.protocol.testkit.SharedFiles;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Holds replays of captures from elsewhere against what other programs see in them.
class DifferentialTest {
    /// Captures of which the other program's view is not the truth, or not reached: file name, and
    /// why, as protocol-parsers/docs/differences.md tells. A file that is named here is to
    /// disagree, so that the list does not outlive its reasons.
    private static final Map<String, String> EXCEPTIONS =
            Map.of(
                    "format__gopacket__le-test102.pcapng",
                    "tshark counts three custom blocks as packets");

    /// Captures that are broken on purpose: read up to the damage, told by the exit code.
    private static final Set<String> DAMAGED = Set.of("format__gopacket__be-test901.pcapng");

    @TempDir Path folder;

    @TestFactory
    Stream<DynamicTest> agreesWithOtherReaders() throws IOException, InterruptedException {
        Path captures = SharedFiles.folder("captures").orElse(null);
        Path tools = SharedFiles.folder("tools").orElse(null);
        assumeTrue(
                captures != null && tools != null,
                "skipped: no folder shared with captures and tools beside the checkout");
        assumeTrue(hasPython(), "skipped: python3 is not installed");
        List<Path> files = new ArrayList<>(list(captures.resolve("generated"), ""));
        files.addAll(list(captures.resolve("public"), ""));
        assertThat(files).isNotEmpty();

        return files.stream()
                .map(
                        file ->
                                DynamicTest.dynamicTest(
                                        file.getFileName().toString(),
                                        () -> compare(file, tools.resolve("compare-truth"))));
    }

    private static List<Path> list(Path of, String prefix) throws IOException {
        try (Stream<Path> files = Files.list(of)) {
            return files.filter(
                            file -> {
                                String name = file.getFileName().toString();
                                return name.startsWith(prefix)
                                        && (name.endsWith(".pcap") || name.endsWith(".pcapng"));
                            })
                    .sorted()
                    .toList();
        }
    }

    private void compare(Path capture, Path tool) throws IOException, InterruptedException {
        String name = capture.getFileName().toString();
        Path truth = capture.resolveSibling(name + ".truth.json");
        assertThat(truth).exists();
        Path out = folder.resolve(name);
        ReplayRun run = ReplayRun.of(ReplayRun.options(out, capture).streamDigests(true));
        assertThat(run.result().exitCode())
                .as("%s", run.result().messages())
                .isEqualTo(DAMAGED.contains(name) ? 3 : 0);

        Path report = folder.resolve(name + ".report");
        Process process =
                new ProcessBuilder(
                                "python3",
                                tool.toString(),
                                out.toString(),
                                truth.toString(),
                                "--verbose")
                        .redirectErrorStream(true)
                        .redirectOutput(report.toFile())
                        .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();

        String said = Files.readString(report, StandardCharsets.UTF_8);
        String why = EXCEPTIONS.get(name);
        boolean agrees = process.exitValue() == 0 || !isAllRead(name) && agreesInStreams(said);
        if (why == null) {
            assertThat(agrees).as("%s", said).isTrue();
        } else {
            assertThat(agrees).as("no exception any more: %s", why).isFalse();
        }
    }

    /// Whether the messages of all protocols in it are read, too.
    private static boolean isAllRead(String name) {
        return !name.contains("__") || name.startsWith("dicom") || name.startsWith("hl7");
    }

    private static boolean agreesInStreams(String report) {
        return report.lines()
                .filter(line -> line.contains(" packets ") || line.contains(" tcp streams, "))
                .allMatch(line -> line.startsWith("ok"));
    }

    private static boolean hasPython() throws InterruptedException {
        try {
            return new ProcessBuilder("python3", "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
