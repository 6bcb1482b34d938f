package io.wardtap.appliance.pipeline;

import io.wardtap.appliance.capture.Arrival;
import io.wardtap.appliance.capture.CaptureFiles;
import io.wardtap.appliance.capture.CaptureOpenException;
import io.wardtap.appliance.capture.CaptureReport;
import io.wardtap.appliance.capture.CaptureSource;
import io.wardtap.protocol.pcap.PacketRecord;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// A capture in memory that can be played again and again, each time later, as an interface would
/// deliver it.
public final class RecordedTraffic {
    private static final Path DEMO =
            Path.of(System.getProperty("wardtap.root", ".."), "deploy/demo");

    /// Between two rounds.
    public static final long PAUSE_NS = 60_000_000_000L;

    /// One packet; bytes stay where they are.
    public record Packet(long timeNs, byte[] bytes, int linkType) {}

    private final List<Packet> packets = new ArrayList<>();

    private RecordedTraffic() {}

    /// One of the demo's captures, by its name.
    public static RecordedTraffic of(String name) throws CaptureOpenException {
        RecordedTraffic traffic = new RecordedTraffic();
        PacketRecord packet = new PacketRecord();
        try (CaptureSource source = CaptureFiles.open(List.of(DEMO.resolve(name).toString()))) {
            while (source.next(packet) == Arrival.PACKET) {
                byte[] copy =
                        Arrays.copyOfRange(
                                packet.bytes, packet.start, packet.start + packet.capturedLength);
                traffic.packets.add(new Packet(packet.timeNs, copy, packet.linkType));
            }
        }
        return traffic;
    }

    public List<Packet> packets() {
        return packets;
    }

    /// Later rounds follow on the first, so that time goes on.
    public long roundNs() {
        return packets.getLast().timeNs() - packets.getFirst().timeNs() + PAUSE_NS;
    }

    /// A source without damage or files.
    public abstract static class Source implements CaptureSource {
        private final AtomicLong delivered = new AtomicLong();

        /// Packets delivered so far; any thread.
        public long delivered() {
            return delivered.get();
        }

        /// Fills the record.
        protected Arrival deliver(Packet from, long shiftNs, PacketRecord packet) {
            packet.timeNs = from.timeNs() + shiftNs;
            packet.bytes = from.bytes();
            packet.start = 0;
            packet.capturedLength = from.bytes().length;
            packet.wireLength = packet.capturedLength;
            packet.linkType = from.linkType();
            packet.interfaceIndex = 0;
            delivered.incrementAndGet();
            return Arrival.PACKET;
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
            return delivered();
        }

        @Override
        public long bytesTotal() {
            return -1;
        }

        @Override
        public void close() {}
    }
}
