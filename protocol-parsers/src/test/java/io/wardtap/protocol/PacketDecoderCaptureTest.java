package io.wardtap.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.testkit.SharedFiles;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Real captures, good and deliberately broken ones.
class PacketDecoderCaptureTest {
    private static final long PCAP_MICROSECONDS = 0xA1B2C3D4L;
    private static final int FILE_HEADER_BYTES = 24;
    private static final int RECORD_HEADER_BYTES = 16;

    private final PacketDecoder decoder = new PacketDecoder();
    private int packets;
    private int withTransport;

    @Test
    void decodesEveryPacketOfTheSharedCaptures() throws IOException {
        Optional<Path> folder = SharedFiles.folder("captures");
        assumeTrue(folder.isPresent(), "no folder of shared captures beside this checkout");
        List<Path> captures;
        try (Stream<Path> files = Files.walk(folder.get())) {
            captures = files.filter(f -> f.toString().endsWith(".pcap")).sorted().toList();
        }
        assertThat(captures).isNotEmpty();

        for (Path capture : captures) {
            decodeAll(capture);
        }

        assertThat(packets).isGreaterThan(1_000);
        assertThat(withTransport).isGreaterThan(packets / 2);
    }

    private void decodeAll(Path capture) throws IOException {
        try (Arena arena = Arena.ofConfined();
                FileChannel channel = FileChannel.open(capture)) {
            MemorySegment file =
                    channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            if (file.byteSize() < FILE_HEADER_BYTES || Bytes.u32Le(file, 0) != PCAP_MICROSECONDS) {
                return;
            }
            int linkType = (int) Bytes.u32Le(file, 20) & 0xFFFF;
            long at = FILE_HEADER_BYTES;
            while (at + RECORD_HEADER_BYTES <= file.byteSize()) {
                long captured = Bytes.u32Le(file, at + 8);
                long wire = Bytes.u32Le(file, at + 12);
                at += RECORD_HEADER_BYTES;
                if (captured > file.byteSize() - at) {
                    return;
                }
                decode(capture, linkType, file.asSlice(at, captured), wire);
                at += captured;
            }
        }
    }

    private void decode(Path capture, int linkType, MemorySegment packet, long wire) {
        int length = (int) packet.byteSize();
        packets++;
        decoder.decode(linkType, packet, 0, length, wire);
        if (decoder.hasTransport()) {
            withTransport++;
        }
        long payloadEnd = decoder.payloadStart() + decoder.payloadLength();
        assertThat(payloadEnd).as("%s, packet %d", capture, packets).isBetween(0L, (long) length);
    }
}
