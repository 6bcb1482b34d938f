package io.wardtap.appliance.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.protocol.testkit.PcapBuilder;
import io.wardtap.protocol.testkit.PcapngBuilder;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.util.List;

final class StreamWindowTest {
    private static FileCapture capture(InputStream in, int firstBytes) {
        RawInput raw = new RawInput(Channels.newChannel(in), -1);
        return new FileCapture(
                "-", "stdin", new StreamWindow(raw, new PlainDecoder(), -1, firstBytes));
    }

    @Test
    void buffersOfAnySizeGiveTheSamePackets() {
        byte[] bytes = Inputs.pcap(60);
        List<Inputs.Packet> expected;
        try (FileCapture whole = capture(new ByteArrayInputStream(bytes), 1 << 20)) {
            expected = Inputs.packets(whole);
        }
        assertThat(expected).hasSize(60);
        for (int first : new int[] {1, 24, 100, 1516, 4096}) {
            try (FileCapture pieces = capture(new ByteArrayInputStream(bytes), first)) {
                assertThat(Inputs.packets(pieces)).isEqualTo(expected);
                assertThat(pieces.report().damage()).isNull();
            }
        }
    }

    @Test
    void longestPacketsFitAfterShortOnes() {
        byte[] longest = new byte[1 << 20];
        byte[] bytes =
                new PcapBuilder()
                        .packet(1000, new byte[3])
                        .packet(2000, longest)
                        .packet(3000, new byte[3])
                        .packet(4000, longest)
                        .bytes();
        try (FileCapture capture = capture(new ByteArrayInputStream(bytes), 256 << 10)) {
            assertThat(Inputs.packets(capture)).hasSize(4);
            assertThat(capture.report().damage()).isNull();
        }
    }

    @Test
    void longBlocksAreSteppedOverWithoutBeingKept() {
        byte[] bytes =
                new PcapngBuilder()
                        .section(ByteOrder.LITTLE_ENDIAN)
                        .interfaceDescription(1, 0)
                        .block(0x0BAD, new byte[12 << 20])
                        .enhancedPacket(0, 5, new byte[] {1, 2, 3, 4})
                        .block(0x0BAD, new byte[12 << 20])
                        .bytes();
        try (FileCapture capture = capture(new ByteArrayInputStream(bytes), 64)) {
            assertThat(Inputs.packets(capture))
                    .containsExactly(new Inputs.Packet(5000, "01020304", 0));
            assertThat(capture.report().damage()).isNull();
        }
    }

    @Test
    void cutInALongBlockThatIsSteppedOverIsDamageAtTheBlock() {
        PcapngBuilder builder = new PcapngBuilder().section(ByteOrder.LITTLE_ENDIAN);
        int at = builder.size();
        byte[] bytes = builder.block(0x0BAD, new byte[1 << 20]).bytes();
        byte[] cut = java.util.Arrays.copyOf(bytes, bytes.length - 9);
        try (FileCapture capture = capture(new ByteArrayInputStream(cut), 64)) {
            assertThat(Inputs.packets(capture)).isEmpty();
            assertThat(capture.report().damage().offset()).isEqualTo(at);
            assertThat(capture.report().damage().reason()).contains("middle of a block");
        }
    }

    @Test
    void streamThatFailsIsDamageBehindWhatCame() {
        byte[] bytes = Inputs.pcap(20);
        InputStream failing =
                new ByteArrayInputStream(bytes, 0, bytes.length - 10) {
                    @Override
                    public synchronized int read(byte[] into, int offset, int length) {
                        int read = super.read(into, offset, length);
                        if (read < 0) {
                            throw new java.io.UncheckedIOException(new IOException("gone"));
                        }
                        return read;
                    }
                };
        InputStream checked =
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("read whole pieces");
                    }

                    @Override
                    public int read(byte[] into, int offset, int length) throws IOException {
                        try {
                            return failing.read(into, offset, length);
                        } catch (java.io.UncheckedIOException e) {
                            throw e.getCause();
                        }
                    }
                };
        try (FileCapture capture = capture(checked, 1 << 10)) {
            assertThat(Inputs.packets(capture)).hasSize(19);
            assertThat(capture.report().damage().offset()).isEqualTo(bytes.length - 10);
            assertThat(capture.report().damage().reason()).isEqualTo("could not be read: gone");
        }
    }
}
