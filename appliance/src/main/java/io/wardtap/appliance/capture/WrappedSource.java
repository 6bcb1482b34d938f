package io.wardtap.appliance.capture;

import io.wardtap.protocol.pcap.PacketRecord;

import java.util.List;

/// A source around another, which it passes on as it is: to be extended by those that watch or hold
/// back its packets.
public abstract class WrappedSource implements CaptureSource {
    protected final CaptureSource source;

    protected WrappedSource(CaptureSource source) {
        this.source = source;
    }

    @Override
    public Arrival next(PacketRecord packet) {
        return source.next(packet);
    }

    @Override
    public long deliveredUntilNs() {
        return source.deliveredUntilNs();
    }

    @Override
    public boolean hasSlack() {
        return source.hasSlack();
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
