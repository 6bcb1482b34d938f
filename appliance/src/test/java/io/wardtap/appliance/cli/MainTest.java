package io.wardtap.appliance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

final class MainTest {
    private final CommandLineRun wardtap = new CommandLineRun();

    @Test
    void listsEveryVerbWhenAskedForHelp() {
        assertThat(wardtap.run("--help")).isZero();

        assertThat(Verb.labels())
                .allSatisfy(verb -> assertThat(wardtap.out()).contains("\n  " + verb));
        assertThat(wardtap.err()).isEmpty();
    }

    @Test
    void showsTheVerbsOnStandardErrorWhenNothingIsAsked() {
        assertThat(wardtap.run()).isEqualTo(2);

        assertThat(wardtap.err()).contains("Usage: wardtap COMMAND");
        assertThat(wardtap.out()).isEmpty();
    }

    @Test
    void namesTheNearestVerbWhenOneIsMistyped() {
        assertThat(wardtap.run("relpay", "x.pcap")).isEqualTo(2);

        assertThat(wardtap.err().lines().toList())
                .containsExactly(
                        "wardtap: unknown command 'relpay'; did you mean replay?",
                        "Try 'wardtap --help'.");
    }

    @Test
    void saysWhichCommandIsNotInThisVersion() {
        assertThat(wardtap.run("exceptions", "list")).isEqualTo(2);

        assertThat(wardtap.err())
                .startsWith("wardtap: exceptions: ")
                .contains("not in this version");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alerts ack 1",
                "alerts close 1",
                "devices import x",
                "devices export",
                "baseline reset",
                "baseline freeze",
                "rules rehearse x"
            })
    void saysWhySecondWordsOfLaterVersionsDoNothing(String words) {
        String[] args = words.split(" ");

        assertThat(wardtap.run(args)).isEqualTo(2);

        assertThat(wardtap.err())
                .startsWith("wardtap: " + args[0] + " " + args[1] + ": it comes later")
                .doesNotContain("unexpected");
    }

    @Test
    void helpOfAVerbGoesToStandardOutput() {
        assertThat(wardtap.run("help", "replay")).isZero();

        assertThat(wardtap.out())
                .contains(
                        "-c,",
                        "-o,",
                        "--workers",
                        "--speed",
                        "--events",
                        "--token-key",
                        "--baseline",
                        "--save-baseline",
                        "--stream-digests",
                        "--deliver",
                        "--json",
                        "-q,",
                        "-v,");
    }

    @Test
    void helpOfASecondWordNamesBoth() {
        assertThat(wardtap.run("config", "check", "--help")).isZero();

        assertThat(wardtap.out()).startsWith("Usage: wardtap config check ");
    }

    @Test
    void asksForASecondWordWhereOneIsNeeded() {
        assertThat(wardtap.run("rules")).isEqualTo(2);

        assertThat(wardtap.err()).contains("one of list, show, rehearse is needed");
    }

    @Test
    void internalErrorsTellThePlaceButNeverTheText(@TempDir Path dir) {
        wardtap.engine(
                (options, listener, cancelled) -> {
                    throw new IllegalStateException(
                            "field PID-5 was MUSTER^ERIKA",
                            new IllegalArgumentException("MUSTER^ERIKA"));
                });

        assertThat(wardtap.run("replay", "-o", dir.toString(), "x.pcap")).isEqualTo(1);
        assertThat(wardtap.err().lines().toList())
                .singleElement()
                .asString()
                .startsWith(
                        "wardtap: internal error: java.lang.IllegalArgumentException at"
                                + " io.wardtap.")
                .doesNotContain("MUSTER");

        assertThat(wardtap.run("replay", "-v", "-o", dir.toString(), "x.pcap")).isEqualTo(1);
        assertThat(wardtap.err())
                .contains("caused by java.lang.IllegalArgumentException", "    at io.wardtap.")
                .doesNotContain("MUSTER");
    }

    @Test
    void fileProblemsOfTheOutputNameTheFile(@TempDir Path dir) {
        wardtap.engine(
                (options, listener, cancelled) -> {
                    throw new UncheckedIOException(
                            new FileSystemException(
                                    "out/events.jsonl", null, "No space left on device"));
                });

        assertThat(wardtap.run("replay", "-o", dir.toString(), "x.pcap")).isEqualTo(1);

        assertThat(wardtap.err()).isEqualTo("wardtap: out/events.jsonl: No space left on device\n");
    }

    @Test
    void showsVersionAsJson() {
        assertThat(wardtap.run("version", "--json")).isZero();

        assertThat(wardtap.out())
                .contains("\"version\"", "\"commit\" : \"unknown\"", "\"native_capture\"");
    }
}
