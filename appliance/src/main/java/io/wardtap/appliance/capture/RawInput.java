package io.wardtap.appliance.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/// The bytes of a stream as they come, before decompression. Confined to the reading thread;
/// [#bytesRead] may be asked from any.
final class RawInput implements AutoCloseable {
    private static final int BUFFER_BYTES = 256 << 10;

    private final ReadableByteChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES).limit(0);
    private final long expected;
    private long taken;
    private volatile long bytesRead;

    /// @param expected bytes it has at least, or -1: when fewer come, somebody has cut the file
    RawInput(ReadableByteChannel channel, long expected) {
        this.channel = channel;
        this.expected = expected;
    }

    /// What has been read and not yet been taken; takers move its position.
    ByteBuffer buffer() {
        return buffer;
    }

    /// Reads more when the buffer is empty.
    ///
    /// @return false at the end of the stream
    boolean fill() throws IOException {
        if (buffer.hasRemaining()) {
            return true;
        }
        buffer.clear();
        int read = readInto(buffer);
        buffer.flip();
        return read > 0;
    }

    /// Waits until this many bytes are in the buffer, or the stream has ended.
    void await(int count) throws IOException {
        buffer.compact();
        while (buffer.position() < count && readInto(buffer) > 0) {}
        buffer.flip();
    }

    /// The next byte, or -1 at the end.
    int u8() throws IOException {
        return fill() ? buffer.get() & 0xFF : -1;
    }

    /// Reads past the buffer, which must be empty.
    ///
    /// @return -1 at the end
    int readInto(ByteBuffer out) throws IOException {
        int read;
        do {
            read = channel.read(out);
        } while (read == 0 && out.hasRemaining());
        if (read > 0) {
            taken += read;
            bytesRead = taken;
        } else if (read < 0 && taken < expected) {
            throw new BrokenStreamException("the file became shorter while it was read");
        }
        return read;
    }

    long bytesRead() {
        return bytesRead;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException ignored) {
            // only read from: nothing is lost
        }
    }
}
