package io.wardtap.appliance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

@Timeout(60)
final class InterruptTest {
    @TempDir Path dir;

    @ParameterizedTest
    @CsvSource({"INT,130", "TERM,143"})
    void aSignalEndsTheCommandAfterItHasFlushed(String signal, int code) throws Exception {
        Path flushed = dir.resolve("flushed");
        Process process = start(flushed);
        try (BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(out.readLine()).isEqualTo("busy");

            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();

            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isEqualTo(code);
        assertThat(flushed).hasContent("flushed");
    }

    @Test
    void leavesNothingBehindWithoutASignal() {
        try (Interrupt interrupt = Interrupt.install()) {
            assertThat(interrupt.getAsBoolean()).isFalse();
        }
        try (Interrupt again = Interrupt.install()) {
            assertThat(again.getAsBoolean()).isFalse();
        }
    }

    private static Process start(Path flushed) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Busy.class.getName(),
                        flushed.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /// A command that goes on until it is told to stop, then takes its time to flush.
    static final class Busy {
        private Busy() {}

        public static void main(String[] args) throws Exception {
            try (Interrupt interrupt = Interrupt.install()) {
                System.out.println("busy");
                while (!interrupt.getAsBoolean()) {
                    Thread.sleep(5);
                }
                Thread.sleep(200);
                Files.writeString(Path.of(args[0]), "flushed");
            }
            System.exit(0);
        }
    }
}
