package io.wardtap.appliance.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.wardtap.appliance.export.AllowList;
import io.wardtap.appliance.host.NetworkNamespace;
import io.wardtap.appliance.host.NotifyReceiver;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// `wardtap run`, `doctor` and `interfaces` as processes, on a wire of their own over which the
/// demo's traffic is sent.
class LiveRunTest extends OnAWire {
    private static final long CAP_NET_RAW = 1L << 13;

    @Test
    void findsWhatIsOnTheWireAndEndsWellOnSigterm() throws IOException, InterruptedException {
        start("-o", "out", "-i", NetworkNamespace.MIRROR);
        assertThat(get("readyz")).isEqualTo("200 ready\n");
        assertThat(get("healthz")).isEqualTo("200 alive\n");
        noThreadHasRightsThatItDoesNotNeed();

        List<byte[]> frames = frames();
        wire.send(frames, 3000);
        long packets = awaitPackets(frames.size());
        awaitMetric("wardtap_alerts_total{rule=\"phi-cleartext-hl7\",severity=\"medium\"}", 1);
        assertThat(metric("wardtap_capture_dropped_packets_total", "stage=\"kernel\"")).isZero();

        long startedNs = System.nanoTime();
        wardtap.signal("TERM");
        assertThat(wardtap.await(Duration.ofSeconds(10))).as(wardtap.err()).isZero();
        assertThat(Duration.ofNanos(System.nanoTime() - startedNs))
                .isLessThan(Duration.ofSeconds(5));

        JsonNode summary = ReplayRun.json(folder.resolve("out/summary.json"));
        assertThat(summary.path("packets").asLong()).isGreaterThanOrEqualTo(packets);
        assertThat(summary.at("/captures/0/file").asText()).isEqualTo(NetworkNamespace.MIRROR);
        assertThat(summary.at("/captures/0/packets").asLong())
                .as("what capture counted was analysed")
                .isEqualTo(summary.path("packets").asLong());
        List<JsonNode> events = ReplayRun.events(folder.resolve("out"));
        AllowList allowed = AllowList.load();
        assertThat(allowed.violations(AllowList.SUMMARY, summary)).isEmpty();
        assertThat(events)
                .allSatisfy(
                        event -> {
                            assertThat(event.at("/event/created").asText()).isNotEmpty();
                            assertThat(event.at("/labels/replay").isMissingNode()).isTrue();
                            assertThat(allowed.violations(AllowList.EVENTS, event)).isEmpty();
                        });
        assertThat(rules(events)).contains("phi-cleartext-dicom", "phi-cleartext-hl7");
        assertThat(Files.getAttribute(folder.resolve("out/summary.json"), "unix:uid"))
                .isNotEqualTo(0);
    }

    private void noThreadHasRightsThatItDoesNotNeed() throws IOException {
        int threads = 0;
        List<String> mayCapture = new ArrayList<>();
        try (Stream<Path> tasks = Files.list(Path.of("/proc/" + wardtap.pid() + "/task"))) {
            for (Path task : tasks.toList()) {
                List<String> status = Files.readAllLines(task.resolve("status"));
                threads++;
                assertThat(words(status, "Uid:")).hasSize(4).doesNotContain("0");
                assertThat(words(status, "Gid:")).hasSize(4).doesNotContain("0");
                assertThat(words(status, "Groups:")).isEmpty();
                assertThat(words(status, "NoNewPrivs:")).containsExactly("1");
                long permitted = Long.parseLong(words(status, "CapPrm:").getFirst(), 16);
                assertThat(permitted & ~CAP_NET_RAW).isZero();
                assertThat(Long.parseLong(words(status, "CapEff:").getFirst(), 16) & ~CAP_NET_RAW)
                        .isZero();
                if (permitted != 0) {
                    mayCapture.add(words(status, "Name:").getFirst());
                }
            }
        }
        assertThat(threads).isGreaterThan(8);
        // the first lane, which may open its interface again, runs on the main thread
        assertThat(mayCapture).containsExactly("java");
    }

