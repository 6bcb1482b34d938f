package io.wardtap.appliance.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.pcap.PacketRecord;
import io.wardtap.protocol.testkit.PcapBuilder;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Files that grow or shrink while they are read, and a large one that is empty but for its header.
final class ChangingFileTest {
    private static final int PACKET_BYTES = 1 << 10;
    private static final int RECORD_BYTES = PACKET_BYTES + 16;
    private static final String SHORTER = "the file became shorter while it was read";

    @TempDir Path folder;

    private static CaptureSource open(Path... files) throws CaptureOpenException {
        return CaptureFiles.open(Arrays.stream(files).map(Path::toString).toList());
    }

    private static byte[] capture(int packets) {
        Random random = new Random(packets);
        PcapBuilder capture = new PcapBuilder();
        byte[] packet = new byte[PACKET_BYTES];
        for (int i = 0; i < packets; i++) {
            random.nextBytes(packet);
            capture.packet(Inputs.T + i * Inputs.STEP_NS, packet.clone());
        }
        return capture.bytes();
    }

    private Path file(int packets) throws IOException {
        return Files.write(folder.resolve("capture.pcap"), capture(packets));
    }

    private static void truncate(Path file, long size) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// As a lane does: touches every packet's bytes.
    private static int readAsLane(CaptureSource source, Runnable afterHundred) {
        PacketRecord packet = new PacketRecord();
        int packets = 0;
        long sum = 0;
        while (source.next(packet) == Arrival.PACKET) {
            for (int i = 0; i < packet.capturedLength; i += 8) {
                sum += Bytes.u64(packet.bytes, packet.start + i);
            }
            if (++packets == 100) {
                afterHundred.run();
            }
        }
        assertThat(sum).isNotZero();
        return packets;
    }

    @Test
    void fileThatGrowsIsReadOn() throws Exception {
        Path file = file(10);
        byte[] more = Files.readAllBytes(file);
        try (CaptureSource growing = open(file)) {
            PacketRecord packet = new PacketRecord();
            assertThat(growing.next(packet)).isEqualTo(Arrival.PACKET);
            Files.write(file, Arrays.copyOfRange(more, 24, more.length), StandardOpenOption.APPEND);
            assertThat(Inputs.packets(growing)).hasSize(19);
            assertThat(growing.reports().getFirst().damage()).isNull();
        }
    }

    @Test
    void fileThatShrinksIsReadUpToItsNewEnd() throws Exception {
        Path file = file(4000);
        for (int inPacket : new int[] {600, 0}) {
            long end = 24 + 1000L * RECORD_BYTES + inPacket;
            try (CaptureSource shrinking = open(file)) {
                assertThat(readAsLane(shrinking, () -> truncate(file, end))).isEqualTo(1000);
                CaptureReport report = shrinking.reports().getFirst();
                assertThat(report.packets()).isEqualTo(1000);
                assertThat(report.damage().reason()).isEqualTo(SHORTER);
                assertThat(report.damage().offset()).isEqualTo(end);
                assertThat(shrinking.next(new PacketRecord())).isEqualTo(Arrival.END);
            }
            file(4000);
        }
    }

    /// What was read ahead is not lost, though the file no longer has it.
    @Test
    void fileThatIsEmptiedIsDamageAndKeepsWhatWasRead() throws Exception {
        Path file = file(4000);
        try (CaptureSource emptied = open(file)) {
            int packets = readAsLane(emptied, () -> truncate(file, 0));
            CaptureReport report = emptied.reports().getFirst();
            assertThat(packets).isBetween(100, 3999);
            assertThat(report.packets()).isEqualTo(packets);
            assertThat(report.damage().reason()).isEqualTo(SHORTER);
            assertThat(report.damage().offset())
                    .isBetween(24L + (long) packets * RECORD_BYTES, (long) 4000 * RECORD_BYTES);
        }
    }

    @Test
    void compressedFileThatShrinksIsReadUpToItsNewEnd() throws Exception {
        byte[] capture = capture(4000);
        for (byte[] compressed : List.of(Inputs.gzip(capture), Inputs.zstd(capture))) {
            Path file = Files.write(folder.resolve("capture"), compressed);
            try (CaptureSource shrinking = open(file)) {
                int packets = readAsLane(shrinking, () -> truncate(file, compressed.length / 2));
                CaptureReport report = shrinking.reports().getFirst();
                assertThat(packets).isBetween(1500, 2500);
                assertThat(report.packets()).isEqualTo(packets);
                assertThat(report.damage().reason()).isEqualTo(SHORTER);
            }
        }
    }

    @Test
    void oneOfSeveralCapturesThatShrinksLeavesTheOthers() throws Exception {
        Path shrinking = file(3000);
        Path other = folder.resolve("other.pcap");
        Files.copy(shrinking, other);
        try (CaptureSource merged = open(shrinking, other)) {
            int packets = readAsLane(merged, () -> truncate(shrinking, 24 + 1000L * RECORD_BYTES));
            assertThat(packets).isEqualTo(4000);
            assertThat(merged.reports().getFirst().damage().reason()).isEqualTo(SHORTER);
            assertThat(merged.reports().getFirst().packets()).isEqualTo(1000);
            assertThat(merged.reports().getLast().damage()).isNull();
            assertThat(merged.reports().getLast().packets()).isEqualTo(3000);
        }
    }

    @Test
    @Timeout(20)
    void headerFollowedBySixtyGigabytesOfHolesIsDamageAtOnce() throws Exception {
        Path file = new PcapBuilder().writeTo(folder.resolve("sparse.pcap"));
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(60L << 30);
        } catch (IOException tooLarge) {
            assumeTrue(false, "the file system has no sparse files of 60 GB");
        }
        try (CaptureSource source = open(file)) {
            assertThat(source.next(new PacketRecord())).isEqualTo(Arrival.END);
            CaptureReport report = source.reports().getFirst();
            assertThat(report.packets()).isZero();
            assertThat(report.damage().offset()).isEqualTo(24);
            assertThat(report.damage().reason()).contains("zeroes");
            assertThat(source.bytesTotal()).isEqualTo(60L << 30);
        }
    }
}
