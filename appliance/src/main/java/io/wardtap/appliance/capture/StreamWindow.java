package io.wardtap.appliance.capture;

import io.wardtap.protocol.pcap.CaptureDamage;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/// A window on a stream (standard input, a pipe, compressed data): a buffer off the heap that is
/// filled on demand. It begins small, so that hundreds of streams can be open and the bytes stay in
/// the cache, and grows as far as the longest record asks.
final class StreamWindow extends InputWindow {
    private static final int FIRST_BYTES = 256 << 10;

    private final RawInput in;
    private final StreamDecoder decoder;
    private final long total;
    private Arena arena;
    private MemorySegment buffer = MemorySegment.NULL;
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
        allocate(firstBytes, 0, 0);
    }

    @Override
    protected boolean slide(long offset, long length) {
        while (end() < offset && fillFrom(end())) {}
        if (end() < offset) {
            return false;
        }
        if (offset + length - base > buffer.byteSize()) {
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
        long kept = end() - offset;
        if (length > buffer.byteSize()) {
            allocate(Math.max(2 * buffer.byteSize(), length), offset - base, kept);
        } else {
            MemorySegment.copy(buffer, offset - base, buffer, 0, kept);
        }
        base = offset;
        room.clear().position((int) kept);
        show(buffer, base, base + kept);
    }

    @SuppressWarnings("MustBeClosedChecker") // closed with the window, or when the buffer grows
    private void allocate(long bytes, long keptFrom, long kept) {
        Arena former = arena;
        Arena larger = Arena.ofShared();
        MemorySegment grown = larger.allocate(bytes, 64);
        MemorySegment.copy(buffer, keptFrom, grown, 0, kept);
        buffer = grown;
        room = grown.asByteBuffer();
        arena = larger;
        if (former != null) {
            former.close();
        }
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
        show(MemorySegment.NULL, end(), end());
        decoder.close();
        in.close();
        arena.close();
    }
}
