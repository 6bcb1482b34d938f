package io.wardtap.appliance.capture;

import io.wardtap.protocol.link.LinkType;
import io.wardtap.protocol.pcap.CaptureReader;
import io.wardtap.protocol.pcap.PacketRecord;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// One capture: a reader on its window, and the account of what was read. [#next] on one thread,
/// reports after its end.
final class FileCapture implements CaptureSource {
    private final String input;
    private final String name;
    private final InputWindow window;
    private final CaptureReader reader;

    private volatile List<String> interfaceNames = List.of();
    private int knownInterfaces;
    private boolean ended;
    private long packets;
    private long bytes;
    private long firstNs = Long.MAX_VALUE;
    private long lastNs;
    private long[] refused = {}; // packets of interfaces whose link type is not read

    /// @param input as given on the command line
    /// @param name of interfaces that have none
    FileCapture(String input, String name, InputWindow window) {
        this.input = input;
        this.name = name;
        this.window = window;
        this.reader = CaptureReader.of(window);
        learnInterfaces();
    }

    @Override
    public Arrival next(PacketRecord packet) {
        return read(packet) ? Arrival.PACKET : Arrival.END;
    }

    /// The same, where a capture is known to be a file.
    boolean read(PacketRecord packet) {
        if (ended) {
            return false;
        }
        if (!reader.next(packet)) {
            ended = true;
            learnInterfaces();
            return false;
        }
        packets++;
        bytes += packet.capturedLength;
        if (packet.timeNs > 0) {
            firstNs = Math.min(firstNs, packet.timeNs);
            lastNs = Math.max(lastNs, packet.timeNs);
        }
        if (packet.interfaceIndex >= knownInterfaces) {
            learnInterfaces();
        }
        if (!LinkType.isRead(packet.linkType)) {
            refused[packet.interfaceIndex]++;
        }
        return true;
    }

    private void learnInterfaces() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < reader.interfaces(); i++) {
            String given = reader.interfaceName(i);
            names.add(given != null ? given : i == 0 ? name : name + "-" + (i + 1));
        }
        interfaceNames = List.copyOf(names);
        knownInterfaces = names.size();
        refused = Arrays.copyOf(refused, knownInterfaces);
    }

    @Override
    public List<String> interfaceNames() {
        return interfaceNames;
    }

    CaptureReport report() {
        return new CaptureReport(
                input,
                reader.interfaces() > 0 ? LinkTypeNames.of(reader.linkType(0)) : LinkTypeNames.NONE,
                packets,
                bytes,
                lastNs > 0 ? firstNs : 0,
                lastNs,
                reader.damage(),
                reader.dropped(),
                refusals());
    }

    private List<CaptureReport.Refused> refusals() {
        List<CaptureReport.Refused> all = new ArrayList<>();
        for (int i = 0; i < refused.length; i++) {
            if (refused[i] > 0) {
                String linkType = LinkTypeNames.of(reader.linkType(i));
                all.add(new CaptureReport.Refused(interfaceNames.get(i), linkType, refused[i]));
            }
        }
        return all;
    }

    @Override
    public List<CaptureReport> reports() {
        return List.of(report());
    }

    @Override
    public long bytesRead() {
        return window.bytesRead();
    }

    @Override
    public long bytesTotal() {
        return window.bytesTotal();
    }

    @Override
    public void close() {
        window.close();
    }
}
