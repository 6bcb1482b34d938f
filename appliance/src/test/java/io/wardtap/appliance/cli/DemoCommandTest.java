package io.wardtap.appliance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.appliance.ReplayOptions;
import io.wardtap.appliance.alert.Alert;
import io.wardtap.appliance.alert.AlertAction;
import io.wardtap.appliance.detect.Severity;
import io.wardtap.appliance.observe.Address;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

final class DemoCommandTest {
    @TempDir Path dir;
    private final CommandLineRun wardtap = new CommandLineRun();
    private String out;

    @BeforeEach
    void bundle() throws IOException {
        Path captures = Files.createDirectories(dir.resolve(DemoCommand.CAPTURES));
        Files.createFile(captures.resolve(DemoCommand.ORDINARY));
        Files.createFile(captures.resolve(DemoCommand.INCIDENT));
        out = dir.resolve("out").toString();
        wardtap.home(dir);
    }

    private static Alert alert() {
        Alert alert =
                new Alert(
                        new UUID(1, 2),
                        RulesAndConfigCommandsTest.SCAN,
                        "key",
                        Severity.HIGH,
                        1_767_600_000_000_000_000L);
        alert.explanation = "One source asked 600 ports of \033[31mthe archive.";
        alert.client = Address.parse("10.0.0.66");
        alert.server = Address.parse("10.0.0.9");
        alert.serverPort = 104;
        return alert;
    }

    @Test
    void learnsFromTheFirstCaptureAndJudgesTheSecond() {
        assertThat(wardtap.run("demo", "-o", out)).as(wardtap.err()).isZero();

        assertThat(wardtap.asked).hasSize(2);
        ReplayOptions first = wardtap.asked.getFirst();
        ReplayOptions second = wardtap.asked.getLast();
        assertThat(first.captures().getFirst()).endsWith(DemoCommand.ORDINARY);
        assertThat(second.captures().getFirst()).endsWith(DemoCommand.INCIDENT);
        assertThat(second.baseline()).isEqualTo(first.saveBaseline()).isNotNull();
        assertThat(second.output()).isEqualTo(Path.of(out));
        assertThat(second.serve()).isFalse();
    }

    @Test
    void tellsEachAlertAsItIsRaised() {
        wardtap.engine(
                (options, listener, cancelled) -> {
                    listener.onAlert(alert(), AlertAction.OPENED);
                    listener.onAlert(alert(), AlertAction.UPDATED);
                    return CommandLineRun.result(0, List.of(), "Summary\n", null);
                });

        assertThat(wardtap.run("demo", "-o", out)).isZero();

        assertThat(
                        wardtap.out()
                                .split(
                                        "HIGH +Port scan \\(recon-port-scan\\) opened 2026-01-05"
                                                + " 08:00:00Z",
                                        -1))
                .hasSize(3);
        assertThat(wardtap.out())
                .contains(
                        "10.0.0.66 -> 10.0.0.9:104",
                        "One source asked 600 ports of ?[31mthe archive.",
                        "Do first: Find out who runs it.");
    }

    @Test
    void keepsStandardOutputForJson() throws IOException {
        Path json = Files.writeString(dir.resolve("summary.json"), "{}\n");
        wardtap.engine(
                (options, listener, cancelled) -> {
                    listener.onAlert(alert(), AlertAction.OPENED);
                    return CommandLineRun.result(0, List.of(), "Summary\n", json);
                });

        assertThat(wardtap.run("demo", "--json", "-o", out)).isZero();

        assertThat(wardtap.out()).isEqualTo("{}\n");
        assertThat(wardtap.err()).contains("Port scan");
    }

    @Test
    void servesAfterTheSecondCapture() {
        wardtap.engine(
                (options, listener, cancelled) -> {
                    var result =
                            CommandLineRun.result(
                                    0, List.of(), "Summary of " + options.serve() + "\n", null);
                    if (options.serve()) {
                        listener.onServing(result, "http://127.0.0.1:9477/metrics");
                    }
                    return result;
                });

        assertThat(wardtap.run("demo", "--serve", "-o", out)).isZero();

        assertThat(wardtap.out())
                .containsOnlyOnce("Summary of true")
                .contains("Metrics stay at http://127.0.0.1:9477/metrics until Ctrl-C.");
    }

    @Test
    void stopsWhenTheFirstCaptureFails() {
        wardtap.result(CommandLineRun.result(3, List.of("damaged"), "", null));

        assertThat(wardtap.run("demo", "-o", out)).isEqualTo(3);
        assertThat(wardtap.asked).hasSize(1);
    }

    @Test
    void saysThatTheCapturesAreMissing() {
        assertThat(new CommandLineRun().run("demo", "-o", out)).isEqualTo(4);
        assertThat(new CommandLineRun().home(dir.resolve("nosuch")).run("demo", "-o", out))
                .isEqualTo(4);
    }
}
