package io.wardtap.appliance.capture.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wardtap.appliance.capture.Arrival;
import io.wardtap.appliance.capture.CaptureSource;
import io.wardtap.protocol.pcap.PacketRecord;
import io.wardtap.protocol.testkit.PacketBuilder;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// What every live source does, on interfaces and frames of the test's own.
@Timeout(120)
abstract class CaptureSourceContract {
    static final long SECOND = 1_000_000_000L;

    NetworkNamespace network;

    record Received(String bytes, long timeNs, int interfaceIndex, long wireLength) {}

    abstract CaptureKind kind();

    @BeforeEach
    void cable() throws Exception {
        network = NetworkNamespace.open();
        network.veth("tap0", "dev0");
    }

    @AfterEach
    void remove() throws Exception {
        if (network != null) {
            network.close();
        }
    }

    LiveCaptureSettings settings(String... interfaces) {
        return LiveCaptureSettings.of(interfaces).withKind(kind()).withRingBytes(16 << 20);
    }

    static byte[] datagram(int number) {
        return PacketBuilder.ethernet()
                .ipv4("10.0.0.1", "10.0.0.2")
                .udp(1000 + number, 104)
                .payload("number " + number)
                .build();
    }

    static byte[][] datagrams(int count) {
        byte[][] all = new byte[count][];
        for (int i = 0; i < count; i++) {
            all[i] = datagram(i);
        }
        return all;
    }

    static String hex(byte[] frame) {
        return HexFormat.of().formatHex(frame);
    }

    static List<String> hex(byte[]... frames) {
        return java.util.Arrays.stream(frames).map(CaptureSourceContract::hex).toList();
    }

    /// Reads until there are so many, or nothing comes for a second.
    static List<Received> read(CaptureSource source, int count) {
        List<Received> all = new ArrayList<>();
        PacketRecord packet = new PacketRecord();
        long last = System.nanoTime();
        while (all.size() < count && System.nanoTime() - last < SECOND) {
            if (source.next(packet) == Arrival.PACKET) {
                last = System.nanoTime();
                all.add(received(packet));
            }
        }
        return all;
    }

    static Received received(PacketRecord packet) {
        byte[] bytes =
                Arrays.copyOfRange(
                        packet.bytes, packet.start, packet.start + packet.capturedLength);
        return new Received(hex(bytes), packet.timeNs, packet.interfaceIndex, packet.wireLength);
    }

    static List<String> bytes(List<Received> packets) {
        return packets.stream().map(Received::bytes).toList();
    }

    static List<Received> rest(CaptureSource source) {
        List<Received> all = new ArrayList<>();
        PacketRecord packet = new PacketRecord();
        Arrival arrival = source.next(packet);
        while (arrival != Arrival.END) {
            if (arrival == Arrival.PACKET) {
                all.add(received(packet));
            }
            arrival = source.next(packet);
        }
        return all;
    }

    /// Opens, sends, reads and closes, in the namespace.
    interface Scene {
        void play(LiveCapture capture, CaptureSource source, FrameSender sender) throws Exception;
    }

    void play(LiveCaptureSettings settings, Scene scene) throws Exception {
        network.call(
                () -> {
                    try (LiveCapture capture = LiveSources.open(settings);
                            FrameSender sender = new FrameSender("dev0")) {
                        scene.play(capture, capture.lanes().getFirst(), sender);
                    }
                    return null;
                });
    }

    @Test
    void deliversPacketsInOrderWithTheirTimes() throws Exception {
        byte[][] frames = datagrams(300);
        play(
                settings("tap0"),
                (capture, source, sender) -> {
                    long beforeNs = WallClock.nowNs();
                    sender.send(frames);
                    List<Received> packets = read(source, frames.length);

                    assertThat(bytes(packets)).isEqualTo(hex(frames));
                    long time = beforeNs;
                    for (Received packet : packets) {
                        assertThat(packet.timeNs()).isBetween(time, WallClock.nowNs() + 1_000_000L);
                        time = packet.timeNs();
                        assertThat(packet.wireLength()).isEqualTo(packet.bytes().length() / 2);
                    }
                    // not whole microseconds
                    assertThat(packets).anyMatch(packet -> packet.timeNs() % 1000 != 0);
                    assertThat(source.interfaceNames()).containsExactly("tap0");
                    assertThat(capture.kind()).isEqualTo(kind());
                });
    }

