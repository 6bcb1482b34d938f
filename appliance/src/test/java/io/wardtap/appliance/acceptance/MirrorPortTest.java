package io.wardtap.appliance.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import io.wardtap.appliance.pipeline.Mirrored;
import io.wardtap.protocol.testkit.PacketBuilder;
import io.wardtap.protocol.testkit.PcapBuilder;
import io.wardtap.protocol.transport.TcpSegment;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// What a replay says of mirrors that show less, or more, than the traffic: the same forty HL7
/// conversations as mirrors deliver them.
class MirrorPortTest {
    private static final int CONVERSATIONS = 40;
    private static final int MESSAGES = 10;
    private static final long US = 1000;
    private static final long MS = 1_000_000;
    private static final String ACK =
            "\u000bMSH|^~\\&|B|B|A|A|2026||ACK|1|P|2.5\rMSA|AA|1\r\u001c\r";
    private static final String MESSAGE =
            "\u000bMSH|^~\\&|A|A|B|B|2026||ORU^R01|1|P|2.5\r"
                    + "OBX|1|NM|HR||80|||||F\r".repeat(100)
                    + "\u001c\r";

    private record Frame(long timeNs, byte[] bytes, boolean fromClient, int payload) {
        Frame with(byte[] other) {
            return new Frame(timeNs, other, fromClient, payload);
        }

        Frame at(long otherNs) {
            return new Frame(otherNs, bytes, fromClient, payload);
        }
    }

    @TempDir Path folder;
    private final List<Frame> frames = new ArrayList<>();
    private final int[] identification = new int[2];
    private long nowNs = 1_773_129_600_000_000_000L;
    private String text = "";

    @BeforeEach
    void talk() {
        for (int i = 0; i < CONVERSATIONS; i++) {
            converse("10.1.0." + (10 + i), "10.2.0.2", 40_000 + i);
        }
    }

    private void converse(String client, String server, int port) {
        int[] sequence = {1000, 77_000};
        send(client, server, port, true, sequence, TcpSegment.SYN, new byte[0]);
        send(client, server, port, false, sequence, TcpSegment.SYN | TcpSegment.ACK, new byte[0]);
        send(client, server, port, true, sequence, TcpSegment.ACK, new byte[0]);
        for (int i = 0; i < MESSAGES; i++) {
            byte[] message = MESSAGE.getBytes(StandardCharsets.US_ASCII);
            for (int at = 0; at < message.length; at += 1000) {
                byte[] part = Arrays.copyOfRange(message, at, Math.min(at + 1000, message.length));
                send(client, server, port, true, sequence, TcpSegment.ACK, part);
            }
            byte[] answer = ACK.getBytes(StandardCharsets.US_ASCII);
            send(client, server, port, false, sequence, TcpSegment.ACK, answer);
            send(client, server, port, true, sequence, TcpSegment.ACK, new byte[0]);
        }
        int end = TcpSegment.FIN | TcpSegment.ACK;
        send(client, server, port, true, sequence, end, new byte[0]);
        send(client, server, port, false, sequence, end, new byte[0]);
        send(client, server, port, true, sequence, TcpSegment.ACK, new byte[0]);
    }

    private void send(
            String client,
            String server,
            int port,
            boolean fromClient,
            int[] sequence,
            int flags,
            byte[] payload) {
        int own = fromClient ? 0 : 1;
        nowNs += MS;
        byte[] frame =
                PacketBuilder.ethernet()
                        .ipv4(fromClient ? client : server, fromClient ? server : client)
                        .identification(++identification[own] & 0xFFFF)
                        .tcp(fromClient ? port : 2575, fromClient ? 2575 : port)
                        .sequence(sequence[own])
                        .acknowledgment((flags & TcpSegment.ACK) == 0 ? 0 : sequence[1 - own])
                        .flags(flags)
                        .payload(payload)
                        .build();
        frames.add(new Frame(nowNs, frame, fromClient, payload.length));
        int opensOrCloses = flags & (TcpSegment.SYN | TcpSegment.FIN);
        sequence[own] += payload.length + (opensOrCloses != 0 ? 1 : 0);
    }

    private JsonNode replay(List<Frame> shown) throws IOException {
        return replay(shown, 1 << 20, "{}", "capture");
    }

