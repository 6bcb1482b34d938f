package io.wardtap.protocol.pcap;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// A window as small as can be: every move shows `step` bytes beyond what was asked for, in memory
/// of its own, and the former memory is closed, so that reading stale bytes shows.
final class SlidingWindow extends ByteWindow implements AutoCloseable {
    private final byte[] capture;
    private final int step;
    private Arena arena;
    int moves;

    SlidingWindow(byte[] capture, int step) {
        this.capture = capture;
        this.step = step;
    }

    @Override
    public CaptureDamage damage() {
        return null;
    }

    @Override
    @SuppressWarnings("MustBeClosedChecker") // closed by the next move or with the window
    protected boolean slide(long offset, long length) {
        if (offset + length > capture.length) {
            return false;
        }
        moves++;
        close();
        arena = Arena.ofConfined();
        long end = Math.min(capture.length, offset + length + step);
        MemorySegment shown = arena.allocate(end - offset);
        MemorySegment.copy(MemorySegment.ofArray(capture), offset, shown, 0, end - offset);
        show(shown, offset, end);
        return true;
    }

    @Override
    public void close() {
        if (arena != null) {
            arena.close();
            arena = null;
        }
    }
}
