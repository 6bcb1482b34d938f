package io.wardtap.protocol.pcap;

import java.util.Arrays;

/// A window as small as can be: every move shows `step` bytes beyond what was asked for, in memory
/// of its own, and the former memory is overwritten, so that reading stale bytes shows.
final class SlidingWindow extends ByteWindow {
    private final byte[] capture;
    private final int step;
    private byte[] shown = {};
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
    protected boolean slide(long offset, long length) {
        if (offset + length > capture.length) {
            return false;
        }
        moves++;
        Arrays.fill(shown, (byte) 0xA5);
        int end = (int) Math.min(capture.length, offset + length + step);
        shown = Arrays.copyOfRange(capture, (int) offset, end);
        show(shown, offset, end);
        return true;
    }
}
