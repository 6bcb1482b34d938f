package io.wardtap.appliance.capture;

import io.wardtap.protocol.pcap.CaptureDamage;

import java.io.IOException;
import java.nio.ByteBuffer;

/// The window on any input: a buffer that is filled on demand. It begins small, so that hundreds of
/// inputs can be open and the bytes stay in the processor's cache, and grows as far as the longest
/// record asks.
final class StreamWindow extends InputWindow {
    private static final int FIRST_BYTES = 256 << 10;

    private final RawInput in;
    private final StreamDecoder decoder;
    private final long total;
    private byte[] buffer;
    private ByteBuffer room;

    /// Offset in the capture of the buffer's first byte.
    private long base;

    private boolean atEnd;
    private CaptureDamage damage;

    StreamWindow(RawInput in, StreamDecoder decoder, long total) {
        this(in, decoder, total, FIRST_BYTES);
    }

    StreamWindow(RawInput in, StreamDecoder decoder, long total, int firstBytes) {
        this.in = in;
        this.decoder = decoder;
        this.total = total;
        this.buffer = new byte[firstBytes];
        this.room = ByteBuffer.wrap(buffer);
    }

    @Override
    protected boolean slide(long offset, long length) {
        while (end() < offset && fillFrom(end())) {}
        if (end() < offset) {
            return false;
        }
        if (offset + length - base > buffer.length) {
            makeRoom(offset, length);
        }
        while (end() < offset + length && fill()) {}
        return end() >= offset + length;
    }

    /// Reads on without keeping what lies before `offset`.
    private boolean fillFrom(long offset) {
        if (atEnd) {
            return false;
        }
        base = offset;
        room.clear();
        return fill();
    }

    /// Moves what is kept, all from `offset`, to the front of a buffer that has the room.
    private void makeRoom(long offset, long length) {
        int kept = (int) (end() - offset);
        byte[] former = buffer;
        if (length > buffer.length) {
            buffer = new byte[(int) Math.max(2L * buffer.length, length)];
            room = ByteBuffer.wrap(buffer);
        }
        System.arraycopy(former, (int) (offset - base), buffer, 0, kept);
        base = offset;
        room.clear().position(kept);
        show(buffer, base, base + kept);
    }

    private boolean fill() {
        if (atEnd) {
            return false;
        }
        try {
            atEnd = !decoder.decode(in, room);
        } catch (BrokenStreamException broken) {
            fail(broken.getMessage());
        } catch (IOException failed) {
            fail("could not be read: " + failed.getMessage());
        }
        show(buffer, base, base + room.position());
        return !atEnd;
    }

    /// What was decoded before the stream broke is still delivered.
    private void fail(String reason) {
        atEnd = true;
        damage = new CaptureDamage(base + room.position(), reason);
    }

    @Override
    public CaptureDamage damage() {
        return damage;
    }

    @Override
    long bytesRead() {
        return in.bytesRead();
    }

    @Override
    long bytesTotal() {
        return total;
    }

    @Override
    public void close() {
        show(NO_BYTES, end(), end());
        decoder.close();
        in.close();
    }
}
