package io.wardtap.appliance.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Drives the launcher in a made-up checkout whose path has spaces, with made-up JDKs and a made-up
/// Maven: scripts that say how they were called.
@Timeout(120)
final class LauncherTest {
    private static final List<String> TOOLS =
            List.of(
                    "bash",
                    "cat",
                    "env",
                    "find",
                    "flock",
                    "grep",
                    "head",
                    "mkdir",
                    "mktemp",
                    "mv",
                    "readlink",
                    "rm",
                    "sleep",
                    "tail",
                    "touch");
    private static final String JAVA =
            """
            #!/usr/bin/env bash
            for word in "$@"; do
              case $word in -XX:AOTCacheOutput=*) echo cache >"${word#*=}"; echo trained >>"$CALLS"; exit 0 ;; esac
            done
            echo "java of ${0%/bin/java}" >>"$CALLS"
            for word in "$@"; do echo "<$word>"; done
            exit "${JAVA_EXIT:-0}"
            """;
    private static final String MAVEN =
            """
            #!/usr/bin/env bash
            echo "mvn with $JAVA_HOME: $*" >>"$CALLS"
            sleep "${MVN_SLEEP:-0}"
            case ${MVN:-works} in
              fails) echo '[ERROR] /src/Broken.java:[1,2] error: nonsense'; exit 1 ;;
              online) case " $* " in *" -o "*) echo 'Cannot access central in offline mode'; exit 1 ;; esac ;;
            esac
            mkdir -p "$CHECKOUT/appliance/target"
            echo jar >"$CHECKOUT/appliance/target/wardtap-appliance-1.jar"
            """;

    @TempDir Path dir;
    private Path checkout;
    private Path tools;
    private Path jvms;
    private Path calls;
    private final Map<String, String> environment = new TreeMap<>();

    private record Ended(int code, String out, String err) {}

    @BeforeEach
    void makeCheckout() throws IOException {
        checkout = dir.resolve("a check out");
        tools = Files.createDirectories(dir.resolve("tools"));
        jvms = Files.createDirectories(dir.resolve("jvms"));
        calls = dir.resolve("calls");
        for (String source :
                List.of("protocol-parsers/src/main/A.java", "appliance/src/main/B.java")) {
            write(checkout.resolve(source), "");
        }
        for (String pom : List.of("pom.xml", "protocol-parsers/pom.xml", "appliance/pom.xml")) {
            write(checkout.resolve(pom), "");
        }
        Path launcher = Path.of(System.getProperty("wardtap.root"), "wardtap");
        script(checkout.resolve("wardtap"), Files.readString(launcher));
        for (String tool : TOOLS) {
            Path real = find(tool);
            assumeTrue(real != null, tool + " is not on PATH: the launcher's tests are skipped");
            script(tools.resolve(tool), "#!/bin/sh\nexec '" + real + "' \"$@\"\n");
        }
        script(tools.resolve("mvn"), MAVEN);
        environment.put("PATH", tools.toString());
        environment.put("WARDTAP_JVM_DIR", jvms.toString());
        environment.put("CALLS", calls.toString());
        environment.put("CHECKOUT", checkout.toString());
        environment.put("TMPDIR", dir.toString());
    }

    @Test
    void prefersJavaHomeThenPathThenTheNewestInstalled() throws Exception {
        jdk(jvms.resolve("jdk-25"), "25.0.3");
        Path newest = jdk(jvms.resolve("jdk-26"), "26");
        jdk(jvms.resolve("jdk-9"), "9.0.1");
        Path onPath = jdk(dir.resolve("path jdk"), "25.0.1");
        Path home = jdk(dir.resolve("home jdk"), "25");
        build();

        assertThat(javaUsed()).isEqualTo(newest);
        Files.createSymbolicLink(tools.resolve("java"), onPath.resolve("bin/java"));
        assertThat(javaUsed()).isEqualTo(onPath);
        environment.put("JAVA_HOME", home.toString());
        assertThat(javaUsed()).isEqualTo(home);
    }

    @Test
    void stepsOverJdksThatAreTooOldOrNone() throws Exception {
        environment.put("JAVA_HOME", jdk(dir.resolve("old"), "24.0.2").toString());
        Files.createSymbolicLink(
                tools.resolve("java"), jdk(dir.resolve("older"), "1.8.0_402").resolve("bin/java"));
        write(jvms.resolve("no-java/release"), "JAVA_VERSION=\"99\"\n");
        script(jvms.resolve("no-release/bin/java"), JAVA);
        Path right = jdk(jvms.resolve("right"), "25-ea");
        build();

        assertThat(javaUsed()).isEqualTo(right);
    }