    @Test
    void putsVlanTagsBackThatTheKernelTookOff() throws Exception {
        byte[] plain = datagram(1);
        byte[] tagged =
                PacketBuilder.ethernet()
                        .vlan(0x6007)
                        .ipv4("10.0.0.1", "10.0.0.2")
                        .udp(1, 2)
                        .payload("tagged")
                        .build();
        byte[] twice =
                PacketBuilder.ethernet()
                        .vlan(0x88A8, 100)
                        .vlan(0x8100, 7)
                        .ipv6("fd00::1", "fd00::2")
                        .udp(1, 2)
                        .payload("twice")
                        .build();
        play(
                settings("tap0"),
                (capture, source, sender) -> {
                    sender.send(plain, tagged, twice, plain);
                    List<Received> packets = read(source, 4);

                    assertThat(bytes(packets)).isEqualTo(hex(plain, tagged, twice, plain));
                    assertThat(packets.get(1).wireLength()).isEqualTo(tagged.length);
                });
    }

    @Test
    void cutsAtTheSnaplen() throws Exception {
        byte[] frame =
                PacketBuilder.ethernet()
                        .ipv4("10.0.0.1", "10.0.0.2")
                        .udp(1, 2)
                        .payload(new byte[1000])
                        .build();
        play(
                settings("tap0").withSnaplen(128),
                (capture, source, sender) -> {
                    sender.send(frame);
                    Received packet = read(source, 1).getFirst();

                    assertThat(packet.bytes()).isEqualTo(hex(frame).substring(0, 256));
                    assertThat(packet.wireLength()).isEqualTo(frame.length);
                });
    }

    @Test
    void ignoresWhatTheMachineItselfSends() throws Exception {
        play(
                settings("tap0"),
                (capture, source, sender) -> {
                    try (FrameSender own = new FrameSender("tap0")) {
                        own.send(datagram(1));
                        sender.send(datagram(2));
                        own.send(datagram(3));
                        sender.send(datagram(4));
                    }

                    assertThat(bytes(read(source, 3))).isEqualTo(hex(datagram(2), datagram(4)));
                });
    }

    @Test
    void takesTheFrameThatIsLongerThanAnyLink() throws Exception {
        network.ip("link", "set", "tap0", "mtu", "65535");
        network.ip("link", "set", "dev0", "mtu", "65535");
        byte[] frame =
                PacketBuilder.ethernet()
                        .ipv4("10.0.0.1", "10.0.0.2")
                        .udp(1, 2)
                        .payload(new byte[65_000])
                        .build();
        play(
                settings("tap0"),
                (capture, source, sender) -> {
                    sender.send(datagram(1), frame, frame, frame, datagram(2));

                    assertThat(bytes(read(source, 5)))
                            .isEqualTo(hex(datagram(1), frame, frame, frame, datagram(2)));
                });
    }

    @Test
    void saysThatTheLineIsSilentAndHowFarTimeHasCome() throws Exception {
        play(
                settings("tap0"),
                (capture, source, sender) -> {
                    PacketRecord packet = new PacketRecord();
                    assertThat(source.next(packet)).isEqualTo(Arrival.IDLE);
                    long from = source.deliveredUntilNs();
                    long start = System.nanoTime();
                    while (source.deliveredUntilNs() < from + 300_000_000L) {
                        assertThat(source.next(packet)).isEqualTo(Arrival.IDLE);
                        assertThat(System.nanoTime() - start).isLessThan(10 * SECOND);
                    }

                    assertThat(source.deliveredUntilNs())
                            .isBetween(
                                    WallClock.nowNs() - 2 * SECOND,
                                    WallClock.nowNs() - 10_000_000L);
                    // says so before it waits; on a machine with other work at least now and then
                    long shortest = Long.MAX_VALUE;
                    for (int i = 0; i < 20; i++) {
                        sender.send(datagram(1));
                        assertThat(read(source, 1)).hasSize(1);
                        long before = System.nanoTime();
                        assertThat(source.next(packet)).isEqualTo(Arrival.IDLE);
                        shortest = Math.min(shortest, System.nanoTime() - before);
                    }
                    assertThat(shortest).isLessThan(4_000_000L);
                });
    }