    private JsonNode replay(List<Frame> shown, int snaplen, String config, String name)
            throws IOException {
        Path settings = Files.writeString(folder.resolve("wardtap.yaml"), config);
        ReplayRun run =
                ReplayRun.of(
                        ReplayRun.options(folder.resolve("out"), write(shown, snaplen, name))
                                .config(settings));
        assertThat(run.result().exitCode()).isZero();
        text = run.result().summaryText();
        return run.summary();
    }

    private Path write(List<Frame> shown, int snaplen, String name) throws IOException {
        PcapBuilder capture = new PcapBuilder().nanoseconds();
        for (Frame frame : shown) {
            byte[] cut = Arrays.copyOf(frame.bytes, Math.min(snaplen, frame.bytes.length));
            capture.packet(frame.timeNs, cut, frame.bytes.length);
        }
        return capture.writeTo(folder.resolve(name + ".pcap"));
    }

    private List<Frame> only(Predicate<Frame> seen) {
        return frames.stream().filter(seen).toList();
    }

    private static List<Frame> each(List<Frame> of, UnaryOperator<Frame> change) {
        return of.stream().map(change).toList();
    }

    private static void assertWhole(JsonNode summary) {
        assertThat(summary.at("/flows/tcp").longValue()).isEqualTo(CONVERSATIONS);
        assertThat(summary.at("/protocols/hl7/messages").longValue())
                .isEqualTo(2L * CONVERSATIONS * MESSAGES);
        assertThat(number(summary, "conversations")).isEqualTo(CONVERSATIONS);
        assertThat(number(summary, "one_way_conversations")).isZero();
        assertThat(number(summary, "gap_bytes")).isZero();
        assertThat(number(summary, "unseen_bytes")).isZero();
        assertThat(ratio(summary)).isEqualTo(1.0);
    }

    private static double ratio(JsonNode summary) {
        return summary.at("/visibility/ratio").doubleValue();
    }

    private static long number(JsonNode summary, String name) {
        assertThat(summary.at("/visibility").has(name)).as(name).isTrue();
        return summary.at("/visibility/" + name).longValue();
    }

    @Test
    void aWholeMirrorLacksNothing() throws IOException {
        JsonNode summary = replay(frames);

        assertWhole(summary);
        assertThat(number(summary, "duplicate_packets")).isZero();
        assertThat(summary.at("/visibility/unread")).isEmpty();
        assertThat(text).contains("Visibility: 100.0 %").contains("nothing missing");
    }

    @Test
    void oneDirectionIsHalfOfTheTrafficWhicheverItIs() throws IOException {
        for (boolean client : new boolean[] {true, false}) {
            long missing =
                    only(frame -> frame.fromClient != client).stream()
                            .mapToLong(Frame::payload)
                            .sum();

            JsonNode summary = replay(only(frame -> frame.fromClient == client));

            assertThat(number(summary, "one_way_conversations")).isEqualTo(CONVERSATIONS);
            // the other end's FIN is acknowledged like a byte
            assertThat(number(summary, "unseen_bytes")).isBetween(missing, missing + CONVERSATIONS);
            assertThat(ratio(summary)).isLessThanOrEqualTo(0.5);
            JsonNode devices = ReplayRun.json(folder.resolve("out/inventory.json")).at("/devices");
            assertThat(devices).isNotEmpty();
            for (JsonNode device : devices) {
                assertThat(device.at("/visibility/one_way_conversations").longValue())
                        .isEqualTo(device.at("/visibility/conversations").longValue());
                assertThat(device.at("/visibility/gap_bytes").longValue()).isPositive();
            }
            assertThat(text).contains("40 of 40 TCP conversations were seen in one direction");
        }
    }

    @Test
    void aHundredthOfTheSegmentsIsMissingToTheByte() throws IOException {
        Random random = new Random(5);
        List<Frame> shown = only(frame -> frame.payload == 0 || random.nextInt(100) != 0);
        long missing = total(frames) - total(shown);

        JsonNode summary = replay(shown);

        assertThat(missing).isGreaterThan(5000);
        assertThat(number(summary, "gap_bytes") + number(summary, "unseen_bytes"))
                .isEqualTo(missing);
        assertThat(ratio(summary)).isBetween(0.97, 0.995);
        assertThat(text).contains("bytes missing");
    }

