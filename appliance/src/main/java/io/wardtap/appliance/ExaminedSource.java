package io.wardtap.appliance;

import io.wardtap.appliance.capture.Arrival;
import io.wardtap.appliance.capture.CaptureReport;
import io.wardtap.appliance.capture.CaptureSource;
import io.wardtap.appliance.mirror.MirrorExam;
import io.wardtap.protocol.pcap.PacketRecord;

import java.util.List;

/// Shows every packet to an exam before the lane has it, and ends when the time is up. Lane's
/// thread.
final class ExaminedSource implements CaptureSource {
    private final CaptureSource source;
    private final MirrorExam exam;

    ExaminedSource(CaptureSource source, MirrorExam exam) {
        this.source = source;
        this.exam = exam;
    }

    @Override
    public Arrival next(PacketRecord packet) {
        Arrival arrival = source.next(packet);
        if (arrival == Arrival.PACKET) {
            exam.onPacket(packet, WallClock.ns());
        }
        return arrival;
    }

    @Override
    public long deliveredUntilNs() {
        return source.deliveredUntilNs();
    }

    @Override
    public List<String> interfaceNames() {
        return source.interfaceNames();
    }

    @Override
    public List<CaptureReport> reports() {
        return source.reports();
    }

    @Override
    public long bytesRead() {
        return source.bytesRead();
    }

    @Override
    public long bytesTotal() {
        return source.bytesTotal();
    }

    @Override
    public void close() {
        source.close();
    }
}
