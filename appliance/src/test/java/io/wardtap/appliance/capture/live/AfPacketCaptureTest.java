package io.wardtap.appliance.capture.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wardtap.appliance.capture.Arrival;
import io.wardtap.appliance.capture.CaptureSource;
import io.wardtap.protocol.pcap.PacketRecord;
import io.wardtap.protocol.testkit.AllocationMeter;
import io.wardtap.protocol.testkit.PacketBuilder;

import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// The contract by AF_PACKET, and what is AF_PACKET's alone.
class AfPacketCaptureTest extends CaptureSourceContract {
    @Override
    CaptureKind kind() {
        return CaptureKind.AF_PACKET;
    }

    @Test
    void countsWhatTheKernelHadToDrop() throws Exception {
        byte[] frame =
                PacketBuilder.ethernet()
                        .ipv4("10.0.0.1", "10.0.0.2")
                        .udp(1, 2)
                        .payload(new byte[1000])
                        .build();
        play(
                settings("tap0").withRingBytes(1 << 20),
                (capture, source, sender) -> {
                    for (int i = 0; i < 5000; i++) {
                        sender.send(frame);
                    }
                    capture.stop();
                    int delivered = rest(source).size();
                    InterfaceCounters counters = capture.interfaces().getFirst();

                    assertThat(delivered).isBetween(8, 1100); // 8 blocks, at most 1 MiB
                    assertThat(counters.packets()).isEqualTo(delivered);
                    assertThat(counters.packets() + counters.kernelDrops()).isEqualTo(5000);
                    assertThat(counters.freezes()).isPositive();
                });
    }

    @Test
    void receivesAgainAfterTheRingWasFull() throws Exception {
        byte[] frame =
                PacketBuilder.ethernet()
                        .ipv4("10.0.0.1", "10.0.0.2")
                        .udp(1, 2)
                        .payload(new byte[1000])
                        .build();
        play(
                settings("tap0").withRingBytes(1 << 20),
                (capture, source, sender) -> {
                    for (int round = 0; round < 3; round++) {
                        for (int i = 0; i < 2000; i++) {
                            sender.send(frame);
                        }
                        assertThat(read(source, 2000)).hasSizeBetween(8, 1100);
                        sender.send(datagrams(10));
                        assertThat(bytes(read(source, 10))).isEqualTo(hex(datagrams(10)));
                    }
                });
    }

    @Test
    void goesOnWhenTheLinkIsSwitchedOffAndOn() throws Exception {
        play(
                settings("tap0"),
                (capture, source, sender) -> {
                    InterfaceCounters counters = capture.interfaces().getFirst();
                    assertThat(counters.link()).isEqualTo(LinkState.UP);
                    network.ip("link", "set", "tap0", "down");
                    assertThat(read(source, 1)).isEmpty();
                    assertThat(counters.link()).isEqualTo(LinkState.DOWN);

                    network.ip("link", "set", "tap0", "up");
                    awaitUp(source, counters);
                    sender.send(datagram(1));

                    assertThat(read(source, 1)).hasSize(1);
                    assertThat(counters.outages()).isEqualTo(1);
                    assertThat(counters.reopens()).isZero();
                });
    }

    @Test
    void waitsForAnInterfaceThatIsDownAtFirst() throws Exception {
        network.ip("link", "set", "tap0", "down");
        play(
                settings("tap0").withFilter("udp"),
                (capture, source, sender) -> {
                    InterfaceCounters counters = capture.interfaces().getFirst();
                    assertThat(read(source, 1)).isEmpty();
                    assertThat(counters.link()).isEqualTo(LinkState.DOWN);
                    network.ip("link", "set", "tap0", "up");
                    awaitUp(source, counters);
                    sender.send(datagram(1));
                    assertThat(read(source, 1)).hasSize(1);
                });
    }

    @Test
    void twoOnOneInterfaceBothReceiveEverything() throws Exception {
        play(
                settings("tap0"),
                (capture, source, sender) -> {
                    try (LiveCapture other = LiveSources.open(settings("tap0"))) {
                        sender.send(datagrams(20));
                        assertThat(read(source, 20)).hasSize(20);
                        assertThat(read(other.lanes().getFirst(), 20)).hasSize(20);
                    }
                });
    }