    @Test
    void filtersInTheKernel() throws Exception {
        byte[] wanted = datagram(104);
        byte[] other =
                PacketBuilder.ethernet()
                        .ipv4("10.0.0.1", "10.0.0.9")
                        .udp(1, 2)
                        .payload("x")
                        .build();
        play(
                settings("tap0").withFilter("udp and host 10.0.0.2"),
                (capture, source, sender) -> {
                    sender.send(other, wanted, other, wanted);

                    assertThat(bytes(read(source, 3))).isEqualTo(hex(wanted, wanted));
                });
    }

    @Test
    void letsNothingUnfilteredInWhileItOpens() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        try (FrameSender noise = network.call(() -> new FrameSender("dev0"))) {
            Thread traffic =
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        for (int i = 0; i < 1_000_000 && !done.get(); i++) {
                                            send(noise, datagram(i % 1000));
                                        }
                                    });
            try {
                for (int i = 0; i < 5; i++) {
                    play(
                            settings("tap0").withFilter("arp"),
                            (capture, source, sender) -> {
                                capture.stop();
                                assertThat(rest(source)).isEmpty();
                            });
                }
            } finally {
                done.set(true);
                traffic.join();
            }
        }
    }

    private static void send(FrameSender sender, byte[] frame) {
        try {
            sender.send(frame);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void filtersByVlan() throws Exception {
        byte[] seven =
                PacketBuilder.ethernet().vlan(7).ipv4("10.0.0.1", "10.0.0.2").udp(1, 2).build();
        byte[] eight =
                PacketBuilder.ethernet().vlan(8).ipv4("10.0.0.1", "10.0.0.2").udp(1, 2).build();
        play(
                settings("tap0").withFilter("vlan 7 and udp"),
                (capture, source, sender) -> {
                    sender.send(datagram(1), eight, seven, eight);

                    assertThat(bytes(read(source, 2))).isEqualTo(hex(new byte[][] {seven}));
                });
    }

    @Test
    void refusesAFilterWithLibpcapsMessage() {
        assertThatThrownBy(() -> play(settings("tap0").withFilter("tcp prot 104"), (a, b, c) -> {}))
                .isInstanceOfSatisfying(
                        LiveCaptureException.class,
                        e -> {
                            assertThat(e.reason()).isEqualTo(LiveCaptureException.Reason.FILTER);
                            assertThat(e.isConfigurationFault()).isTrue();
                            assertThat(e).hasMessageContaining("tcp prot 104");
                            assertThat(e).hasMessageContaining("syntax error");
                        });
    }

    @Test
    void refusesAnInterfaceThatIsNotThere() {
        assertThatThrownBy(() -> play(settings("tap0", "tap9"), (a, b, c) -> {}))
                .isInstanceOfSatisfying(
                        LiveCaptureException.class,
                        e ->
                                assertThat(e.reason())
                                        .isEqualTo(LiveCaptureException.Reason.NO_INTERFACE))
                .hasMessage("tap9: no such interface");
    }

    @Test
    void readsSeveralInterfaces() throws Exception {
        network.veth("tap1", "dev1");
        play(
                settings("tap0", "tap1"),
                (capture, source, sender) -> {
                    try (FrameSender second = new FrameSender("dev1")) {
                        sender.send(datagram(1));
                        second.send(datagram(2));
                        sender.send(datagram(3));
                    }
                    List<Received> packets = read(source, 3);

                    assertThat(packets)
                            .extracting(Received::interfaceIndex)
                            .containsExactlyInAnyOrder(0, 0, 1);
                    assertThat(source.interfaceNames()).containsExactly("tap0", "tap1");
                    capture.stop();
                    assertThat(rest(source)).isEmpty();
                    assertThat(capture.interfaces())
                            .extracting(InterfaceCounters::packets)
                            .containsExactly(2L, 1L);
                });
    }

    @Test
    void mergesTheInterfacesOfAGroupByTime() throws Exception {
        network.veth("tap1", "dev1");
        LiveCaptureSettings tap =
                new LiveCaptureSettings(
                        List.of(),
                        List.of(new LiveCaptureSettings.Group("tap", List.of("tap0", "tap1"))),
                        "",
                        65_535,
                        16 << 20,
                        1,
                        kind(),
                        List.of(),
                        -1,
                        10,
                        true);
        play(
                tap,
                (capture, source, sender) -> {
                    List<String> sent = new ArrayList<>();
                    try (FrameSender second = new FrameSender("dev1")) {
                        for (int i = 0; i < 400; i++) {
                            byte[] frame = datagram(i);
                            (i % 3 == 0 ? sender : second).send(frame);
                            sent.add(hex(frame));
                        }
                        List<Received> packets = read(source, 400);
                        assertThat(bytes(packets)).isEqualTo(sent);

                        // one side alone does not wait for the other for long
                        long before = System.nanoTime();
                        second.send(datagram(1), datagram(2));
                        assertThat(read(source, 2)).hasSize(2);
                        assertThat(System.nanoTime() - before).isLessThan(SECOND);
                    }
                });
    }

    @Test
    void deliversWhatHasArrivedAndThenEnds() throws Exception {
        byte[][] frames = datagrams(500);
        play(
                settings("tap0"),
                (capture, source, sender) -> {
                    sender.send(frames);
                    Thread.sleep(100);
                    capture.stop();
                    List<Received> packets = rest(source);

                    assertThat(bytes(packets)).isEqualTo(hex(frames));
                    InterfaceCounters counters = capture.interfaces().getFirst();
                    assertThat(counters.packets()).isEqualTo(500);
                    assertThat(counters.kernelDrops()).isZero();
                    assertThat(counters.bytes())
                            .isEqualTo(packets.stream().mapToLong(Received::wireLength).sum());
                    assertThat(counters.lastPacketNs()).isEqualTo(packets.getLast().timeNs());
                });
    }

    @Test
    void readsOnWhenTheInterfaceComesBack() throws Exception {
        network.veth("tap1", "dev1");
        play(
                settings("tap0", "tap1"),
                (capture, source, sender) -> {
                    InterfaceCounters counters = capture.interfaces().getFirst();
                    sender.send(datagram(1));
                    assertThat(read(source, 1)).hasSize(1);

                    network.ip("link", "del", "tap0");
                    assertThat(read(source, 1)).isEmpty();
                    assertThat(counters.link()).isEqualTo(LinkState.MISSING);
                    try (FrameSender second = new FrameSender("dev1")) {
                        second.send(datagram(2));
                    }
                    assertThat(read(source, 1)).hasSize(1); // the other one goes on

                    network.veth("tap0", "dev0");
                    awaitUp(source, counters);
                    try (FrameSender again = new FrameSender("dev0")) {
                        again.send(datagram(3), datagram(4));
                    }
                    assertThat(bytes(read(source, 2))).isEqualTo(hex(datagram(3), datagram(4)));
                    assertThat(counters.reopens()).isEqualTo(1);
                    assertThat(counters.outages()).isEqualTo(1);
                });
    }

    static void awaitUp(CaptureSource source, InterfaceCounters counters) {
        PacketRecord packet = new PacketRecord();
        long start = System.nanoTime();
        while (counters.link() != LinkState.UP) {
            assertThat(source.next(packet)).isEqualTo(Arrival.IDLE);
            assertThat(System.nanoTime() - start).isLessThan(5 * SECOND);
        }
    }
}
