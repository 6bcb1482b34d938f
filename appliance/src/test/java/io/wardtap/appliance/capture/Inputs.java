package io.wardtap.appliance.capture;

import com.github.luben.zstd.ZstdOutputStream;

import io.wardtap.protocol.pcap.PacketRecord;
import io.wardtap.protocol.testkit.PcapBuilder;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/// Captures to read, and what came out of reading them.
final class Inputs {
    static final long T = 1_700_000_000_000_000_000L;
    static final long STEP_NS = 1_000_000L;

    private Inputs() {}

    /// So many packets of 0 to 1500 random bytes, a millisecond apart.
    static byte[] pcap(int packets) {
        Random random = new Random(packets);
        PcapBuilder capture = new PcapBuilder();
        for (int i = 0; i < packets; i++) {
            byte[] packet = new byte[random.nextInt(1500)];
            random.nextBytes(packet);
            capture.packet(T + i * STEP_NS, packet);
        }
        return capture.bytes();
    }

    static byte[] gzip(byte[] bytes) {
        return compressed(bytes, out -> new GZIPOutputStream(out));
    }

    static byte[] zstd(byte[] bytes) {
        return compressed(bytes, out -> new ZstdOutputStream(out).setChecksum(true));
    }

    interface Compression {
        OutputStream on(OutputStream out) throws IOException;
    }

    static byte[] compressed(byte[] bytes, Compression compression) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (OutputStream out = compression.on(compressed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    record Packet(long timeNs, String bytes, int interfaceIndex) {}

    /// All packets that are left, copied.
    static List<Packet> packets(CaptureSource source) {
        List<Packet> packets = new ArrayList<>();
        PacketRecord packet = new PacketRecord();
        while (source.next(packet) == Arrival.PACKET) {
            packets.add(copy(packet));
        }
        return packets;
    }

    static Packet copy(PacketRecord packet) {
        int end = packet.start + packet.capturedLength;
        String bytes = HexFormat.of().formatHex(packet.bytes, packet.start, end);
        return new Packet(packet.timeNs, bytes, packet.interfaceIndex);
    }
}
