package io.wardtap.protocol.fuzz;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Runs the fuzz targets under Jazzer, each in a JVM of its own with a small heap, one after the
/// other. The Maven profile `fuzz` starts it; Jazzer is on the class path there only.
///
///     FuzzRun FOLDER SECONDS [TARGET]...
///
/// The folder keeps what the fuzzer found worth keeping, and findings. Ends with 1 after a finding.
final class FuzzRun {
    private static final String HEAP = "-Xmx256m";

    /// An input that takes longer has made the target hang.
    private static final int TIMEOUT_SECONDS = 10;

    /// Real inputs of one target are shorter, or say no more by being longer.
    private static final int MAX_INPUT_BYTES = 4096;

    private static final String NOT_THE_PRODUCT =
            "io.wardtap.protocol.fuzz.*:io.wardtap.protocol.testkit.*"
                    + ":io.wardtap.protocol.net.DatagramModel"
                    + ":io.wardtap.protocol.net.DatagramModels"
                    + ":io.wardtap.protocol.pcap.SlidingWindow"
                    + ":io.wardtap.protocol.stream.StreamModel";

    private static final Pattern STATE =
            Pattern.compile("#(\\d+)\\s+\\w+\\s+cov: (\\d+) ft: (\\d+) corp: (\\d+)/");

    private FuzzRun() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Path.of(arguments[0]);
        int seconds = Integer.parseInt(arguments[1]);
        List<String> wanted = Stream.of(arguments).skip(2).filter(name -> !name.isBlank()).toList();
        List<String> known = FuzzTargets.ALL.stream().map(FuzzTargets.Target::name).toList();
        if (!known.containsAll(wanted)) {
            throw new IllegalArgumentException("targets are " + known + ", not " + wanted);
        }
        boolean found = false;
        for (FuzzTargets.Target target : FuzzTargets.ALL) {
            if (wanted.isEmpty() || wanted.contains(target.name())) {
                found |= !run(target, folder.resolve(target.name()), seconds);
            }
        }
        System.exit(found ? 1 : 0);
    }

    private static boolean run(FuzzTargets.Target target, Path folder, int seconds)
            throws IOException, InterruptedException {
        Path corpus = Files.createDirectories(folder.resolve("corpus"));
        Files.createDirectories(folder.resolve("findings"));
        for (Map.Entry<String, byte[]> seed : target.seeds().entrySet()) {
            Files.write(corpus.resolve(seed.getKey().replaceAll("\\W+", "-")), seed.getValue());
        }
        Path log = folder.resolve("log.txt");
        long begin = System.nanoTime();
        int status =
                new ProcessBuilder(command(target, folder, seconds))
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start()
                        .waitFor();
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        System.out.printf(
                "%s: %s, %d s, %s%n",
                target.name(),
                status == 0 ? "nothing found" : "FOUND something, status " + status,
                took.toSeconds(),
                progress(log));
        if (status != 0) {
            System.out.println("  " + log + ", inputs in " + folder.resolve("findings"));
        }
        return status == 0;
    }

    private static List<String> command(FuzzTargets.Target target, Path folder, int seconds) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:+EnableDynamicAgentLoading");
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("--sun-misc-unsafe-memory-access=allow");
        command.add(HEAP);
        command.add("-cp");
        command.add(classPath());
        command.add("com.code_intelligence.jazzer.Jazzer");
        command.add("--target_class=" + target.type().getName());
        // the product's code guides the fuzzer, the targets' own does not
        command.add("--instrumentation_includes=io.wardtap.**");
        command.add("--instrumentation_excludes=" + NOT_THE_PRODUCT + ":" + types());
        command.add("--reproducer_path=" + folder.resolve("findings"));
        command.add("-artifact_prefix=" + folder.resolve("findings") + "/");
        command.add("-max_total_time=" + seconds);
        command.add("-timeout=" + TIMEOUT_SECONDS);
        command.add("-max_len=" + MAX_INPUT_BYTES);
        command.add("-rss_limit_mb=0"); // the heap has its own limit
        command.add("-print_final_stats=1");
        command.add(folder.resolve("corpus").toString());
        return command;
    }

    /// Without JUnit, which Jazzer would look for tests with.
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> Files.isDirectory(Path.of(entry)) || entry.contains("jazzer"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String types() {
        return FuzzTargets.ALL.stream()
                .map(target -> target.type().getName())
                .collect(Collectors.joining(":"));
    }

    /// Executions, covered edges, features and inputs kept, as the fuzzer told them last.
    private static String progress(Path log) {
        String last = "no progress told";
        try (Stream<String> lines =
                Files.lines(log, java.nio.charset.StandardCharsets.ISO_8859_1)) {
            for (String line : (Iterable<String>) lines::iterator) {
                Matcher state = STATE.matcher(line);
                if (state.find()) {
                    last =
                            "%s executions, %s edges, %s features, %s inputs kept"
                                    .formatted(
                                            state.group(1),
                                            state.group(2),
                                            state.group(3),
                                            state.group(4));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return last;
    }
}
