package io.wardtap.appliance.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// One `wardtap` command line in a process of its own, as the launcher would start it.
final class CommandProcess {
    private static final long POLL_MS = 20;
    private static final long LONGEST_START_MS = 30_000;

    private final List<String> command = new ArrayList<>();
    private final Path folder;
    private final Path out;
    private final Path err;
    private Process process;

    /// @param folder where it runs
    CommandProcess(Path folder) throws IOException {
        this.folder = folder;
        this.out = Files.createTempFile(folder, "stdout", ".txt");
        this.err = Files.createTempFile(folder, "stderr", ".txt");
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-Xmx512m");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add("io.wardtap.appliance.cli.Main");
    }

    CommandProcess args(String... more) {
        command.addAll(List.of(more));
        return this;
    }

    CommandProcess start() throws IOException {
        process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
        return this;
    }

    long pid() {
        return process.pid();
    }

    /// @return the exit code
    int await(Duration longest) throws InterruptedException {
        try {
            assertThat(process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS))
                    .as("ended within %s", longest)
                    .isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    void awaitFile(Path file) throws InterruptedException {
        for (long waited = 0; !Files.exists(file); waited += POLL_MS) {
            assertThat(waited).as("%s appears", file).isLessThan(LONGEST_START_MS);
            assertThat(process.isAlive()).as("still runs").isTrue();
            Thread.sleep(POLL_MS);
        }
    }

    String out() throws IOException {
        return Files.readString(out, StandardCharsets.UTF_8);
    }

    String err() throws IOException {
        return Files.readString(err, StandardCharsets.UTF_8);
    }
}