    @Test
    void receivingAllocatesNothing() throws Exception {
        byte[][] frames = {
            datagram(1),
            PacketBuilder.ethernet().vlan(7).ipv4("10.0.0.1", "10.0.0.2").udp(1, 2).build()
        };
        AtomicBoolean done = new AtomicBoolean();
        network.veth("tap1", "dev1");
        LiveCaptureSettings tap =
                LiveCaptureSettings.of("tap0")
                        .withKind(kind())
                        .withGroups(
                                List.of(
                                        new LiveCaptureSettings.Group(
                                                "pair", List.of("tap1", "lo"))));
        play(
                tap,
                (capture, source, sender) -> {
                    FrameSender second = new FrameSender("dev1");
                    Thread traffic =
                            Thread.ofPlatform()
                                    .start(
                                            () -> {
                                                try {
                                                    for (int i = 0;
                                                            i < 5_000_000 && !done.get();
                                                            i++) {
                                                        sender.send(frames);
                                                        second.send(frames);
                                                    }
                                                } catch (Exception e) {
                                                    throw new AssertionError(e);
                                                }
                                            });
                    PacketRecord packet = new PacketRecord();
                    AfPacketSource lane = (AfPacketSource) source;
                    try {
                        // what happens once a block only, and would not be compiled in a test's
                        // time
                        AllocationMeter.assertAllocatesNothing(1000, () -> lane.await(0));
                        AllocationMeter.assertAllocatesNothing(1000, lane::settle);
                        AllocationMeter.assertAllocatesNothing(
                                5000,
                                () -> {
                                    while (source.next(packet) == Arrival.IDLE) {
                                        // silence allocates nothing either
                                    }
                                });
                    } finally {
                        done.set(true);
                        traffic.join();
                        second.close();
                    }
                });
    }

    @Test
    void ringIsInNoDump() throws Exception {
        play(
                settings("tap0"),
                (capture, source, sender) -> {
                    List<String> maps = Files.readAllLines(Path.of("/proc/self/smaps"));
                    List<String> flags = new java.util.ArrayList<>();
                    boolean ring = false;
                    for (String line : maps) {
                        if (line.matches("[0-9a-f]+-[0-9a-f]+ .*")) {
                            ring = line.contains("socket:[");
                        } else if (ring && line.startsWith("VmFlags:")) {
                            flags.add(line);
                        }
                    }
                    assertThat(flags).isNotEmpty().allMatch(line -> line.contains(" dd"));
                });
    }

    @Test
    void laneRunsOnItsProcessor() throws Exception {
        play(
                settings("tap0").withProcessors(List.of(0), -1),
                (capture, source, sender) -> {
                    Path status = Path.of("/proc/thread-self/status");
                    String before = allowed(status);
                    source.next(new PacketRecord());
                    source.next(new PacketRecord());
                    assertThat(allowed(status)).endsWith("\t0");
                    assertThat(before).isNotEmpty();
                });
        play(
                settings("tap0").withProcessors(List.of(), 0),
                (capture, source, sender) -> {
                    sender.send(datagram(1));
                    assertThat(read(source, 1)).hasSize(1);
                });
    }

    private static String allowed(Path status) throws java.io.IOException {
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("Cpus_allowed_list"))
                .findFirst()
                .orElse("");
    }

    @Test
    void refusesProcessorsThatAreNotThere() {
        assertThatThrownBy(
                        () ->
                                play(
                                        settings("tap0").withProcessors(List.of(1000), -1),
                                        (a, b, c) -> {}))
                .isInstanceOf(LiveCaptureException.class)
                .hasMessageContaining("1000");
        assertThatThrownBy(
                        () -> play(settings("tap0").withProcessors(List.of(), 77), (a, b, c) -> {}))
                .isInstanceOf(LiveCaptureException.class)
                .hasMessageContaining("NUMA node 77");
    }

    @Test
    void saysThatThePrivilegeIsMissing() throws Exception {
        Privileges.without(
                network,
                () -> {
                    assertThatThrownBy(() -> LiveSources.open(settings("tap0")))
                            .isInstanceOfSatisfying(
                                    LiveCaptureException.class,
                                    e ->
                                            assertThat(e.reason())
                                                    .isEqualTo(
                                                            LiveCaptureException.Reason
                                                                    .NO_PERMISSION))
                            .hasMessage("tap0: no permission to capture: CAP_NET_RAW is needed");
                    return null;
                });
    }

    @Test
    void readsOnWithoutPrivilegesWhenTheInterfaceComesBack() throws Exception {
        readsOnWithoutPrivileges(1);
    }

    @Test
    void severalLanesReadOnWithoutPrivilegesAsWell() throws Exception {
        readsOnWithoutPrivileges(2);
    }

    private void readsOnWithoutPrivileges(int lanes) throws Exception {
        try (LiveCapture capture =
                network.call(() -> LiveSources.open(settings("tap0").withLanes(lanes)))) {
            Privileges.without(
                    network,
                    () -> {
                        for (int round = 1; round <= 3; round++) {
                            network.ip("link", "del", "tap0");
                            for (CaptureSource lane : capture.lanes()) {
                                assertThat(read(lane, 1)).isEmpty();
                            }
                            network.veth("tap0", "dev0");
                            for (int lane = lanes - 1; lane >= 0; lane--) {
                                assertThat(read(capture.lanes().get(lane), 1)).isEmpty();
                            }
                            InterfaceCounters counters = capture.interfaces().getFirst();
                            awaitUp(capture.lanes().getFirst(), counters);
                            assertThat(counters.reopens()).isEqualTo(round);
                            network.call(
                                    () -> {
                                        try (FrameSender sender = new FrameSender("dev0")) {
                                            sender.send(datagrams(5));
                                        }
                                        return null;
                                    });
                            int received = 0;
                            for (CaptureSource lane : capture.lanes()) {
                                received += read(lane, 5).size();
                            }
                            assertThat(received).isEqualTo(5);
                        }
                        return null;
                    });
        }
    }
}