    private static long total(List<Frame> of) {
        return of.stream().mapToLong(Frame::payload).sum();
    }

    @Test
    void aDirectionThatFallsSilentHalfwayIsToldByItsAcknowledgments() throws IOException {
        long halfway = frames.get(frames.size() / 2).timeNs;
        List<Frame> shown = only(frame -> frame.timeNs < halfway || !frame.fromClient);
        long missing = total(frames) - total(shown);

        JsonNode summary = replay(shown);

        assertThat(number(summary, "gap_bytes") + number(summary, "unseen_bytes"))
                .isBetween(missing, missing + CONVERSATIONS);
        assertThat(ratio(summary)).isLessThan(0.5);
    }

    @Test
    void copiesBehindARouterAreCountedAndNothingElse() throws IOException {
        List<Frame> shown = new ArrayList<>();
        for (Frame frame : frames) {
            shown.add(frame);
            shown.add(
                    frame.with(Mirrored.tagged(Mirrored.routed(frame.bytes, 1), 20))
                            .at(frame.timeNs + 30 * US));
        }

        JsonNode summary = replay(shown);

        assertWhole(summary);
        assertThat(number(summary, "duplicate_packets")).isEqualTo(frames.size());
        assertThat(summary.at("/packets").longValue()).isEqualTo(2L * frames.size());
        assertThat(text).contains("packets (50.0 %) were copies");
        List<JsonNode> flows =
                ReplayRun.events(folder.resolve("out")).stream()
                        .filter(e -> e.at("/event/dataset").asText().equals("wardtap.flow"))
                        .toList();
        assertThat(flows).hasSize(CONVERSATIONS);
        for (JsonNode flow : flows) {
            long packets = frames.size() / CONVERSATIONS;
            assertThat(flow.at("/network/packets").longValue()).isEqualTo(packets);
            assertThat(flow.at("/wardtap/flow/duplicate_packets").longValue()).isEqualTo(packets);
        }
    }

    @Test
    void twoTapsWithTheSameTrafficAreOneTraffic() throws IOException {
        Path first = write(frames, 1 << 20, "tap-a");
        Path second =
                write(each(frames, frame -> frame.at(frame.timeNs + 2 * MS)), 1 << 20, "tap-b");

        ReplayRun run = ReplayRun.of(ReplayRun.options(folder.resolve("out"), first, second));

        JsonNode summary = run.summary();
        assertWhole(summary);
        assertThat(number(summary, "duplicate_packets")).isEqualTo(frames.size());
        JsonNode interfaces = summary.at("/visibility/interfaces");
        assertThat(interfaces).hasSize(2);
        assertThat(interfaces.at("/0/duplicate_packets").longValue()).isZero();
        assertThat(interfaces.at("/1/duplicate_packets").longValue()).isEqualTo(frames.size());
        assertThat(interfaces.at("/0/packets").longValue()).isEqualTo(frames.size());
    }

    @Test
    void retransmissionsAreNotTakenForCopies() throws IOException {
        List<Frame> shown = new ArrayList<>();
        int repeated = 0;
        for (Frame frame : frames) {
            shown.add(frame);
            if (frame.payload > 0) {
                repeated++;
                byte[] again = frame.bytes.clone();
                again[19] ^= 0x40; // another number
                shown.add(frame.with(again).at(frame.timeNs + 300 * US));
            }
        }

        JsonNode summary = replay(shown);

        assertThat(repeated).isGreaterThan(1000);
        assertThat(number(summary, "duplicate_packets")).isZero();
        assertWhole(summary);
    }

    @Test
    void packetsCapturedShortAreToldByTheByte() throws IOException {
        JsonNode summary = replay(frames, 96, "{}", "short");

        long cut = frames.stream().mapToLong(f -> Math.max(0, f.bytes.length - 96)).sum();
        assertThat(number(summary, "truncated_bytes")).isEqualTo(cut);
        assertThat(number(summary, "truncated_packets"))
                .isEqualTo(only(frame -> frame.bytes.length > 96).size());
        assertThat(number(summary, "gap_bytes")).isEqualTo(cut);
        assertThat(ratio(summary)).isLessThan(0.5);
        assertThat(text).contains("captured short").contains("-s 0");
    }

