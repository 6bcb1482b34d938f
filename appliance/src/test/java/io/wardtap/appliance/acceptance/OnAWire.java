package io.wardtap.appliance.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import io.wardtap.appliance.host.NetworkNamespace;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/// A test with two interfaces of its own, joined by a wire, and `wardtap` processes at one end.
/// Skipped, saying so, where the rights are missing.
abstract class OnAWire {
    static final Path TRAFFIC = ReplayRun.DEMO.resolve("first-minutes.pcap.gz");
    static final String METRICS = "http://127.0.0.1:9477/";
    static final long PATIENCE_MS = 20_000;

    @TempDir Path folder;
    NetworkNamespace wire;
    CommandProcess wardtap;

    @BeforeEach
    void layWire() throws IOException, InterruptedException {
        // whoever root is given up for has to reach what is in here
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        wire = NetworkNamespace.make();
    }

    @AfterEach
    void removeWire() throws IOException {
        if (wardtap != null) {
            wardtap.kill();
        }
        if (wire != null) {
            wire.close();
        }
    }

    CommandProcess process(String... arguments) throws IOException {
        // whoever runs the tests by nohup would have it ignore SIGHUP
        return new CommandProcess(folder)
                .by(List.of("env", "--default-signal=HUP"))
                .by(wire.prefix())
                .args(arguments);
    }

    void start(String... options) throws IOException, InterruptedException {
        wardtap = process("run").args(options).start();
        wardtap.awaitErr("metrics at " + METRICS);
    }

    void configure(String yaml) throws IOException {
        Files.writeString(folder.resolve("wardtap.yaml"), yaml + "\n");
    }

    static List<String> rules(List<JsonNode> events) {
        return events.stream()
                .filter(event -> event.at("/event/dataset").asText().equals("wardtap.alert"))
                .map(event -> event.at("/rule/id").asText())
                .distinct()
                .toList();
    }

    String get(String page) throws InterruptedException {
        return wire.inside(
                () -> {
                    HttpURLConnection http =
                            (HttpURLConnection) URI.create(METRICS + page).toURL().openConnection();
                    http.setConnectTimeout(5000);
                    http.setReadTimeout(5000);
                    try (InputStream body =
                            http.getResponseCode() < 400
                                    ? http.getInputStream()
                                    : http.getErrorStream()) {
                        return http.getResponseCode()
                                + " "
                                + new String(body.readAllBytes(), StandardCharsets.UTF_8);
                    }
                });
    }

    /// The first value of a metric whose line has this label; -1 when there is none.
    double metric(String name, String label) throws InterruptedException {
        return get("metrics")
                .lines()
                .filter(line -> line.startsWith(name) && line.contains(label))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElse(-1);
    }

    long awaitPackets(long atLeast) throws InterruptedException {
        double packets = 0;
        for (long waited = 0; packets < atLeast && waited < PATIENCE_MS; waited += 100) {
            Thread.sleep(100);
            packets = metric("wardtap_capture_packets_total", NetworkNamespace.MIRROR);
        }
        assertThat(packets).as("packets captured").isGreaterThanOrEqualTo(atLeast);
        return (long) packets;
    }

    void awaitMetric(String name, double value) throws InterruptedException {
        double found = -1;
        for (long waited = 0; waited < PATIENCE_MS; waited += 100) {
            found = metric(name, "");
            if (value == 0 ? found == 0 : found >= value) {
                return;
            }
            Thread.sleep(100);
        }
        assertThat(found).as(name).isEqualTo(value);
    }

    /// The frames of the demo's traffic, in a capture of the classic format.
    static List<byte[]> frames() throws IOException {
        byte[] capture;
        try (InputStream in = new GZIPInputStream(Files.newInputStream(TRAFFIC))) {
            capture = in.readAllBytes();
        }
        ByteBuffer bytes = ByteBuffer.wrap(capture).order(ByteOrder.LITTLE_ENDIAN);
        List<byte[]> frames = new ArrayList<>();
        for (int at = 24; at < capture.length; ) {
            int length = bytes.getInt(at + 8);
            frames.add(Arrays.copyOfRange(capture, at + 16, at + 16 + length));
            at += 16 + length;
        }
        return frames;
    }
}
