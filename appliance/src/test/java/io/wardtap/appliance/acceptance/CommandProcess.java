package io.wardtap.appliance.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// One `wardtap` command line in a process of its own, as the launcher would start it.
final class CommandProcess {
    private static final String MAIN = "io.wardtap.appliance.cli.Main";
    private static final long POLL_MS = 20;
    private static final long LONGEST_START_MS = 30_000;

    private final List<String> command = new ArrayList<>();
    private final Path folder;
    private final Path out;
    private final Path err;
    private final Map<String, String> environment = new HashMap<>();
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
        command.add(MAIN);
    }

    /// Starts by this class instead, which is to call the usual one.
    CommandProcess main(String className) {
        command.set(command.indexOf(MAIN), className);
        return this;
    }

    CommandProcess args(String... more) {
        command.addAll(List.of(more));
        return this;
    }

    /// Starts it by another program, such as one that puts it elsewhere.
    CommandProcess by(List<String> prefix) {
        command.addAll(0, prefix);
        return this;
    }

    CommandProcess environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    CommandProcess start() throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().putAll(environment);
        process = builder.start();
        return this;
    }

    /// Sends a signal by its name without SIG.
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor();
    }

    /// Waits for this on standard error.
    void awaitErr(String text) throws IOException, InterruptedException {
        for (long waited = 0; !err().contains(text); waited += POLL_MS) {
            assertThat(waited).as("'%s' in: %s", text, err()).isLessThan(LONGEST_START_MS);
            assertThat(process.isAlive()).as("still runs: %s", err()).isTrue();
            Thread.sleep(POLL_MS);
        }
    }

    /// Waits for its end, however it ends.
    void awaitEnd() throws InterruptedException {
        process.waitFor();
    }

    /// Ends it, whatever it does.
    void kill() {
        if (process != null) {
            process.destroyForcibly();
        }
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