    @Test
    void saysWhatToInstallWithoutAJdk() throws Exception {
        jdk(jvms.resolve("jdk-21"), "21.0.1");

        Ended ended = wardtap("version");

        assertThat(ended.code).isEqualTo(1);
        assertThat(ended.err.lines().toList())
                .singleElement()
                .asString()
                .contains("a JDK of version 25 or newer is needed", "install Temurin 25");
    }

    @Test
    void saysWhatToInstallWithoutMaven() throws Exception {
        jdk(jvms.resolve("jdk-25"), "25");
        Files.delete(tools.resolve("mvn"));

        Ended ended = wardtap("version");

        assertThat(ended.code).isEqualTo(1);
        assertThat(ended.err.lines().toList())
                .singleElement()
                .asString()
                .contains("Maven", "apt install maven");
    }

    @Test
    void buildsOnceAndSaysSo() throws Exception {
        Path jdk = jdk(jvms.resolve("jdk-25"), "25");

        Path status = checkout.resolve("appliance/target/maven-status/inputFiles.lst");
        Files.createDirectories(status.getParent());
        Files.writeString(status, "what mvn verify would take for checked\n");

        Ended first = wardtap("version");

        assertThat(first.code).isZero();
        assertThat(status).doesNotExist();
        assertThat(first.err.lines().toList())
                .hasSize(2)
                .first()
                .asString()
                .contains("wardtap: building");
        assertThat(called("mvn"))
                .containsExactly(
                        "mvn with "
                                + jdk
                                + ": -B -o -f "
                                + checkout.toRealPath()
                                + "/pom.xml package -Dmaven.test.skip"
                                + " -Derrorprone.args=-XepDisableAllChecks -Dformat.skip=true -pl"
                                + " appliance -am");
        Ended second = wardtap("version");
        assertThat(second.err).isEmpty();
        assertThat(called("mvn")).hasSize(1);
    }

    @Test
    void buildsAgainWhenASourceIsNewerOrGone() throws Exception {
        jdk(jvms.resolve("jdk-25"), "25");
        build();
        int builds = called("mvn").size();

        touch(checkout.resolve("protocol-parsers/src/main/A.java"));
        wardtap("version");
        assertThat(called("mvn")).hasSize(++builds);
        touch(checkout.resolve("appliance/pom.xml"));
        wardtap("version");
        assertThat(called("mvn")).hasSize(++builds);
        Files.delete(checkout.resolve("appliance/src/main/B.java"));
        touch(checkout.resolve("appliance/src/main"));
        wardtap("version");
        assertThat(called("mvn")).hasSize(++builds);
        Files.delete(checkout.resolve("appliance/target/wardtap-appliance-1.jar"));
        wardtap("version");
        assertThat(called("mvn")).hasSize(builds + 1);
    }

    @Test
    void showsTheErrorsOfAFailedBuild() throws Exception {
        jdk(jvms.resolve("jdk-25"), "25");
        environment.put("MVN", "fails");

        Ended ended = wardtap("version");

        assertThat(ended.code).isEqualTo(1);
        assertThat(ended.err).contains("Broken.java:[1,2] error: nonsense", "the build failed");
        assertThat(called("mvn")).hasSize(1);
        assertThat(called("java")).isEmpty();
        environment.remove("MVN");
        assertThat(wardtap("version").code).isZero();
    }

    @Test
    void goesOnlineWhenSomethingIsMissingLocally() throws Exception {
        jdk(jvms.resolve("jdk-25"), "25");
        environment.put("MVN", "online");

        assertThat(wardtap("version").code).isZero();

        assertThat(called("mvn")).hasSize(2);
        assertThat(called("mvn").getLast()).doesNotContain(" -o ");
    }

    @Test
    void buildsOnceForTwoAtATime() throws Exception {
        jdk(jvms.resolve("jdk-25"), "25");
        environment.put("MVN_SLEEP", "1");

        Process one = start(dir, "version");
        Process two = start(dir, "version");

        assertThat(one.waitFor()).isZero();
        assertThat(two.waitFor()).isZero();
        assertThat(called("mvn")).hasSize(1);
        assertThat(called("trained")).hasSize(1);
    }

    @Test
    void trainsOnceForEachJarAndUsesTheCacheWithTheSameFlags() throws Exception {
        jdk(jvms.resolve("jdk-25"), "25");
        build();
        Path cache = checkout.toRealPath().resolve("appliance/target/wardtap.aot");

        List<String> words = wardtap("version").out.lines().toList();

        assertThat(called("trained")).hasSize(1);
        assertThat(words)
                .contains(
                        "<-XX:AOTCache=" + cache + ">",
                        "<-XX:+UseSerialGC>",
                        "<-XX:+UseCompactObjectHeaders>",
                        "<-XX:-HeapDumpOnOutOfMemoryError>",
                        "<-XX:-CreateCoredumpOnCrash>");
        touch(checkout.resolve("appliance/src/main/B.java"));
        wardtap("version");
        assertThat(called("trained")).hasSize(2);
        Path other = jdk(dir.resolve("another"), "25.0.9");
        environment.put("JAVA_HOME", other.toString());
        wardtap("version");
        wardtap("version");
        assertThat(called("trained")).hasSize(3);
    }

