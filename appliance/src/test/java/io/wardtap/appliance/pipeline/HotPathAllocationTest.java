package io.wardtap.appliance.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.lmax.disruptor.RingBuffer;
import com.sun.management.ThreadMXBean;

import io.wardtap.appliance.capture.Arrival;
import io.wardtap.appliance.capture.CaptureFiles;
import io.wardtap.appliance.capture.CaptureOpenException;
import io.wardtap.appliance.capture.CaptureReport;
import io.wardtap.appliance.capture.CaptureSource;
import io.wardtap.protocol.pcap.PacketRecord;
import io.wardtap.protocol.unit.KeyedHash;
import io.wardtap.protocol.unit.NameInterner;
import io.wardtap.protocol.unit.ParserContext;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Runs lane and parsers over real DICOM, HL7 and TLS traffic again and again, on one thread, and
/// measures what they put on the heap once they are warm: nothing a packet, a unit, a message or a
/// flow.
@Timeout(180)
class HotPathAllocationTest {
    private static final Path ROOT = Path.of(System.getProperty("wardtap.root", ".."));
    private static final int ROUNDS = 300;
    private static final int QUIET_ROUNDS = 5;

    /// Small, so that every slot soon has facts of every protocol; more than one packet causes.
    private static final int RING = 256;

    private static final long PAUSE_NS = 60_000_000_000L;

    @Test
    void laneAndParsersAllocateNothingOnceWarm() throws Exception {
        try (Rounds rounds = new Rounds(ROOT.resolve("deploy/demo/first-minutes.pcap.gz"))) {
            rounds.run();

            assertThat(rounds.packets()).isGreaterThan(2000);
            assertThat(rounds.messages).isGreaterThan(300L * rounds.round);
            assertThat(rounds.faults).isEmpty();
            assertThat(rounds.quiet)
                    .as(
                            "rounds in a row without allocation, of %d; least bytes: lane %d,"
                                    + " parsers %d",
                            rounds.round, rounds.leastOfLane, rounds.leastOfParsers)
                    .isEqualTo(QUIET_ROUNDS);
        }
    }

    /// A source that begins anew until it has been quiet for some rounds; between packets it has
    /// the parsers read what the lane has handed on.
    private static final class Rounds implements CaptureSource {
        private static final ThreadMXBean THREADS =
                (ThreadMXBean) ManagementFactory.getThreadMXBean();

        private final byte[] bytes = new byte[16 << 20];
        private final List<String> faults = new ArrayList<>();
        private final UnitSlab slab = new UnitSlab(16 << 20);
        private final RingBuffer<UnitEvent> ring =
                RingBuffer.createSingleProducer(UnitEvent::new, RING);
        private final ParserHandler parser =
                new ParserHandler(
                        0,
                        1,
                        new ParserContext(
                                new KeyedHash(1, 2), new KeyedHash(3, 4), new NameInterner(16_384)),
                        (where, fault) -> faults.add(where + ": " + fault));
        // time, start, length of every packet
        private long[] packets = new long[0];
        private int linkType;
        private int next;
        private long consumed = -1;
        private long messages;
        private long shiftNs;
        private long before = -1;
        private long ofParsers;
        private int round;
        private int quiet;
        private long leastOfLane = Long.MAX_VALUE;
        private long leastOfParsers = Long.MAX_VALUE;

        Rounds(Path capture) throws CaptureOpenException {
            PacketRecord packet = new PacketRecord();
            int end = 0;
            try (CaptureSource source = CaptureFiles.open(List.of(capture.toString()))) {
                int n = 0;
                while (source.next(packet) == Arrival.PACKET) {
                    if (n + 3 > packets.length) {
                        packets = Arrays.copyOf(packets, Math.max(1024, packets.length * 2));
                    }
                    System.arraycopy(packet.bytes, packet.start, bytes, end, packet.capturedLength);
                    packets[n++] = packet.timeNs;
                    packets[n++] = end;
                    packets[n++] = packet.capturedLength;
                    end += packet.capturedLength;
                    linkType = packet.linkType;
                }
                packets = Arrays.copyOf(packets, n);
            }
        }

        int packets() {
            return packets.length / 3;
        }

        void run() {
            new Lane(
                            this,
                            LaneSettings.defaults(),
                            new UnitPublisher(ring, slab),
                            new LaneCounters())
                    .run(() -> false);
        }

        @Override
        public Arrival next(PacketRecord packet) {
            parse();
            if (next == packets.length) {
                endRound();
                if (quiet == QUIET_ROUNDS || round == ROUNDS) {
                    return Arrival.END;
                }
                next = 0;
                shiftNs += packets[packets.length - 3] - packets[0] + PAUSE_NS;
            }
            packet.timeNs = packets[next] + shiftNs;
            packet.bytes = bytes;
            packet.start = (int) packets[next + 1];
            packet.capturedLength = (int) packets[next + 2];
            packet.wireLength = packet.capturedLength;
            packet.linkType = linkType;
            packet.interfaceIndex = 0;
            next += 3;
            return Arrival.PACKET;
        }

        private void parse() {
            long cursor = ring.getCursor();
            if (cursor == consumed) {
                return;
            }
            long start = THREADS.getCurrentThreadAllocatedBytes();
            UnitEvent event = null;
            while (consumed < cursor) {
                event = ring.get(++consumed);
                messages += event.kind == UnitKind.MESSAGE ? 1 : 0;
                parser.onEvent(event, consumed, false);
            }
            slab.free(event.slabEnd);
            ofParsers += THREADS.getCurrentThreadAllocatedBytes() - start;
        }

        private void endRound() {
            long now = THREADS.getCurrentThreadAllocatedBytes();
            if (before >= 0) {
                long ofLane = now - before - ofParsers;
                quiet = ofLane == 0 && ofParsers == 0 ? quiet + 1 : 0;
                leastOfLane = Math.min(leastOfLane, ofLane);
                leastOfParsers = Math.min(leastOfParsers, ofParsers);
            }
            round++;
            ofParsers = 0;
            before = THREADS.getCurrentThreadAllocatedBytes();
        }

        @Override
        public List<String> interfaceNames() {
            return List.of("test0");
        }

        @Override
        public List<CaptureReport> reports() {
            return List.of();
        }

        @Override
        public long bytesRead() {
            return next;
        }

        @Override
        public long bytesTotal() {
            return packets.length;
        }

        @Override
        public void close() {}
    }
}
