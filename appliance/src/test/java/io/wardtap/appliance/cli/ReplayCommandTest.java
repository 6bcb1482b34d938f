package io.wardtap.appliance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.appliance.ReplayOptions;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

final class ReplayCommandTest {
    @TempDir Path dir;
    private final CommandLineRun wardtap = new CommandLineRun();
    private String out;

    @BeforeEach
    void nameOutput() {
        out = dir.resolve("out").toString();
    }

    private ReplayOptions accepted(String... args) {
        String[] all = new String[args.length + 3];
        System.arraycopy(new String[] {"replay", "-o", out}, 0, all, 0, 3);
        System.arraycopy(args, 0, all, 3, args.length);
        assertThat(wardtap.run(all)).as(wardtap.err()).isZero();
        return wardtap.asked.getLast();
    }

    private String refused(String... args) {
        assertThat(wardtap.run(args)).isEqualTo(2);
        assertThat(wardtap.asked).isEmpty();
        List<String> lines = wardtap.err().lines().toList();
        assertThat(lines).hasSize(2).last().isEqualTo("Try 'wardtap replay --help'.");
        return lines.getFirst();
    }

    @Test
    void takesTheDefaultsOfTheContract() {
        ReplayOptions options = accepted("a.pcap", "b.pcapng.zst");

        assertThat(options.captures()).containsExactly("a.pcap", "b.pcapng.zst");
        assertThat(options.config()).isNull();
        assertThat(options.workers())
                .isEqualTo(Math.max(1, Runtime.getRuntime().availableProcessors() - 1));
        assertThat(options.speed()).isEqualTo(ReplayOptions.MAX_SPEED);
        assertThat(options.events()).isNull();
        assertThat(options.streamDigests()).isFalse();
        assertThat(options.deliver()).isFalse();
        assertThat(options.serve()).isFalse();
        assertThat(ReplayOptions.DEFAULT_OUTPUT).isEqualTo(Path.of("wardtap-out"));
    }

    @Test
    void handsEveryOptionOn() throws IOException {
        Path config = Files.createFile(dir.resolve("wardtap.yaml"));
        Path key = Files.createFile(dir.resolve("key"));
        Path baseline = Files.createFile(dir.resolve("baseline.json"));
        Path learned = dir.resolve("learned.json");

        ReplayOptions options =
                accepted(
                        "-c",
                        config.toString(),
                        "--workers=3",
                        "--speed",
                        "2.5x",
                        "--events",
                        "alert,wardtap.device",
                        "--token-key",
                        key.toString(),
                        "--baseline",
                        baseline.toString(),
                        "--save-baseline",
                        learned.toString(),
                        "--stream-digests",
                        "--deliver",
                        "-q",
                        "-");

        assertThat(options)
                .isEqualTo(
                        ReplayOptions.of(List.of("-"))
                                .config(config)
                                .output(Path.of(out))
                                .workers(3)
                                .speed(2.5)
                                .events(java.util.Set.of("alert", "device"))
                                .tokenKey(key)
                                .baseline(baseline)
                                .saveBaseline(learned)
                                .streamDigests(true)
                                .deliver(true)
                                .build());
        assertThat(Path.of(out)).isDirectory();
    }

    @ParameterizedTest
    @CsvSource({"max,Infinity", "real,1", "10x,10", "0.5x,0.5"})
    void readsSpeeds(String text, double factor) {
        assertThat(accepted("--speed", text, "a").speed()).isEqualTo(factor);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fast", "10", "x", "0x", "-1x", "NaNx", "Infinityx", ""})
    void refusesOtherSpeeds(String text) {
        assertThat(refused("replay", "--speed", text, "a"))
                .contains("--speed: '" + text + "' is not max, real");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "257", "two", "1.5", "99999999999"})
    void refusesWorkersOutOfRange(String text) {
        assertThat(refused("replay", "--workers=" + text, "a"))
                .isEqualTo(
                        "wardtap: replay: --workers: '"
                                + text
                                + "' is not a whole number from 1 to 256");
    }

    @Test
    void readsAllAndNoneAsEvents() {
        assertThat(accepted("--events", "all", "a").events()).isNull();
        assertThat(accepted("--events", "none", "a").events()).isEmpty();
    }