    @Test
    void tagsThatDifferByDirectionPartNoFlow() throws IOException {
        List<Frame> shown =
                each(
                        frames,
                        frame ->
                                frame.with(
                                        Mirrored.tagged(
                                                frame.bytes, frame.fromClient ? 100 : 200)));

        assertWhole(replay(shown));
        assertWhole(replay(shown, 1 << 20, "capture: {vlan_in_flow_key: off}", "off"));

        JsonNode apart = replay(shown, 1 << 20, "capture: {vlan_in_flow_key: on}", "on");
        assertThat(apart.at("/flows/tcp").longValue()).isEqualTo(2 * CONVERSATIONS);
        assertThat(number(apart, "one_way_conversations")).isEqualTo(2 * CONVERSATIONS);
    }

    @Test
    void theSameAddressesInTwoVlansAreTwoFlowsWhereTheyMustBe() throws IOException {
        List<Frame> shown = new ArrayList<>();
        for (Frame frame : frames) {
            shown.add(frame.with(Mirrored.tagged(frame.bytes, 10)));
            byte[] other = frame.bytes.clone();
            other[19] ^= 0x20; // number
            other[38] ^= 0x60; // sequence and acknowledgment are elsewhere
            if ((other[47] & TcpSegment.ACK) != 0) {
                other[42] ^= 0x60;
            }
            shown.add(frame.with(Mirrored.tagged(other, 20)).at(frame.timeNs + 10 * US));
        }

        for (String mode : List.of("auto", "on")) {
            JsonNode summary =
                    replay(shown, 1 << 20, "capture: {vlan_in_flow_key: " + mode + "}", mode);
            assertThat(summary.at("/flows/tcp").longValue()).as(mode).isEqualTo(2 * CONVERSATIONS);
            assertThat(summary.at("/protocols/hl7/messages").longValue())
                    .as(mode)
                    .isEqualTo(4L * CONVERSATIONS * MESSAGES);
            assertThat(ratio(summary)).as(mode).isEqualTo(1.0);
        }
    }

    @Test
    void timesThatAreOffByUpToASecondMoveNothing() throws IOException {
        Random random = new Random(7);
        List<Frame> shown =
                each(frames, frame -> frame.at(frame.timeNs - random.nextInt(1000) * MS));

        JsonNode summary = replay(shown);

        assertWhole(summary);
        assertThat(number(summary, "time_backwards")).isZero();
        assertThat(summary.at("/duration_s").doubleValue()).isLessThan(60);
    }

    @Test
    void aPacketOlderThanASecondIsCountedAndMovesNothing() throws IOException {
        List<Frame> shown = new ArrayList<>(frames);
        Frame old = shown.get(500);
        shown.set(500, old.at(old.timeNs - 2000 * MS));

        JsonNode summary = replay(shown);

        assertWhole(summary);
        assertThat(number(summary, "time_backwards")).isEqualTo(1);
    }

    @Test
    void clocksOfTwoInterfacesHalfASecondApartLoseNothing() throws IOException {
        for (long apart : new long[] {500 * MS, -500 * MS}) {
            Path client = write(only(Frame::fromClient), 1 << 20, "client");
            Path server =
                    write(
                            each(
                                    only(frame -> !frame.fromClient),
                                    frame -> frame.at(frame.timeNs + apart)),
                            1 << 20,
                            "server");

            ReplayRun run = ReplayRun.of(ReplayRun.options(folder.resolve("out"), client, server));

            assertWhole(run.summary());
            List<JsonNode> flows = run.events("wardtap.flow");
            assertThat(flows).hasSize(CONVERSATIONS);
            assertThat(flows)
                    .allSatisfy(
                            flow ->
                                    assertThat(flow.at("/destination/port").intValue())
                                            .isEqualTo(2575));
        }
    }

    @Test
    void whoAsksIsFoundWithoutTheOpening() throws IOException {
        // odd ports on both sides, and the first packet seen is the server's
        frames.clear();
        int[] sequence = {1000, 77_000};
        byte[] answer = ACK.getBytes(StandardCharsets.US_ASCII);
        byte[] message =
                MESSAGE.substring(0, 300).concat("\r\u001c\r").getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 3; i++) {
            send("10.1.0.1", "10.2.0.2", 51_000, false, sequence, TcpSegment.ACK, answer);
            send("10.1.0.1", "10.2.0.2", 51_000, true, sequence, TcpSegment.ACK, message);
        }
        List<Frame> oddPorts =
                each(
                        frames,
                        frame -> {
                            byte[] other = frame.bytes.clone();
                            int at = frame.fromClient ? 36 : 34;
                            other[at] = (byte) 0xC8; // 51200 and some in place of 2575
                            return frame.with(other);
                        });

