package io.wardtap.appliance.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.protocol.testkit.PcapBuilder;
import io.wardtap.protocol.testkit.PcapngBuilder;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

final class MergedCapturesTest {
    @TempDir Path folder;

    private String file(String name, long... timesUs) throws Exception {
        PcapBuilder capture = new PcapBuilder();
        for (int i = 0; i < timesUs.length; i++) {
            capture.packet(timesUs[i] * 1000, new byte[] {(byte) name.charAt(0), (byte) i});
        }
        return capture.writeTo(folder.resolve(name + ".pcap")).toString();
    }

    private static List<String> order(CaptureSource source) {
        List<String> order = new ArrayList<>();
        for (Inputs.Packet packet : Inputs.packets(source)) {
            char file = (char) Integer.parseInt(packet.bytes().substring(0, 2), 16);
            order.add(file + packet.bytes().substring(3));
        }
        return order;
    }

    @Test
    void packetsComeInTimeOrder() throws Exception {
        try (CaptureSource merged =
                CaptureFiles.open(
                        List.of(file("a", 10, 40, 50), file("b", 5, 45), file("c", 20, 60)))) {
            assertThat(order(merged)).containsExactly("b0", "a0", "c0", "a1", "b1", "a2", "c1");
            assertThat(merged.interfaceNames()).containsExactly("b", "a", "c");
        }
    }

    @Test
    void equalTimesComeInTheOrderOfTheCommandLine() throws Exception {
        String a = file("a", 7, 7, 8);
        String b = file("b", 7, 7, 8);
        String c = file("c", 7);
        try (CaptureSource merged = CaptureFiles.open(List.of(c, b, a))) {
            assertThat(order(merged)).containsExactly("c0", "b0", "b1", "a0", "a1", "b2", "a2");
        }
        try (CaptureSource merged = CaptureFiles.open(List.of(a, b, c))) {
            assertThat(order(merged)).containsExactly("a0", "a1", "b0", "b1", "c0", "a2", "b2");
        }
    }

    @Test
    void captureOutOfOrderKeepsItsOwnOrder() throws Exception {
        try (CaptureSource merged =
                CaptureFiles.open(List.of(file("a", 10, 30, 20, 40), file("b", 15, 25, 35)))) {
            assertThat(order(merged)).containsExactly("a0", "b0", "b1", "a1", "a2", "b2", "a3");
        }
    }

    @Test
    void manyCapturesAreMergedAsASortWould() throws Exception {
        Random random = new Random(5);
        record Expected(long timeUs, int file, int index) {}
        List<String> files = new ArrayList<>();
        List<Expected> expected = new ArrayList<>();
        for (int f = 0; f < 23; f++) {
            long[] times = random.longs(random.nextInt(30), 1, 200).sorted().toArray();
            PcapBuilder capture = new PcapBuilder();
            for (int i = 0; i < times.length; i++) {
                capture.packet(times[i] * 1000, new byte[] {(byte) f, (byte) i});
                expected.add(new Expected(times[i], f, i));
            }
            files.add(capture.writeTo(folder.resolve("f" + f)).toString());
        }
        expected.sort(
                Comparator.comparingLong(Expected::timeUs)
                        .thenComparingInt(Expected::file)
                        .thenComparingInt(Expected::index));
        try (CaptureSource merged = CaptureFiles.open(files)) {
            assertThat(Inputs.packets(merged))
                    .extracting(Inputs.Packet::bytes)
                    .containsExactlyElementsOf(
                            expected.stream()
                                    .map(e -> String.format("%02x%02x", e.file(), e.index()))
                                    .toList());
        }
    }

    @Test
    void interfacesOfEachCaptureAreItsOwn() throws Exception {
        byte[] pcapng =
                new PcapngBuilder()
                        .section(ByteOrder.LITTLE_ENDIAN)
                        .interfaceDescription(1, 0, o -> o.name("eth0"))
                        .interfaceDescription(1, 0, o -> o.name("eth1"))
                        .enhancedPacket(1, 1, new byte[] {1})
                        .enhancedPacket(0, 3, new byte[] {2})
                        .interfaceDescription(1, 0, o -> o.name("eth2"))
                        .enhancedPacket(2, 5, new byte[] {3})
                        .bytes();
        String first = Files.write(folder.resolve("one.pcapng"), pcapng).toString();
        String second = Files.write(folder.resolve("two.pcapng"), pcapng).toString();
        try (CaptureSource merged = CaptureFiles.open(List.of(first, file("x", 2), second))) {
            List<String> names = new ArrayList<>();
            for (Inputs.Packet packet : Inputs.packets(merged)) {
                names.add(
                        packet.interfaceIndex()
                                + merged.interfaceNames().get(packet.interfaceIndex()));
            }
            assertThat(names)
                    .containsExactly("1eth1", "3eth1", "4x", "0eth0", "2eth0", "5eth2", "6eth2");
        }
    }

    @Test
    void damagedCaptureEndsAndTheOthersGoOn() throws Exception {
        String whole = file("a", 10, 20, 30, 40);
        Path cut = Path.of(file("b", 15, 25, 35));
        byte[] bytes = Files.readAllBytes(cut);
        Files.write(cut, Arrays.copyOf(bytes, bytes.length - 1));
        Path none = Files.write(folder.resolve("none.pcap"), new byte[] {1, 2, 3, 4, 5});
        try (CaptureSource merged =
                CaptureFiles.open(List.of(none.toString(), cut.toString(), whole))) {
            assertThat(order(merged)).containsExactly("a0", "b0", "a1", "b1", "a2", "a3");
            List<CaptureReport> reports = merged.reports();
            assertThat(reports).extracting(CaptureReport::packets).containsExactly(0L, 2L, 4L);
            assertThat(reports.get(0).damage()).isNotNull();
            assertThat(reports.get(1).damage().reason()).contains("middle of a packet");
            assertThat(reports.get(2).damage()).isNull();
        }
    }

    @Test
    void progressIsTheSumOrUnknown() throws Exception {
        String a = file("a", 1, 2);
        String b = file("b", 3);
        long sizes = Files.size(Path.of(a)) + Files.size(Path.of(b));
        try (CaptureSource merged = CaptureFiles.open(List.of(a, b))) {
            Inputs.packets(merged);
            assertThat(merged.bytesTotal()).isEqualTo(sizes);
            assertThat(merged.bytesRead()).isEqualTo(sizes);
        }
        try (CaptureSource merged =
                CaptureFiles.open(List.of(a, "-"), new ByteArrayInputStream(Inputs.pcap(3)))) {
            assertThat(Inputs.packets(merged)).hasSize(5);
            assertThat(merged.bytesTotal()).isEqualTo(-1);
        }
    }

    @Test
    void oneThatCannotBeOpenedClosesTheOthers() throws Exception {
        String a = file("a", 1);
        boolean[] closed = new boolean[1];
        ByteArrayInputStream in =
                new ByteArrayInputStream(Inputs.pcap(3)) {
                    @Override
                    public void close() {
                        closed[0] = true;
                    }
                };
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> CaptureFiles.open(List.of(a, "-", folder + "/missing"), in))
                .isInstanceOf(CaptureOpenException.class);
        assertThat(closed[0]).isTrue();
    }
}
