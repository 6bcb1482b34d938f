package io.wardtap.appliance.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;

import io.wardtap.appliance.host.NetworkNamespace;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What a live run does when something around it fails: the disk is full, a parser hangs. Being
/// killed, an interface that goes and two on one interface are in [LiveRunTest].
class LiveFailureTest extends OnAWire {
    private Path disk;

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        if (disk != null) {
            wardtap.kill();
            wardtap.awaitEnd();
            run("umount", "-l", disk.toString());
        }
    }

    @Test
    void aFullDiskCostsRecordsOnlyAndItGoesOnWhenThereIsRoom()
            throws IOException, InterruptedException {
        disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=4m,mode=777", "none", disk.toString()) == 0,
                "skipped: no file system can be mounted here");
        Path filler = Files.write(disk.resolve("filler"), new byte[4 << 20]);
        try (DatagramSocket siem = wire.inside(() -> loopback())) {
            configure(
                    "outputs: {syslog: [{name: siem, host: 127.0.0.1, port: "
                            + siem.getLocalPort()
                            + "}]}");
            start("-o", "disk/out", "-i", NetworkNamespace.MIRROR, "-c", "wardtap.yaml");
            List<byte[]> frames = frames();
            wire.send(frames, 3000);
            awaitPackets(frames.size());

            assertThat(next(siem)).as("alerts go out by network").contains("phi-cleartext");
            awaitMetric("wardtap_alerts_open{rule=\"monitor-capture-health\"", 1);
            assertThat(metric("wardtap_capture_dropped_packets_total", "kernel")).isZero();
            assertThat(get("readyz")).startsWith("200");
            assertThat(Files.size(disk.resolve("out/events.jsonl"))).isZero();

            Files.delete(filler);
            awaitMetric("wardtap_alerts_open{rule=\"monitor-capture-health\"", 0);
            wire.send(frames, 3000);
            awaitPackets(2L * frames.size());
        }
        wardtap.signal("TERM");
        assertThat(wardtap.await(Duration.ofSeconds(10))).as(wardtap.err()).isZero();

        List<JsonNode> events = ReplayRun.events(disk.resolve("out"));
        assertThat(rules(events))
                .as("what was queued while it was full as well")
                .contains("monitor-capture-health", "phi-cleartext-hl7", "phi-cleartext-dicom");
        assertThat(
                        events.stream()
                                .filter(
                                        e ->
                                                e.at("/rule/id")
                                                        .asText()
                                                        .startsWith("monitor-capture"))
                                .map(e -> e.at("/event/action").asText()))
                .as("one alert")
                .containsOnlyOnce("opened")
                .contains("closed");
        assertThat(events)
                .as("records of the second round")
                .anyMatch(e -> e.at("/event/dataset").asText().equals("wardtap.hl7"));
        JsonNode summary = ReplayRun.json(disk.resolve("out/summary.json"));
        assertThat(summary.path("packets").asLong()).isGreaterThanOrEqualTo(2L * frames().size());
    }

    @Test
    void aParserThatHangsIsReplacedAndNoPacketIsLost() throws IOException, InterruptedException {
        wardtap =
                process("run", "-o", "out", "-i", NetworkNamespace.MIRROR)
                        .main("io.wardtap.appliance.pipeline.StallingMain")
                        .start();
        wardtap.awaitErr("metrics at ");
        Files.createFile(folder.resolve("stall"));
        List<byte[]> frames = frames();
        wire.send(frames, 3000);
        long packets = awaitPackets(frames.size());
        awaitMetric("wardtap_alerts_total{rule=\"phi-cleartext-hl7\",severity=\"medium\"}", 1);
        assertThat(metric("wardtap_capture_dropped_packets_total", "kernel")).isZero();
        assertThat(metric("wardtap_capture_dropped_packets_total", "ring")).isZero();
        assertThat(get("readyz")).startsWith("200");

        wardtap.signal("TERM");
        assertThat(wardtap.await(Duration.ofSeconds(10))).as(wardtap.err()).isZero();

        assertThat(wardtap.err()).containsOnlyOnce("parser hl7 hung");
        JsonNode summary = ReplayRun.json(folder.resolve("out/summary.json"));
        assertThat(summary.path("packets").asLong()).isGreaterThanOrEqualTo(packets);
        assertThat(summary.at("/visibility/internal_faults").asInt()).isEqualTo(1);
        assertThat(rules(ReplayRun.events(folder.resolve("out"))))
                .contains("phi-cleartext-hl7", "phi-cleartext-dicom");
    }

    @Test
    void anExceptionClosesAtAReloadWhatItAccepts() throws IOException, InterruptedException {
        configure("{}");
        start("-o", "out", "-i", NetworkNamespace.MIRROR, "-c", "wardtap.yaml");
        List<byte[]> frames = frames();
        wire.send(frames, 3000);
        awaitPackets(frames.size());
        awaitMetric("wardtap_alerts_open{rule=\"phi-cleartext-hl7\",severity=\"medium\"}", 1);

        configure(
                """
                devices: {declared: [{name: engine, mac: 00-00-5E-00-53-15, owner: biomed}]}
                exceptions:
                  - {rule: phi-cleartext-hl7, reason: r, author: a, expires: 2099-12-31}
                  - {rule: phi-cleartext-dicom, reason: r, author: a, expires: 2020-12-31}
                """);
        wardtap.signal("HUP");
        wardtap.awaitErr("exceptions[1] of phi-cleartext-dicom was over with 2020-12-31");
        awaitMetric("wardtap_alerts_open{rule=\"phi-cleartext-hl7\",severity=\"medium\"}", 0);
        wire.send(frames, 3000);
        awaitPackets(2L * frames.size());
        awaitMetric("wardtap_findings_excepted_total{rule=\"phi-cleartext-hl7\"}", 1);
        wardtap.signal("TERM");
        assertThat(wardtap.await(Duration.ofSeconds(10))).as(wardtap.err()).isZero();

        List<JsonNode> events = ReplayRun.events(folder.resolve("out"));
        List<String> closed = new ArrayList<>();
        for (JsonNode event : events) {
            String reason = event.at("/wardtap/alert/close_reason").asText();
            if (!reason.isEmpty()) {
                closed.add(event.at("/rule/id").asText() + " " + reason);
            }
        }
        assertThat(closed).isNotEmpty().containsOnly("phi-cleartext-hl7 excepted");
        assertThat(events)
                .anySatisfy(
                        event -> {
                            assertThat(event.at("/wardtap/device/owner").asText())
                                    .isEqualTo("biomed");
                            assertThat(event.at("/event/action").asText())
                                    .isEqualTo("identity-changed");
                        });
    }

    private static DatagramSocket loopback() throws IOException {
        DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static String next(DatagramSocket socket) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
        try {
            socket.receive(packet);
        } catch (SocketTimeoutException e) {
            return "nothing came";
        }
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
