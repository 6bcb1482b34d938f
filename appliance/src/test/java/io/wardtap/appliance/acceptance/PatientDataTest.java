package io.wardtap.appliance.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import io.wardtap.appliance.Appliance;
import io.wardtap.appliance.ReplayListener;
import io.wardtap.appliance.RunResult;
import io.wardtap.appliance.alert.Alert;
import io.wardtap.appliance.alert.AlertAction;
import io.wardtap.appliance.export.AllowList;
import io.wardtap.protocol.astm.AstmPhi;
import io.wardtap.protocol.dicom.DicomPhi;
import io.wardtap.protocol.hl7.Hl7Phi;
import io.wardtap.protocol.intellivue.IntellivuePhi;
import io.wardtap.protocol.poct1.Poct1Phi;
import io.wardtap.protocol.sdc.WsDiscoveryPhi;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/// Puts patients into every field that the parsers know, beside them and where nobody would look
/// for them, has everything on that can be written or sent, and looks for them in all of it.
@Timeout(180)
class PatientDataTest {
    private static final String KEY =
            "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    @TempDir static Path folder;
    private static final Tokens TOKENS = new Tokens();
    private static Path seeded;
    private static Path out;
    private static final List<String> SYSLOG_UDP = new CopyOnWriteArrayList<>();
    private static final List<String> SYSLOG_TCP = new CopyOnWriteArrayList<>();
    private static final List<String> ALERTS = new CopyOnWriteArrayList<>();
    private static String metrics = "";
    private static RunResult result;

