package io.wardtap.appliance;

import io.wardtap.appliance.capture.Arrival;
import io.wardtap.appliance.capture.CaptureSource;
import io.wardtap.appliance.capture.WrappedSource;
import io.wardtap.appliance.mirror.MirrorExam;
import io.wardtap.protocol.pcap.PacketRecord;

/// Shows every packet to an exam before the lane has it, and ends when the time is up. Lane's
/// thread.
final class ExaminedSource extends WrappedSource {
    private final MirrorExam exam;

    ExaminedSource(CaptureSource source, MirrorExam exam) {
        super(source);
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
}
