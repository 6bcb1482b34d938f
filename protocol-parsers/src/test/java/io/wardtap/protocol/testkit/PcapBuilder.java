package io.wardtap.protocol.testkit;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes pcap captures of every variant, valid ones and, with [#rawRecord] and [#raw], broken
/// ones. Settings come before the first packet. Little-endian, microseconds, Ethernet unless told.
public final class PcapBuilder {
    private static final long NS_PER_SECOND = 1_000_000_000L;

    private final CaptureBytes bytes = new CaptureBytes();
    private boolean nanoseconds;
    private boolean modified;
    private boolean originalLengthFirst;
    private int versionMajor = 2;
    private int versionMinor = 4;
    private long linkType = 1;
    private boolean headerWritten;

    public PcapBuilder byteOrder(ByteOrder order) {
        bytes.order(order);
        return this;
    }

    public PcapBuilder nanoseconds() {
        nanoseconds = true;
        return this;
    }

    /// Kuznetzov's format, with longer record headers.
    public PcapBuilder modified() {
        modified = true;
        return this;
    }

    public PcapBuilder version(int major, int minor) {
        versionMajor = major;
        versionMinor = minor;
        return this;
    }

    /// As before version 2.3.
    public PcapBuilder originalLengthFirst() {
        originalLengthFirst = true;
        return this;
    }

    /// The whole 32-bit field, with the bits about frame check sequences.
    public PcapBuilder linkType(long field) {
        linkType = field;
        return this;
    }

    public PcapBuilder packet(long timeNs, byte[] packet) {
        return packet(timeNs, packet, packet.length);
    }

    public PcapBuilder packet(long timeNs, byte[] packet, long wireLength) {
        long fraction = timeNs % NS_PER_SECOND / (nanoseconds ? 1 : 1000);
        return originalLengthFirst
                ? rawRecord(timeNs / NS_PER_SECOND, fraction, wireLength, packet.length, packet)
                : rawRecord(timeNs / NS_PER_SECOND, fraction, packet.length, wireLength, packet);
    }

    /// A record with these header fields, whatever the packet is.
    public PcapBuilder rawRecord(
            long seconds, long fraction, long captured, long original, byte[] packet) {
        header();
        bytes.u32(seconds).u32(fraction).u32(captured).u32(original);
        if (modified) {
            bytes.u32(3).u16(0x0800).u8(0).u8(0);
        }
        bytes.raw(packet);
        return this;
    }

    /// Any bytes, after the header.
    public PcapBuilder raw(byte[] more) {
        header();
        bytes.raw(more);
        return this;
    }

    private void header() {
        if (headerWritten) {
            return;
        }
        headerWritten = true;
        bytes.u32(modified ? 0xA1B2CD34L : nanoseconds ? 0xA1B23C4DL : 0xA1B2C3D4L);
        bytes.u16(versionMajor).u16(versionMinor).u32(0).u32(0).u32(262_144).u32(linkType);
    }

    /// Bytes so far: the offset of what comes next.
    public int size() {
        header();
        return bytes.size();
    }

    public byte[] bytes() {
        header();
        return bytes.toArray();
    }

    public Path writeTo(Path file) throws IOException {
        return Files.write(file, bytes());
    }
}
