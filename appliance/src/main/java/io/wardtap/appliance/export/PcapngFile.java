package io.wardtap.appliance.export;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// Writes one pcapng capture (draft-ietf-opsawg-pcapng): nanoseconds, an interface each that
/// packets come from. One thread.
final class PcapngFile implements AutoCloseable {
    private static final int SECTION_HEADER = 0x0A0D0D0A;
    private static final int INTERFACE_DESCRIPTION = 1;
    private static final int ENHANCED_PACKET = 6;
    private static final int OPTION_COMMENT = 1;
    private static final int OPTION_NAME = 2;
    private static final int OPTION_TIME_RESOLUTION = 9;
    private static final int BUFFER_BYTES = 64 << 10;
    private static final int PACKET_BLOCK_BYTES = 32;

    private record Source(int linkType, String name) {}

    private final FileChannel channel;
    private final ByteBuffer buffer =
            ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private final List<Source> sources = new ArrayList<>();
    private long bytes;

    /// @param comment what the capture is about
    PcapngFile(Path file, String comment) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        byte[] text = comment.getBytes(StandardCharsets.UTF_8);
        int length = 28 + option(text.length) + 4;
        begin(SECTION_HEADER, length);
        buffer.putInt(0x1A2B3C4D).putShort((short) 1).putShort((short) 0).putLong(-1);
        putOption(OPTION_COMMENT, text);
        buffer.putInt(0);
        end(length);
    }

    /// Bytes so far.
    long bytes() {
        return bytes;
    }

    /// Bytes that a packet takes.
    static long bytesOf(int capturedLength) {
        return (long) PACKET_BLOCK_BYTES + padded(capturedLength);
    }

    /// @param packet its captured bytes
    void packet(int linkType, String interfaceName, long timeNs, byte[] packet, long wireLength)
            throws IOException {
        int source = source(new Source(linkType, interfaceName));
        int padded = padded(packet.length);
        int length = PACKET_BLOCK_BYTES + padded;
        begin(ENHANCED_PACKET, length);
        buffer.putInt(source).putInt((int) (timeNs >>> 32)).putInt((int) timeNs);
        buffer.putInt(packet.length).putInt((int) wireLength);
        put(packet);
        put(new byte[padded - packet.length]);
        end(length);
    }

    private int source(Source source) throws IOException {
        int known = sources.indexOf(source);
        if (known >= 0) {
            return known;
        }
        sources.add(source);
        byte[] name = source.name().getBytes(StandardCharsets.UTF_8);
        int length = 20 + option(name.length) + option(1) + 4;
        begin(INTERFACE_DESCRIPTION, length);
        buffer.putShort((short) source.linkType()).putShort((short) 0).putInt(0);
        putOption(OPTION_NAME, name);
        putOption(OPTION_TIME_RESOLUTION, new byte[] {9});
        buffer.putInt(0);
        end(length);
        return sources.size() - 1;
    }

    private void begin(int type, int length) throws IOException {
        if (buffer.remaining() < Math.min(length, BUFFER_BYTES / 2)) {
            flush();
        }
        buffer.putInt(type).putInt(length);
        bytes += length;
    }

    private void end(int length) throws IOException {
        if (buffer.remaining() < 4) {
            flush();
        }
        buffer.putInt(length);
    }

    private void putOption(int code, byte[] value) {
        buffer.putShort((short) code).putShort((short) value.length).put(value);
        buffer.put(new byte[padded(value.length) - value.length]);
    }

    private void put(byte[] content) throws IOException {
        int at = 0;
        while (at < content.length) {
            if (!buffer.hasRemaining()) {
                flush();
            }
            int n = Math.min(content.length - at, buffer.remaining());
            buffer.put(content, at, n);
            at += n;
        }
    }

    private static int option(int length) {
        return 4 + padded(length);
    }

    private static int padded(int length) {
        return length + 3 & ~3;
    }

    void flush() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        buffer.clear();
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            flush();
        }
    }
}
