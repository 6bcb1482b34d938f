package io.wardtap.appliance.capture.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.appliance.capture.Arrival;
import io.wardtap.appliance.capture.CaptureSource;
import io.wardtap.protocol.pcap.PacketRecord;
import io.wardtap.protocol.testkit.PacketBuilder;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Several lanes: the kernel gives each address pair to one of them, whatever the packets look
/// like.
@Timeout(120)
class FanoutTest {
    private static final int PAIRS = 64;
    private NetworkNamespace network;

    @BeforeEach
    void cable() throws Exception {
        network = NetworkNamespace.open();
        network.veth("tap0", "dev0");
        network.veth("tap1", "dev1");
    }

    @AfterEach
    void remove() throws Exception {
        if (network != null) {
            network.close();
        }
    }

    private static LiveCaptureSettings lanes(int lanes, String... interfaces) {
        return LiveCaptureSettings.of(interfaces)
                .withKind(CaptureKind.AF_PACKET)
                .withRingBytes(32 << 20)
                .withLanes(lanes);
    }

    /// The last two bytes of each packet say which pair it belongs to.
    private static byte[] mark(int pair) {
        return new byte[] {0, 0, 0, 0, 0, 0, (byte) (pair >>> 8), (byte) pair};
    }

    private static PacketBuilder ip(PacketBuilder link, int version, int pair, boolean back) {
        String one = version == 4 ? "10.1.%d.%d" : "fd00:1::%x:%x";
        String other = version == 4 ? "10.2.0.%3$d" : "fd00:2::%3$x";
        String from = one.formatted(pair >> 3, pair & 7);
        String to = other.formatted(0, 0, 1 + pair % 5);
        return version == 4
                ? link.ipv4(back ? to : from, back ? from : to)
                : link.ipv6(back ? to : from, back ? from : to);
    }

    /// All shapes that a pair's packets may have, both directions of each.
    private static List<byte[]> shapes(int version, int pair) {
        List<byte[]> frames = new ArrayList<>();
        for (boolean back : new boolean[] {false, true}) {
            for (int tags = 0; tags <= 3; tags++) {
                int port = 1000 + pair;
                frames.add(
                        ip(tagged(tags), version, pair, back)
                                .tcp(back ? 104 : port, back ? port : 104)
                                .payload(mark(pair))
                                .build());
                frames.add(
                        ip(tagged(tags), version, pair, back)
                                .udp(back ? 20 : 2021, 3000 + tags)
                                .payload(mark(pair))
                                .build());
                // a first fragment with ports, and one without
                frames.add(
                        ip(tagged(tags), version, pair, back)
                                .fragment(0, true)
                                .udp(port, 104)
                                .payload(mark(pair))
                                .build());
                frames.add(
                        ip(tagged(tags), version, pair, back)
                                .fragment(1480, false)
                                .protocol(17)
                                .payload(mark(pair))
                                .build());
            }
        }
        return frames;
    }

    private static PacketBuilder tagged(int tags) {
        PacketBuilder link = PacketBuilder.ethernet();
        for (int i = 0; i < tags; i++) {
            link.vlan(i == 0 && tags > 1 ? 0x88A8 : 0x8100, 10 + i);
        }
        return link;
    }

    /// For each pair the lanes that saw it; reads all lanes until nothing comes any more.
    private static Map<Integer, Set<Integer>> lanesByPair(LiveCapture capture, int packets) {
        Map<Integer, Set<Integer>> seen = new HashMap<>();
        PacketRecord packet = new PacketRecord();
        int received = 0;
        long last = System.nanoTime();
        while (received < packets && System.nanoTime() - last < 1_000_000_000L) {
            for (int lane = 0; lane < capture.lanes().size(); lane++) {
                CaptureSource source = capture.lanes().get(lane);
                while (source.next(packet) == Arrival.PACKET) {
                    last = System.nanoTime();
                    received++;
                    int end = packet.start + packet.capturedLength;
                    int pair = (packet.bytes[end - 2] & 0xFF) << 8 | packet.bytes[end - 1] & 0xFF;
                    seen.computeIfAbsent(pair, p -> new HashSet<>()).add(lane);
                }
            }
        }
        assertThat(received).isEqualTo(packets);
        return seen;
    }

    private static int send(FrameSender sender) throws Exception {
        int sent = 0;
        for (int pair = 0; pair < PAIRS; pair++) {
            for (byte[] frame : shapes(pair % 2 == 0 ? 4 : 6, pair)) {
                sender.send(frame);
                sent++;
            }
        }
        return sent;
    }

    private static void assertEachPairHasOneLane(Map<Integer, Set<Integer>> seen, int lanes) {
        assertThat(seen).hasSize(PAIRS);
        assertThat(seen.values()).allMatch(some -> some.size() == 1);
        for (int lane = 0; lane < lanes; lane++) {
            int one = lane;
            assertThat(seen.values().stream().filter(some -> some.contains(one)).count())
                    .as("pairs of lane %d", lane)
                    .isGreaterThanOrEqualTo(PAIRS / lanes / 3);
        }
    }