    @Test
    void namesTheNearestDataset() {
        assertThat(refused("replay", "--events", "alert,devices", "a"))
                .contains("unknown dataset 'devices'; did you mean device?");
    }

    @Test
    void namesTheNearestOption() {
        assertThat(refused("replay", "--save-base=x", "a"))
                .isEqualTo(
                        "wardtap: replay: unknown option '--save-base'; did you mean"
                                + " --save-baseline?");
    }

    @Test
    void wantsACapture() {
        assertThat(refused("replay")).contains("missing required parameter: 'CAPTURE'");
    }

    @Test
    void wantsAValueBehindAnOption() {
        assertThat(refused("replay", "a", "--workers")).contains("--workers");
    }

    @Test
    void refusesAnOptionGivenTwice() {
        assertThat(refused("replay", "-o", "a", "-o", "b", "x")).contains("only once");
    }

    @Test
    void refusesAMissingConfigurationKeyOrBaseline() {
        String missing = dir.resolve("nosuch").toString();

        assertThat(refused("replay", "-c", missing, "a"))
                .isEqualTo("wardtap: replay: -c: no such file: " + missing);
        assertThat(new CommandLineRun().run("replay", "--token-key", missing, "a")).isEqualTo(2);
        assertThat(new CommandLineRun().run("replay", "--baseline", dir.toString(), "a"))
                .isEqualTo(2);
        assertThat(new CommandLineRun().run("replay", "--save-baseline", missing + "/b", "a"))
                .isEqualTo(2);
    }

    @Test
    void refusesAFileAsOutputFolder() throws IOException {
        Path file = Files.createFile(dir.resolve("taken"));

        assertThat(refused("replay", "-o", file.toString(), "a"))
                .contains("-o: a file, not a folder: ");
    }

    @Test
    void readsStandardInputOnceAndNeverFromAKeyboard() {
        assertThat(refused("replay", "-", "-")).contains("only once");
        CommandLineRun typed = new CommandLineRun().inputIsTerminal();

        assertThat(typed.run("replay", "-o", out, "-")).isEqualTo(2);
        assertThat(typed.err()).contains("is a terminal");
    }

    @Test
    void printsTheSummaryAndWhereItIs() {
        wardtap.result(CommandLineRun.result(0, List.of(), "Traffic\n  flows 3\n", null));

        accepted("a");

        assertThat(wardtap.out()).isEqualTo("Traffic\n  flows 3\nWritten to " + out + "\n");
        assertThat(wardtap.err()).isEmpty();
    }

    @Test
    void quietPrintsNothingButProblems() {
        wardtap.result(
                CommandLineRun.result(
                        3, List.of("a: damaged at byte 24: cut short"), "Traffic\n", null));

        assertThat(wardtap.run("replay", "-q", "-o", out, "a")).isEqualTo(3);

        assertThat(wardtap.out()).isEmpty();
        assertThat(wardtap.err()).isEqualTo("wardtap: a: damaged at byte 24: cut short\n");
    }

    @Test
    void printsTheSummaryFileAsJson() throws IOException {
        Path json = Files.writeString(dir.resolve("summary.json"), "{\"packets\": 3}\n");
        wardtap.result(CommandLineRun.result(0, List.of(), "Traffic\n", json));

        accepted("--json", "a");

        assertThat(wardtap.out()).isEqualTo("{\"packets\": 3}\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 130})
    void endsWithTheCodeOfTheReplay(int code) {
        wardtap.result(CommandLineRun.result(code, List.of(), "", null));

        assertThat(wardtap.run("replay", "-o", out, "a")).isEqualTo(code);
    }

    @Test
    void namesFromFilesCannotSteerTheTerminal() {
        wardtap.result(
                CommandLineRun.result(4, List.of("\033[2J\u202Ea.pcap: no such file"), "", null));

        assertThat(wardtap.run("replay", "-o", out, "a")).isEqualTo(4);

        assertThat(wardtap.err()).isEqualTo("wardtap: ?[2J?a.pcap: no such file\n");
    }
}
