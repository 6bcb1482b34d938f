package io.wardtap.protocol.pcap;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;

import io.wardtap.protocol.testkit.PcapBuilder;
import io.wardtap.protocol.testkit.PcapngBuilder;

import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;
import java.nio.ByteOrder;

final class CaptureReaderAllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int PACKETS = 20_000;
    private static final byte[] PACKET = new byte[80];

    @Test
    void pcapPacketsAllocateNothing() {
        PcapBuilder capture = new PcapBuilder();
        for (int i = 0; i < PACKETS; i++) {
            capture.packet(1_000_000_000L + i, PACKET);
        }
        assertNothingAllocated(capture.bytes());
    }

    @Test
    void pcapngPacketsAllocateNothing() {
        PcapngBuilder capture = new PcapngBuilder();
        capture.section(ByteOrder.LITTLE_ENDIAN).interfaceDescription(1, 0);
        for (int i = 0; i < PACKETS; i += 4) {
            capture.enhancedPacket(0, i, PACKET).enhancedPacket(0, i, PACKET);
            capture.simplePacket(PACKET, 80).obsoletePacket(0, i, PACKET).block(5, new byte[8]);
        }
        assertNothingAllocated(capture.bytes());
    }

    /// Opening a reader allocates, so that is left out; so is what happens before all is compiled.
    private static void assertNothingAllocated(byte[] capture) {
        PacketRecord packet = new PacketRecord();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 100 && least > 0; round++) {
            CaptureReader reader = CaptureReader.of(ByteWindow.of(capture));
            reader.next(packet);
            long before = THREADS.getCurrentThreadAllocatedBytes();
            int packets = 1;
            while (reader.next(packet)) {
                packets++;
            }
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
            assertThat(packets).isEqualTo(PACKETS);
        }
        assertThat(least).isZero();
    }
}
