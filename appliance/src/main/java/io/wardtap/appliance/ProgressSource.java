package io.wardtap.appliance;

import io.wardtap.appliance.capture.Arrival;
import io.wardtap.appliance.capture.CaptureReport;
import io.wardtap.appliance.capture.CaptureSource;
import io.wardtap.protocol.pcap.PacketRecord;

import java.util.List;

/// Tells a listener now and then how far a source has been read. Lane's thread.
final class ProgressSource implements CaptureSource {
    private static final int EVERY = 8192;

    private final CaptureSource source;
    private final ReplayListener listener;
    private long packets;

    ProgressSource(CaptureSource source, ReplayListener listener) {
        this.source = source;
        this.listener = listener;
    }

    @Override
    public Arrival next(PacketRecord packet) {
        if ((++packets & EVERY - 1) == 0) {
            listener.onProgress(source.bytesRead(), source.bytesTotal(), packets);
        }
        return source.next(packet);
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