    private static List<String> words(List<String> status, String name) {
        String line = status.stream().filter(l -> l.startsWith(name)).findFirst().orElseThrow();
        return Arrays.stream(line.substring(name.length()).strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    @Test
    void reloadsAConfigurationAndRefusesAFaultyOne() throws IOException, InterruptedException {
        configure("rules: {disabled: [phi-cleartext-hl7, phi-cleartext-dicom]}");
        start("-o", "out", "-i", NetworkNamespace.MIRROR, "-c", "wardtap.yaml");
        List<byte[]> frames = frames();
        wire.send(frames, 3000);
        awaitPackets(frames.size());

        configure("rules: {disabled: [phi-cleartext-hl7, no-such-rule]}");
        wardtap.signal("HUP");
        wardtap.awaitErr("reload: refused; the former configuration stays in force");
        assertThat(wardtap.err()).contains("rules.disabled[1]: no rule has the id");
        awaitMetric("wardtap_config_last_reload_successful", 0);
        awaitMetric("wardtap_alerts_open{rule=\"monitor-config\",severity=\"medium\"}", 1);

        // this time nobody is told: the file alone has changed
        configure("rules: {disabled: [phi-cleartext-hl7]}\nsite: {name: elsewhere}");
        wardtap.awaitErr("wardtap.yaml is in force");
        wardtap.awaitErr("reload: changes of site take effect at the next start only");
        awaitMetric("wardtap_config_last_reload_successful", 1);
        awaitMetric("wardtap_alerts_open{rule=\"monitor-config\",severity=\"medium\"}", 0);
        wire.send(frames, 3000);
        awaitPackets(2L * frames.size());
        awaitMetric("wardtap_alerts_total{rule=\"phi-cleartext-dicom\",severity=\"medium\"}", 1);

        wardtap.signal("TERM");
        assertThat(wardtap.await(Duration.ofSeconds(10))).as(wardtap.err()).isZero();
        assertThat(rules(ReplayRun.events(folder.resolve("out"))))
                .contains("monitor-config", "phi-cleartext-dicom")
                .doesNotContain("phi-cleartext-hl7");
        assertThat(
                        ReplayRun.json(folder.resolve("out/summary.json"))
                                .at("/captures/0/packets")
                                .asLong())
                .as("no packet was lost by reloading")
                .isGreaterThanOrEqualTo(2L * frames.size());
    }

    @Test
    void tellsTheServiceManagerHowItIs() throws IOException, InterruptedException {
        configure("{}");
        try (NotifyReceiver manager = NotifyReceiver.bind(folder.resolve("notify").toString())) {
            // root's socket, which the unprivileged process has to reach as a manager's
            Files.setPosixFilePermissions(
                    folder.resolve("notify"), PosixFilePermissions.fromString("rwxrwxrwx"));
            wardtap =
                    process("run", "-o", "out", "-i", NetworkNamespace.MIRROR, "-c", "wardtap.yaml")
                            .environment("NOTIFY_SOCKET", manager.name())
                            .environment("WATCHDOG_USEC", "1000000")
                            .start();

            assertThat(manager.next(30_000)).startsWith("READY=1\nSTATUS=listening on");
            assertThat(manager.next()).as("half a second later").isEqualTo("WATCHDOG=1");
            assertThat(get("readyz")).isEqualTo("200 ready\n");
            wardtap.signal("HUP");
            assertThat(others(manager)).matches("RELOADING=1\nMONOTONIC_USEC=\\d+");
            assertThat(others(manager)).startsWith("READY=1");
            wardtap.signal("TERM");
            assertThat(others(manager)).startsWith("STOPPING=1");
            assertThat(wardtap.await(Duration.ofSeconds(10))).as(wardtap.err()).isZero();
        }
    }

    private static String others(NotifyReceiver manager) {
        String message = manager.next();
        for (int pulses = 0; pulses < 60 && "WATCHDOG=1".equals(message); pulses++) {
            message = manager.next();
        }
        return message;
    }

    @Test
    void worksOnWithoutRootWhenTheInterfaceGoesAndComesBack()
            throws IOException, InterruptedException {
        start("-o", "out", "-i", NetworkNamespace.MIRROR);
        List<byte[]> frames = frames();
        wire.send(frames, 3000);
        long before = awaitPackets(frames.size());

        wire.cut();
        wardtap.awaitErr(NetworkNamespace.MIRROR + ": is gone");
        assertThat(get("readyz")).as("a mirror that is gone is no fault of ours").startsWith("200");
        wire.join();
        wardtap.awaitErr(NetworkNamespace.MIRROR + ": is back");
        wire.send(frames, 3000);

        awaitPackets(before + frames.size());
        wardtap.signal("TERM");
        assertThat(wardtap.await(Duration.ofSeconds(10))).as(wardtap.err()).isZero();
    }

    @Test
    void killedItLeavesWholeLinesAndTheNextGoesOnBehindThem()
            throws IOException, InterruptedException {
        start("-o", "out", "-i", NetworkNamespace.MIRROR);
        List<byte[]> frames = frames();
        wire.send(frames, 3000);
        awaitMetric("wardtap_alerts_total{rule=\"phi-cleartext-hl7\",severity=\"medium\"}", 1);
        awaitPackets(frames.size());
        Thread.sleep(1500); // records are handed to the disk at each tick
        wardtap.kill();
        wardtap.awaitEnd();
        Path events = folder.resolve("out/events.jsonl");
        Files.writeString(events, "{\"cut\": ", StandardOpenOption.APPEND);

        start("-o", "out", "-i", NetworkNamespace.MIRROR);
        wardtap.signal("TERM");
        assertThat(wardtap.await(Duration.ofSeconds(10))).as(wardtap.err()).isZero();

        assertThat(rules(ReplayRun.events(folder.resolve("out")))).contains("phi-cleartext-hl7");
        assertThat(Files.readString(events)).doesNotContain("\"cut\"");
    }

    @Test
    void twoOnOneInterfaceBothSeeEverything() throws IOException, InterruptedException {
        start("-o", "one", "-i", NetworkNamespace.MIRROR);
        CommandProcess first = wardtap;
        try {
            // the first one's port is taken
            wardtap = process("run", "-o", "two", "-i", NetworkNamespace.MIRROR).start();
            assertThat(wardtap.await(Duration.ofSeconds(60))).isEqualTo(2);
            assertThat(wardtap.err()).contains("http: cannot listen on 127.0.0.1:9477");
            configure("http: {port: 0}");
            wardtap =
                    process("run", "-o", "two", "-i", NetworkNamespace.MIRROR, "-c", "wardtap.yaml")
                            .start();
            wardtap.awaitErr("listening on");
            List<byte[]> frames = frames();
            wire.send(frames, 2000);
            awaitPackets(frames.size());

            first.signal("TERM");
            wardtap.signal("TERM");
            assertThat(first.await(Duration.ofSeconds(10))).isZero();
            assertThat(wardtap.await(Duration.ofSeconds(10))).isZero();
            for (String out : List.of("one", "two")) {
                assertThat(
                                ReplayRun.json(folder.resolve(out + "/summary.json"))
                                        .path("packets")
                                        .asLong())
                        .isGreaterThanOrEqualTo(frames.size());
            }
        } finally {
            first.kill();
        }
    }

    @Test
    void refusesWhatItCannotListenOn() throws IOException, InterruptedException {
        wardtap = process("run", "-o", "out", "-i", "wt-nothing").start();
        assertThat(wardtap.await(Duration.ofSeconds(30))).isEqualTo(4);
        assertThat(wardtap.err()).contains("wt-nothing").doesNotContain("Exception");

        wardtap =
                process("run", "-o", "out", "-i", NetworkNamespace.MIRROR, "--filter", "port what")
                        .start();
        assertThat(wardtap.await(Duration.ofSeconds(30))).isEqualTo(2);
        assertThat(wardtap.err()).contains("port what");

        wardtap = process("run", "-o", "out").start();
        assertThat(wardtap.await(Duration.ofSeconds(30))).isEqualTo(2);
        assertThat(wardtap.err()).contains("no interface to listen on");

        Files.createDirectory(folder.resolve("roots-own"));
        wardtap = process("run", "-o", "roots-own", "-i", NetworkNamespace.MIRROR).start();
        assertThat(wardtap.await(Duration.ofSeconds(30))).isEqualTo(2);
        assertThat(wardtap.err()).contains("roots-own: user '", "cannot write there");
    }

    @Test
    void listsInterfacesAndJudgesTheMirror() throws IOException, InterruptedException {
        wardtap = process("interfaces", "--json").start();
        assertThat(wardtap.await(Duration.ofSeconds(30))).isZero();
        JsonNode mirror = null;
        for (JsonNode each : new ObjectMapper().readTree(wardtap.out())) {
            mirror = each.path("name").asText().equals(NetworkNamespace.MIRROR) ? each : mirror;
        }
        assertThat(mirror).isNotNull();
        assertThat(mirror.path("driver").asText()).isEqualTo("veth");
        assertThat(mirror.path("carrier").asBoolean()).isTrue();
        assertThat(mirror.path("offloads").findValuesAsText("turn_off"))
                .contains("ethtool -K " + NetworkNamespace.MIRROR + " gro off");

        configure("site: {networks: [10.20.0.0/16, 192.0.2.0/24]}");
        wardtap =
                process(
                                "doctor",
                                "-i",
                                NetworkNamespace.MIRROR,
                                "-c",
                                "wardtap.yaml",
                                "--for",
                                "4s",
                                "--json")
                        .start();
        wardtap.awaitErr("listening on");
        wire.send(frames(), 3000);
        assertThat(wardtap.await(Duration.ofSeconds(30))).as(wardtap.err()).isZero();

        JsonNode judgement = new ObjectMapper().readTree(wardtap.out());
        assertThat(judgement.path("packets").asLong()).isGreaterThan(2000);
        assertThat(verdict(judgement, "directions")).isEqualTo("good");
        assertThat(verdict(judgement, "mirror")).isEqualTo("good");
        assertThat(verdict(judgement, "losses")).isEqualTo("good");
        assertThat(verdict(judgement, "duplicates")).isEqualTo("good");
        assertThat(verdict(judgement, "protocols")).isEqualTo("good");
        assertThat(verdict(judgement, "networks")).isEqualTo("bad");
        assertThat(wardtap.out()).contains("Declared and not seen: 192.0.2.0/24.");
        assertThat(Files.exists(folder.resolve("wardtap-out"))).as("writes nothing").isFalse();
    }

    private static String verdict(JsonNode judgement, String check) {
        for (JsonNode finding : judgement.path("findings")) {
            if (finding.path("check").asText().equals(check)) {
                return finding.path("verdict").asText();
            }
        }
        return "";
    }
}