    @Test
    void bothDirectionsFragmentsAndTaggedPacketsOfAPairMeetInOneLane() throws Exception {
        for (int lanes : new int[] {2, 3, 4}) {
            network.call(
                    () -> {
                        try (LiveCapture capture = LiveSources.open(lanes(lanes, "tap0"));
                                FrameSender sender = new FrameSender("dev0")) {
                            int sent = send(sender);
                            assertEachPairHasOneLane(lanesByPair(capture, sent), lanes);
                        }
                        return null;
                    });
        }
    }

    @Test
    void bothInterfacesOfATapGiveAPairToTheSameLane() throws Exception {
        LiveCaptureSettings tap =
                new LiveCaptureSettings(
                        List.of(),
                        List.of(new LiveCaptureSettings.Group("tap", List.of("tap0", "tap1"))),
                        "",
                        65_535,
                        32 << 20,
                        3,
                        CaptureKind.AF_PACKET,
                        List.of(),
                        -1,
                        10,
                        true);
        network.call(
                () -> {
                    try (LiveCapture capture = LiveSources.open(tap);
                            FrameSender one = new FrameSender("dev0");
                            FrameSender other = new FrameSender("dev1")) {
                        int sent = 0;
                        for (int pair = 0; pair < PAIRS; pair++) {
                            List<byte[]> frames = shapes(pair % 2 == 0 ? 4 : 6, pair);
                            for (int i = 0; i < frames.size(); i++) {
                                // one direction on each port
                                (i < frames.size() / 2 ? one : other).send(frames.get(i));
                                sent++;
                            }
                        }
                        assertEachPairHasOneLane(lanesByPair(capture, sent), 3);
                    }
                    return null;
                });
    }

    @Test
    void aPairKeepsItsLaneWhenTheInterfaceGoesAndComesBack() throws Exception {
        network.call(
                () -> {
                    try (LiveCapture capture = LiveSources.open(lanes(3, "tap0"))) {
                        Map<Integer, Set<Integer>> before = lanesByPairThroughDev0(capture);
                        InterfaceCounters counters = capture.interfaces().getFirst();

                        network.ip("link", "set", "tap0", "down");
                        assertSilent(capture);
                        assertThat(counters.link()).isEqualTo(LinkState.DOWN);
                        network.ip("link", "set", "tap0", "up");
                        assertSilent(capture);
                        assertThat(counters.link()).isEqualTo(LinkState.UP);
                        assertThat(lanesByPairThroughDev0(capture)).isEqualTo(before);

                        network.ip("link", "del", "tap0");
                        assertSilent(capture);
                        assertThat(counters.link()).isEqualTo(LinkState.MISSING);
                        network.veth("tap0", "dev0");
                        assertSilent(capture);
                        assertThat(counters.link()).isEqualTo(LinkState.UP);
                        assertThat(lanesByPairThroughDev0(capture)).isEqualTo(before);
                        assertThat(counters.reopens()).isEqualTo(1);
                        assertThat(counters.outages()).isEqualTo(2);
                    }
                    return null;
                });
    }

    @Test
    void waitsForAnInterfaceThatIsDownAtFirst() throws Exception {
        network.ip("link", "set", "tap0", "down");
        network.call(
                () -> {
                    try (LiveCapture capture = LiveSources.open(lanes(2, "tap0"))) {
                        assertSilent(capture);
                        assertThat(capture.interfaces().getFirst().link())
                                .isEqualTo(LinkState.DOWN);
                        network.ip("link", "set", "tap0", "up");
                        assertSilent(capture);
                        lanesByPairThroughDev0(capture);
                    }
                    return null;
                });
    }

    private static Map<Integer, Set<Integer>> lanesByPairThroughDev0(LiveCapture capture)
            throws Exception {
        try (FrameSender sender = new FrameSender("dev0")) {
            Map<Integer, Set<Integer>> seen = lanesByPair(capture, send(sender));
            assertEachPairHasOneLane(seen, capture.lanes().size());
            return seen;
        }
    }

    /// The last lane first, so that not always the first one opens again.
    private static void assertSilent(LiveCapture capture) {
        for (CaptureSource lane : capture.lanes().reversed()) {
            assertThat(CaptureSourceContract.read(lane, 1)).isEmpty();
        }
    }

    @Test
    void whatIsNotIpGoesToTheFirstLaneAndNothingArrivesTwice() throws Exception {
        network.call(
                () -> {
                    try (LiveCapture capture =
                                    LiveSources.open(lanes(2, "tap0").withFilter("not udp"));
                            FrameSender sender = new FrameSender("dev0")) {
                        for (int i = 0; i < 50; i++) {
                            sender.send(
                                    PacketBuilder.ethernet()
                                            .arp(1, 0xA, "10.0.0." + i, 0, "10.0.0.2")
                                            .build());
                            sender.send(CaptureSourceContract.datagram(i));
                        }
                        assertThat(CaptureSourceContract.read(capture.lanes().get(0), 51))
                                .hasSize(50);
                        assertThat(CaptureSourceContract.read(capture.lanes().get(1), 1)).isEmpty();
                        InterfaceCounters counters = capture.interfaces().getFirst();
                        capture.stop();
                        capture.lanes().forEach(CaptureSourceContract::rest);
                        assertThat(counters.packets()).isEqualTo(50);
                    }
                    return null;
                });
    }
}
