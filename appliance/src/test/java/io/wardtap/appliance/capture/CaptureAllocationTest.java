package io.wardtap.appliance.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;

import io.wardtap.protocol.pcap.PacketRecord;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

final class CaptureAllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int PACKETS = 10_000;

    /// Until here every input has named its interface.
    private static final int FIRST = 10;

    @TempDir Path folder;

    /// Opening, the first packets and the last are left out; so is what happens before all is
    /// compiled.
    private static void assertNothingAllocated(List<String> files) throws Exception {
        PacketRecord packet = new PacketRecord();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 100 && least > 0; round++) {
            try (CaptureSource source = CaptureFiles.open(files)) {
                int packets = 0;
                while (packets < FIRST && source.next(packet) == Arrival.PACKET) {
                    packets++;
                }
                long before = THREADS.getCurrentThreadAllocatedBytes();
                while (packets < PACKETS && source.next(packet) == Arrival.PACKET) {
                    packets++;
                }
                least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
                assertThat(packets).isEqualTo(PACKETS);
            }
        }
        assertThat(least).isZero();
    }

    @Test
    void packetsOfAFileAllocateNothing() throws Exception {
        Path file = Files.write(folder.resolve("a.pcap"), Inputs.pcap(PACKETS + 1));
        assertNothingAllocated(List.of(file.toString()));
    }

    @Test
    void packetsOfMergedFilesAllocateNothing() throws Exception {
        Path file = Files.write(folder.resolve("a.pcap"), Inputs.pcap(PACKETS));
        Path other = Files.write(folder.resolve("b.pcap"), Inputs.pcap(PACKETS + 1));
        try (CaptureSource source = CaptureFiles.open(List.of(file.toString(), other.toString()))) {
            assertThat(Inputs.packets(source)).hasSize(2 * PACKETS + 1);
        }
        assertNothingAllocated(List.of(file.toString(), other.toString()));
    }
}
