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
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

final class MappedWindowTest {
    private static final int PACKET_BYTES = 1 << 10;
    private static final int RECORD_BYTES = PACKET_BYTES + 16;

    @TempDir Path folder;

    private FileCapture capture(Path file, long mappedBytes, long stepBytes) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        return new FileCapture(
                file.toString(), "test", new MappedWindow(channel, mappedBytes, stepBytes));
    }

    private Path file(int packets) throws IOException {
        PcapBuilder capture = new PcapBuilder();
        byte[] packet = new byte[PACKET_BYTES];
        java.util.Arrays.fill(packet, (byte) 1);
        for (int i = 0; i < packets; i++) {
            capture.packet(Inputs.T + i * Inputs.STEP_NS, packet);
        }
        return capture.writeTo(folder.resolve("capture.pcap"));
    }

    private static void truncate(Path file, long size) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void windowsOfAnySizeGiveTheSamePackets() throws Exception {
        Path file = Files.write(folder.resolve("a.pcap"), Inputs.pcap(60));
        List<Inputs.Packet> expected;
        try (FileCapture whole = capture(file, 1 << 30, 1 << 30)) {
            expected = Inputs.packets(whole);
        }
        assertThat(expected).hasSize(60);
        for (long mapped : new long[] {1, 16, 1000, 4096, 10_000}) {
            for (long step : new long[] {0, 1, 700, 5000}) {
                try (FileCapture pieces = capture(file, mapped, step)) {
                    assertThat(Inputs.packets(pieces)).isEqualTo(expected);
                    assertThat(pieces.report().damage()).isNull();
                }
            }
        }
    }

    @Test
    void lastPacketStaysReadableWhileTheNextWindowIsMapped() throws Exception {
        Path file = file(40);
        try (FileCapture pieces = capture(file, RECORD_BYTES, 0)) {
            PacketRecord former = new PacketRecord();
            PacketRecord packet = new PacketRecord();
            assertThat(pieces.read(packet)).isTrue();
            do {
                former.copyFrom(packet);
                boolean more = pieces.read(packet);
                assertThat(Bytes.u8(former.bytes, former.start)).isEqualTo(1);
                if (!more) {
                    break;
                }
            } while (true);
        }
    }

    @Test
    void fileThatGrowsIsReadOn() throws Exception {
        Path file = file(10);
        byte[] more = Files.readAllBytes(file);
        try (FileCapture growing = capture(file, 1 << 20, 0)) {
            PacketRecord packet = new PacketRecord();
            assertThat(growing.read(packet)).isTrue();
            Files.write(
                    file,
                    java.util.Arrays.copyOfRange(more, 24, more.length),
                    StandardOpenOption.APPEND);
            assertThat(Inputs.packets(growing)).hasSize(19);
            assertThat(growing.report().damage()).isNull();
        }
    }

    @Test
    void fileThatShrinksIsReadUpToItsNewEnd() throws Exception {
        Path file = file(100);
        try (FileCapture shrinking = capture(file, 1 << 30, 8 * RECORD_BYTES)) {
            PacketRecord packet = new PacketRecord();
            assertThat(shrinking.read(packet)).isTrue();
            long end = 24 + 50L * RECORD_BYTES;
            truncate(file, end);
            assertThat(Inputs.packets(shrinking)).hasSize(49);
            assertThat(shrinking.report().packets()).isEqualTo(50);
            assertThat(shrinking.report().damage().reason()).contains("became shorter");
            assertThat(shrinking.report().damage().offset()).isEqualTo(end);
        }
    }

    /// As a lane does: touches every packet's bytes, and reports faults.
    private static int readAsLane(CaptureSource source, Runnable afterHundred) {
        PacketRecord packet = new PacketRecord();
        int packets = 0;
        long sum = 0;
        boolean more = true;
        while (more) {
            try {
                more = source.next(packet) == Arrival.PACKET;
                if (more) {
                    for (int i = 0; i < packet.capturedLength; i += 8) {
                        sum += Bytes.u64(packet.bytes, packet.start + i);
                    }
                    if (++packets == 100) {
                        afterHundred.run();
                    }
                }
            } catch (InternalError fault) {
                assertThat(source.onMemoryFault()).isTrue();
            }
        }
        assertThat(sum).isNotZero();
        return packets;
    }

    @Test
    @Timeout(120)
    void faultInMappedMemoryIsDamageAndKeepsWhatWasRead() throws Exception {
        // the file's size is looked at only once, so that the missing pages are touched for certain
        for (int round = 0; round < 20; round++) {
            Path file = file(4000);
            try (FileCapture source = capture(file, 1 << 30, 1 << 30)) {
                long end = 24 + 1000L * RECORD_BYTES;
                int packets = readAsLane(source, () -> truncate(file, end));
                CaptureReport report = source.report();
                assertThat(report.damage()).isNotNull();
                assertThat(report.damage().reason())
                        .isEqualTo("the file became shorter while it was read");
                assertThat(packets).isBetween(1000, 1010);
                assertThat(report.packets()).isBetween(1000L, 1010L);
                assertThat(report.damage().offset()).isBetween(end - 4096, end + 8192);
                assertThat(source.next(new PacketRecord())).isEqualTo(Arrival.END);
            }
        }
    }

    @Test
    @Timeout(120)
    void faultInOneOfSeveralCapturesLeavesTheOthers() throws Exception {
        Path shrinking = file(3000);
        Path other = folder.resolve("other.pcap");
        Files.copy(shrinking, other);
        try (MergedCaptures merged =
                new MergedCaptures(
                        List.of(
                                capture(shrinking, 1 << 30, 1 << 30),
                                capture(other, 1 << 30, 1 << 30)))) {
            int packets = readAsLane(merged, () -> truncate(shrinking, 24 + 1000L * RECORD_BYTES));
            assertThat(packets).isBetween(4000, 4010);
            assertThat(merged.reports().getFirst().damage().reason()).contains("became shorter");
            assertThat(merged.reports().getFirst().packets()).isBetween(1000L, 1010L);
            assertThat(merged.reports().getLast().damage()).isNull();
            assertThat(merged.reports().getLast().packets()).isEqualTo(3000);
        }
    }

    @Test
    void faultWithoutAShorterFileIsTheLastPacketsCapture() throws Exception {
        try (FileCapture source = capture(file(10), 1 << 20, 1 << 20)) {
            PacketRecord packet = new PacketRecord();
            assertThat(source.next(packet)).isEqualTo(Arrival.PACKET);
            assertThat(source.next(packet)).isEqualTo(Arrival.PACKET);
            assertThat(source.onMemoryFault()).isTrue();
            assertThat(source.next(packet)).isEqualTo(Arrival.END);
            assertThat(source.report().packets()).isEqualTo(2);
            assertThat(source.report().damage().reason()).contains("storage failed");
            assertThat(source.report().damage().offset()).isEqualTo(24 + RECORD_BYTES);
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
        try (CaptureSource source = CaptureFiles.open(List.of(file.toString()))) {
            assertThat(source.next(new PacketRecord())).isEqualTo(Arrival.END);
            CaptureReport report = source.reports().getFirst();
            assertThat(report.packets()).isZero();
            assertThat(report.damage().offset()).isEqualTo(24);
            assertThat(report.damage().reason()).contains("zeroes");
            assertThat(source.bytesTotal()).isEqualTo(60L << 30);
        }
    }
}
