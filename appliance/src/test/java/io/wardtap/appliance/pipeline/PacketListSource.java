package io.wardtap.appliance.pipeline;

import io.wardtap.appliance.capture.Arrival;
import io.wardtap.appliance.capture.CaptureReport;
import io.wardtap.appliance.capture.CaptureSource;
import io.wardtap.protocol.pcap.PacketRecord;
import io.wardtap.protocol.testkit.PacketBuilder;

import java.util.ArrayList;
import java.util.List;

/// Packets that a test built, as a capture source: each in its own array.
final class PacketListSource implements CaptureSource {
    private record Packet(long timeNs, int linkType, byte[] bytes) {}

    private final List<Packet> packets = new ArrayList<>();
    private int next;
    private long deliveredUntilNs;

    PacketListSource add(long timeNs, PacketBuilder builder) {
        packets.add(new Packet(timeNs, builder.linkType(), builder.build()));
        return this;
    }

    PacketListSource add(long timeNs, int linkType, byte[] bytes) {
        packets.add(new Packet(timeNs, linkType, bytes));
        return this;
    }

    /// The line falls silent until then.
    PacketListSource idle(long untilNs) {
        packets.add(new Packet(untilNs, 0, null));
        return this;
    }

    /// Empty again, for another run.
    void clear() {
        packets.clear();
        next = 0;
    }

    @Override
    public Arrival next(PacketRecord packet) {
        if (next == packets.size()) {
            return Arrival.END;
        }
        Packet one = packets.get(next++);
        if (one.bytes() == null) {
            deliveredUntilNs = one.timeNs();
            return Arrival.IDLE;
        }
        packet.bytes = one.bytes().clone();
        packet.start = 0;
        packet.capturedLength = one.bytes().length;
        packet.wireLength = one.bytes().length;
        packet.timeNs = one.timeNs();
        packet.linkType = one.linkType();
        packet.interfaceIndex = 0;
        return Arrival.PACKET;
    }

    @Override
    public long deliveredUntilNs() {
        return deliveredUntilNs;
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
        return packets.size();
    }

    @Override
    public void close() {}
}