    @Test
    void startsFromAnywhereThroughLinksWithArgumentsAsTheyAre() throws Exception {
        jdk(jvms.resolve("jdk-25"), "25");
        build();
        Path elsewhere = Files.createDirectories(dir.resolve("else where"));
        Path absolute =
                Files.createSymbolicLink(
                        elsewhere.resolve("absolute"), checkout.resolve("wardtap"));
        Path relative =
                Files.createSymbolicLink(elsewhere.resolve("relative"), Path.of("absolute"));
        Files.createSymbolicLink(tools.resolve("wardtap"), relative);

        for (List<String> command :
                List.of(
                        List.of(absolute.toString()),
                        List.of("./relative"),
                        List.of("env", "wardtap"))) {
            List<String> line = new ArrayList<>(command);
            line.addAll(List.of("replay", "a b.pcap", "*", "", "--x=$HOME"));
            Ended ended = run(elsewhere, line);

            assertThat(ended.code).as(ended.err).isZero();
            List<String> words = ended.out.lines().toList();
            assertThat(words)
                    .contains(
                            "<-Dwardtap.home=" + checkout.toRealPath() + ">",
                            "<-Dwardtap.terminal=>");
            assertThat(
                            words.subList(
                                    words.indexOf("<io.wardtap.appliance.cli.Main>") + 1,
                                    words.size()))
                    .containsExactly("<replay>", "<a b.pcap>", "<*>", "<>", "<--x=$HOME>");
        }
    }

    @Test
    void endsWithTheCodeOfTheCommand() throws Exception {
        jdk(jvms.resolve("jdk-25"), "25");
        build();
        environment.put("JAVA_EXIT", "130");

        assertThat(wardtap("version").code).isEqualTo(130);
    }

    @Test
    void passesOptionsOfTheVirtualMachineOn() throws Exception {
        jdk(jvms.resolve("jdk-25"), "25");
        build();
        environment.put("WARDTAP_JAVA_OPTS", "-Xmx2g -Da=b");

        assertThat(wardtap("version").out.lines())
                .containsSubsequence("<-Xmx320m>", "<-Xmx2g>", "<-Da=b>");
    }

    private void build() throws Exception {
        Ended ended = wardtap("version");
        assertThat(ended.code).as(ended.err).isZero();
    }

    private Path javaUsed() throws Exception {
        Ended ended = wardtap("version");
        assertThat(ended.code).as(ended.err).isZero();
        return Path.of(called("java").getLast().substring("java of ".length()));
    }

    private List<String> called(String what) throws IOException {
        if (!Files.exists(calls)) {
            return List.of();
        }
        return Files.readAllLines(calls).stream().filter(line -> line.startsWith(what)).toList();
    }

    private Ended wardtap(String... args) throws Exception {
        List<String> line = new ArrayList<>(List.of(checkout.resolve("wardtap").toString()));
        line.addAll(List.of(args));
        return run(dir, line);
    }

    private Ended run(Path where, List<String> line) throws Exception {
        Path err = dir.resolve("err");
        ProcessBuilder builder =
                new ProcessBuilder(line).directory(where.toFile()).redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), out, Files.readString(err));
    }

    private Process start(Path where, String... args) throws IOException {
        List<String> line = new ArrayList<>(List.of(checkout.resolve("wardtap").toString()));
        line.addAll(List.of(args));
        ProcessBuilder builder =
                new ProcessBuilder(line)
                        .directory(where.toFile())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static Path jdk(Path home, String version) throws IOException {
        script(home.resolve("bin/java"), JAVA);
        write(
                home.resolve("release"),
                "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    private static void script(Path file, String text) throws IOException {
        write(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /// Makes one source newer than all else, without waiting for the clock.
    private void touch(Path source) throws IOException {
        Instant now = Instant.now();
        try (var all = Files.walk(checkout)) {
            for (Path file : all.toList()) {
                Files.setLastModifiedTime(file, FileTime.from(now.minusSeconds(60)));
            }
        }
        Files.setLastModifiedTime(source, FileTime.from(now.minusSeconds(30)));
    }

    private static Path find(String tool) {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
            Path candidate = Path.of(folder, tool);
            if (Files.isExecutable(candidate)) {
                return candidate;
            }
        }
        return null;
    }
}
