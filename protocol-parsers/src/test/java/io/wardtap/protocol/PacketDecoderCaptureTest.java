package io.wardtap.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.testkit.SharedFiles;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
        byte[] file = Files.readAllBytes(capture);
        if (file.length < FILE_HEADER_BYTES || Bytes.u32Le(file, 0) != PCAP_MICROSECONDS) {
            return;
        }
        int linkType = (int) Bytes.u32Le(file, 20) & 0xFFFF;
        int at = FILE_HEADER_BYTES;
        while (at + RECORD_HEADER_BYTES <= file.length) {
            long captured = Bytes.u32Le(file, at + 8);
            long wire = Bytes.u32Le(file, at + 12);
            at += RECORD_HEADER_BYTES;
            if (captured > file.length - at) {
                return;
            }
            int end = at + (int) captured;
            decode(capture, linkType, Arrays.copyOfRange(file, at, end), wire);
            at = end;
        }
    }

    private void decode(Path capture, int linkType, byte[] packet, long wire) {
        int length = packet.length;
        packets++;
        decoder.decode(linkType, packet, 0, length, wire);
        if (decoder.hasTransport()) {
            withTransport++;
        }
        long payloadEnd = decoder.payloadStart() + decoder.payloadLength();
        assertThat(payloadEnd).as("%s, packet %d", capture, packets).isBetween(0L, (long) length);
    }
}