    @BeforeAll
    static void replayWithEverythingOn() throws Exception {
        seeded = seed().writeTo(folder.resolve("seeded.pcap"));
        out = folder.resolve("out");
        try (DatagramSocket udp = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                ServerSocket tcp = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> receive(udp));
            Thread.ofVirtual().start(() -> receive(tcp));
            Path config = config(udp.getLocalPort(), tcp.getLocalPort());
            AtomicBoolean done = new AtomicBoolean();
            result =
                    Appliance.replay(
                            ReplayRun.options(out, seeded)
                                    .workers(2)
                                    .config(config)
                                    .tokenKey(key())
                                    .saveBaseline(folder.resolve("baseline.json"))
                                    .streamDigests(true)
                                    .deliver(true)
                                    .serve(true)
                                    .build(),
                            listener(done),
                            done::get);
            Thread.sleep(200); // what is on its way over the loopback
        }
    }

    private static Path key() throws IOException {
        Path file = folder.resolve("key");
        if (!Files.exists(file)) {
            Files.writeString(file, KEY + "\n");
        }
        return file;
    }

    private static Path config(int udpPort, int tcpPort) throws IOException {
        String text =
                """
                outputs:
                  file:
                    include_pseudonyms: true
                  recorder:
                    enabled: true
                  syslog:
                    - name: by-udp
                      transport: udp
                      host: 127.0.0.1
                      port: %d
                      enterprise_number: 32473
                      include_pseudonyms: true
                    - name: by-tcp
                      transport: tcp
                      host: 127.0.0.1
                      port: %d
                http:
                  port: %d
                """;
        return Files.writeString(
                folder.resolve("wardtap.yaml"), text.formatted(udpPort, tcpPort, freePort()));
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        }
    }

    private static ReplayListener listener(AtomicBoolean done) {
        return new ReplayListener() {
            @Override
            public void onAlert(Alert alert, AlertAction action) {
                ALERTS.add(alert.explanation + " " + alert.key + " " + alert.evidence);
            }

            @Override
            public void onServing(RunResult served, String url) {
                try (HttpClient client = HttpClient.newHttpClient()) {
                    metrics =
                            client.send(
                                            HttpRequest.newBuilder(URI.create(url)).build(),
                                            HttpResponse.BodyHandlers.ofString())
                                    .body();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                } finally {
                    done.set(true);
                }
            }
        };
    }

    private static void receive(DatagramSocket socket) {
        byte[] buffer = new byte[65_536];
        while (true) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                SYSLOG_UDP.add(new String(buffer, 0, packet.getLength(), StandardCharsets.UTF_8));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void receive(ServerSocket server) {
        try (Socket connection = server.accept()) {
            SYSLOG_TCP.add(
                    new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException closed) {
            SYSLOG_TCP.add("");
        }
    }

    // ---- captures

    private static Conversations seed() {
        Conversations all = new Conversations();
        Conversations.Tcp hl7 = all.tcp("10.1.0.1", "10.1.0.2", 2575);
        for (String bytes : new SeededHl7(TOKENS).wire()) {
            hl7.say(true, bytes);
        }
        hl7.end();
        // each again as a connection's first words, and outside the site
        int n = 0;
        for (String bytes : new SeededHl7(TOKENS).wire()) {
            all.tcp("10.1.1." + (1 + n++ % 9), "203.0.113.9", 6661).say(true, bytes).end();
        }
        SeededDicom dicom = new SeededDicom(TOKENS);
        for (int syntax = 0; syntax < 3; syntax++) {
            for (int round = 0; round < 5; round++) {
                Conversations.Tcp tcp =
                        all.tcp(
                                "10.1.2." + (1 + round),
                                round == 4 ? "203.0.113.7" : "10.1.3.1",
                                104);
                for (SeededDicom.Turn turn : dicom.association(syntax, round)) {
                    tcp.say(turn.fromClient(), turn.bytes());
                }
                if (round != 0) {
                    tcp.end();
                }
            }
        }
        medical(all);
        others(all);
        return all;
    }

    private static void medical(Conversations all) {
        SeededMedical seeded = new SeededMedical(TOKENS);
        Conversations.Tcp one = all.tcp("10.1.5.1", "10.1.5.2", 5001);
        for (String bytes : seeded.astm()) {
            one.say(true, bytes);
        }
        one.end();
        Conversations.Tcp poct = all.tcp("10.1.6.1", "10.1.6.2", 5002);
        for (String bytes : seeded.poct1()) {
            poct.say(true, bytes);
        }
        poct.end();
        for (byte[] bytes : seeded.intellivue()) {
            all.datagram("10.1.7.1", 24105, "10.1.7.2", 40105, bytes);
            all.datagram("10.1.7.1", 24105, "203.0.113.9", 40105, bytes);
        }
        for (byte[] bytes : seeded.discovery()) {
            all.datagram("10.1.8.1", 50100, "239.255.255.250", 3702, bytes);
        }
        int n = 0;
        for (String bytes : seeded.astm()) {
            all.tcp("10.1.5." + (3 + n++ % 9), "203.0.113.9", 5001).say(true, bytes).end();
        }
    }

    private static void others(Conversations all) {
        all.tcp("10.1.4.1", "10.1.4.2", 80)
                .say(
                        true,
                        "GET /patients/"
                                + TOKENS.number("path")
                                + "?name="
                                + TOKENS.word("query")
                                + " HTTP/1.1\r\nHost: viewer\r\nCookie: "
                                + TOKENS.mixture("cookie")
                                + "\r\n\r\n")
                .say(false, "HTTP/1.1 200 OK\r\n\r\n" + TOKENS.mixture("body"))
                .end();
        all.tcp("10.1.4.1", "10.1.4.2", 21)
                .say(false, "220 ready\r\n")
                .say(
                        true,
                        "USER "
                                + TOKENS.word("user")
                                + "\r\nPASS "
                                + TOKENS.word("secret")
                                + "\r\n")
                .end();
        all.tcp("10.1.4.1", "10.1.4.2", 9999).say(true, TOKENS.mixture("unknown protocol")).end();
        all.tcp("10.1.4.1", "10.1.4.2", 104)
                .say(true, TOKENS.mixture("no DICOM on its port"))
                .end();
        all.tcp("10.1.4.1", "10.1.4.2", 2575).say(true, TOKENS.mixture("no HL7 on its port")).end();
        all.tcp("10.1.4.1", "10.1.4.2", 2576)
                .say(
                        true,
                        "H|\\^&|||ANALYSER\rP|1||"
                                + TOKENS.number("ASTM")
                                + "||"
                                + TOKENS.word("ASTM")
                                + "\r")
                .end();
        for (int port : new int[] {53, 67, 104, 161, 514, 2575, 24_105}) {
            all.udp("10.1.4.1", "10.1.4.2", port, TOKENS.mixture("datagram to " + port));
        }
    }

    // ---- what is looked at

    private static void assertNobodyIn(String what, String text) {
        assertThat(TOKENS.leaksIn(text)).as(what).isEmpty();
    }

    @Test
    void theSeedsAreSeenForWhatTheyAre() throws IOException {
        Set<String> marked = new TreeSet<>();
        int pseudonyms = 0;
        for (JsonNode event : ReplayRun.events(out)) {
            event.at("/wardtap/phi/fields").forEach(field -> marked.add(field.asText()));
            pseudonyms += event.at("/wardtap/phi/pseudonyms").size();
        }
        Set<String> known = new TreeSet<>();
        Stream.of(
                        DicomPhi.CATALOGUE,
                        Hl7Phi.CATALOGUE,
                        AstmPhi.CATALOGUE,
                        Poct1Phi.CATALOGUE,
                        IntellivuePhi.CATALOGUE,
                        WsDiscoveryPhi.CATALOGUE)
                .flatMap(List::stream)
                .forEach(field -> known.add(field.name()));

        assertThat(result.exitCode()).as("%s", result.messages()).isZero();
        known.removeAll(marked);
        assertThat(known).as("fields that were not found").isEmpty();
        assertThat(pseudonyms).isPositive();
        assertThat(TOKENS.count()).isGreaterThan(5000);
        assertThat(TOKENS.leaksIn("x " + TOKENS.word("here") + " y")).containsExactly("here");
    }

    @Test
    void noFileHoldsAPatient() throws IOException {
        for (String file : List.of("events.jsonl", "summary.json", "inventory.json")) {
            assertNobodyIn(file, Files.readString(out.resolve(file), StandardCharsets.UTF_8));
        }
        assertNobodyIn(
                "baseline",
                Files.readString(folder.resolve("baseline.json"), StandardCharsets.UTF_8));
    }

    @Test
    void noRecordingHoldsAPatient() throws IOException {
        List<Path> recordings;
        try (Stream<Path> files = Files.list(out.resolve("recordings"))) {
            recordings = files.toList();
        }

        assertThat(recordings).hasSizeGreaterThan(3);
        long packets = 0;
        for (Path recording : recordings) {
            assertNobodyIn(
                    recording.getFileName().toString(),
                    Files.readString(recording, StandardCharsets.ISO_8859_1));
            packets += Files.size(recording) / 100;
        }
        assertThat(packets).isGreaterThan(100);
    }

    @Test
    void whatIsToldToAPersonHoldsNoPatient() {
        assertThat(ALERTS).isNotEmpty();
        assertNobodyIn("alerts", String.join("\n", ALERTS));
        assertNobodyIn("summary", result.summaryText());
        assertNobodyIn("messages", String.join("\n", result.messages()));
    }

    @Test
    void nothingThatIsSentHoldsAPatient() {
        assertThat(SYSLOG_UDP).isNotEmpty().allMatch(m -> m.contains("wardtap"));
        assertThat(String.join("", SYSLOG_TCP)).contains("phi-cleartext-hl7");
        assertThat(metrics).contains("wardtap_alerts_total").contains("wardtap_build_info");
        assertNobodyIn("syslog over UDP", String.join("\n", SYSLOG_UDP));
        assertNobodyIn("syslog over TCP", String.join("\n", SYSLOG_TCP));
        assertNobodyIn("metrics", metrics);
    }

    @Test
    void everyValueIsOnTheAllowList() throws IOException {
        AllowList allowed = AllowList.load();
        Set<String> violations = new TreeSet<>();
        for (JsonNode event : ReplayRun.events(out)) {
            violations.addAll(allowed.violations(AllowList.EVENTS, event));
        }
        violations.addAll(
                allowed.violations(AllowList.SUMMARY, ReplayRun.json(out.resolve("summary.json"))));
        violations.addAll(
                allowed.violations(
                        AllowList.INVENTORY, ReplayRun.json(out.resolve("inventory.json"))));

        assertThat(violations).isEmpty();
    }

    @Test
    void theCommandPrintsNoPatientHoweverTheCaptureEnds() throws Exception {
        byte[] whole = Files.readAllBytes(seeded);
        List<Path> captures = new ArrayList<>();
        captures.add(seeded);
        captures.add(
                Files.write(
                        folder.resolve("cut.pcap"), Arrays.copyOf(whole, whole.length / 2 + 7)));
        byte[] broken = whole.clone();
        Arrays.fill(broken, whole.length / 3, whole.length / 3 + 5000, (byte) 'Z');
        captures.add(Files.write(folder.resolve("broken.pcap"), broken));
        captures.add(
                Files.writeString(
                        folder.resolve("text.pcap"),
                        TOKENS.mixture("a file that is no capture").repeat(50)));
        captures.add(
                Files.write(
                        folder.resolve("headless.pcap"),
                        Arrays.copyOfRange(whole, 24, whole.length)));
        for (Path capture : captures) {
            Path to = folder.resolve("out-of-" + capture.getFileName());
            CommandProcess run =
                    new CommandProcess(folder)
                            .args("replay", "-v", "-o", to.toString(), capture.toString())
                            .start();

            assertThat(run.await(Duration.ofSeconds(60))).isEqualTo(capture.equals(seeded) ? 0 : 3);
            assertThat(run.out() + run.err()).contains(capture.getFileName().toString());
            assertNobodyIn("standard output", run.out());
            assertNobodyIn("standard error", run.err());
            for (String file : List.of("events.jsonl", "summary.json", "inventory.json")) {
                assertNobodyIn(file, Files.readString(to.resolve(file), StandardCharsets.UTF_8));
            }
        }
    }
}