        replay(oddPorts);

        List<JsonNode> flows =
                ReplayRun.events(folder.resolve("out")).stream()
                        .filter(e -> e.at("/event/dataset").asText().equals("wardtap.flow"))
                        .toList();
        assertThat(flows).hasSize(1);
        assertThat(flows.getFirst().at("/source/ip").asText()).isEqualTo("10.1.0.1");
        assertThat(flows.getFirst().at("/wardtap/flow/midstream").asBoolean()).isTrue();
    }

    @Test
    void framesThatNobodyReadsAreNotTakenForSeen() throws IOException {
        List<Frame> shown = new ArrayList<>(frames);
        byte[] sealed = new byte[1000];
        for (int i = 0; i < 500; i++) {
            nowNs += MS;
            byte[] macSec = PacketBuilder.ethernet().etherType(0x88E5).payload(sealed).build();
            shown.add(new Frame(nowNs, macSec, true, 0));
            byte[] bridges =
                    PacketBuilder.ethernet()
                            .macs(2, 0x0180_C200_000EL)
                            .etherType(0x88CC)
                            .payload(sealed)
                            .build();
            shown.add(new Frame(nowNs, bridges, true, 0));
            byte[] ipsec =
                    PacketBuilder.ethernet()
                            .ipv4("10.9.9.1", "10.9.9.2")
                            .identification(i)
                            .protocol(50)
                            .payload(sealed)
                            .build();
            shown.add(new Frame(nowNs, ipsec, true, 0));
        }

        JsonNode summary = replay(shown);

        assertThat(summary.at("/visibility/unread/tunnel").longValue()).isEqualTo(500);
        assertThat(summary.at("/visibility/unread/ip_ipsec").longValue()).isEqualTo(500);
        assertThat(number(summary, "control_packets")).isEqualTo(500);
        assertThat(number(summary, "unread_bytes")).isEqualTo(500 * 1014);
        assertThat(ratio(summary)).isLessThan(0.9);
        assertThat(text).contains("not read").contains("tunnel 500");
    }

    @Test
    void aMirrorOfAnUnknownLinkTypeIsBlind() throws IOException {
        PcapBuilder capture = new PcapBuilder().nanoseconds().linkType(147);
        frames.forEach(frame -> capture.packet(frame.timeNs, frame.bytes));
        Path file = capture.writeTo(folder.resolve("unknown.pcap"));

        ReplayRun run = ReplayRun.of(ReplayRun.options(folder.resolve("out"), file));

        JsonNode summary = run.summary();
        assertThat(ratio(summary)).isZero();
        assertThat(summary.at("/visibility/unread/link_type").longValue()).isEqualTo(frames.size());
        assertThat(run.result().summaryText()).contains("Visibility: 0.0 %").contains("link type");
    }

    @Test
    void aScanDoesNotHideThatConversationsAreOneSided() throws IOException {
        List<Frame> shown = new ArrayList<>(only(Frame::fromClient));
        for (int port = 1; port <= 2000; port++) {
            nowNs += MS;
            int reset = TcpSegment.RST | TcpSegment.ACK;
            shown.add(scan("10.1.0.9", "10.2.0.2", 60_000, port, TcpSegment.SYN));
            shown.add(scan("10.2.0.2", "10.1.0.9", port, 60_000, reset));
        }
        shown.sort(Comparator.comparingLong(Frame::timeNs));

        JsonNode summary = replay(shown);

        assertThat(number(summary, "one_way_conversations")).isEqualTo(CONVERSATIONS);
        assertThat(number(summary, "conversations")).isEqualTo(CONVERSATIONS);
        assertThat(ratio(summary)).isLessThanOrEqualTo(0.5);
    }

    private Frame scan(String from, String to, int sourcePort, int port, int flags) {
        byte[] frame =
                PacketBuilder.ethernet().ipv4(from, to).tcp(sourcePort, port).flags(flags).build();
        return new Frame(nowNs, frame, true, 0);
    }
}
