package io.wardtap.appliance;

import io.wardtap.appliance.capture.Arrival;
import io.wardtap.appliance.capture.CaptureSource;
import io.wardtap.appliance.capture.WrappedSource;
import io.wardtap.protocol.pcap.PacketRecord;

/// Tells a listener now and then how far a source has been read. Lane's thread.
final class ProgressSource extends WrappedSource {
    private static final int EVERY = 8192;

    private final ReplayListener listener;
    private long packets;

    ProgressSource(CaptureSource source, ReplayListener listener) {
        super(source);
        this.listener = listener;
    }

    @Override
    public Arrival next(PacketRecord packet) {
        if ((++packets & EVERY - 1) == 0) {
            listener.onProgress(source.bytesRead(), source.bytesTotal(), packets);
        }
        return source.next(packet);
    }
}
