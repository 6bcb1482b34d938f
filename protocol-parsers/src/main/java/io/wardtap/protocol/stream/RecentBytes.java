package io.wardtap.protocol.stream;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.flow.HalfFlow;

/// What is still known of bytes that were handed on: the first and the last eight of the segment
/// that was the last in its direction. Enough to see that its repetition is another, at two reads a
/// segment; keeping the bytes themselves would be the copy that in-order streams are spared. Lives
/// in [HalfFlow]. Confined to the lane's thread.
final class RecentBytes {
    private static final int KNOWN = 8;

    private RecentBytes() {}

    /// Notes the segment that is handed on now; the sequence is the next expected.
    static void note(HalfFlow half, byte[] bytes, int start, int length) {
        long head = 0;
        long tail = 0;
        if (length >= KNOWN) {
            head = Bytes.u64(bytes, start);
            tail = Bytes.u64(bytes, start + length - KNOWN);
        } else {
            for (int i = 0; i < length; i++) {
                head |= (long) Bytes.u8(bytes, start + i) << 56 - 8 * i;
            }
        }
        half.recent(half.nextSequence(), length, head, tail);
    }

    /// The index of the first of these bytes, from `sequence` on, that is known to differ, or -1.
    static int mismatch(HalfFlow half, int sequence, byte[] bytes, int start, int length) {
        int from = half.recentSequence() - sequence; // index of the segment's first byte
        int head = Math.min(half.recentLength(), KNOWN);
        int differs = mismatch(half.recentHead(), from, head, bytes, start, length);
        if (differs < 0 && half.recentLength() > KNOWN) {
            int tail = from + half.recentLength() - KNOWN;
            differs = mismatch(half.recentTail(), tail, KNOWN, bytes, start, length);
        }
        return differs;
    }

    private static int mismatch(
            long known, int from, int count, byte[] bytes, int start, int length) {
        for (int i = 0; i < count; i++) {
            int at = from + i;
            if (at >= 0 && at < length && Bytes.u8(bytes, start + at) != known(known, i)) {
                return at;
            }
        }
        return -1;
    }

    private static int known(long bytes, int i) {
        return (int) (bytes >>> 56 - 8 * i) & 0xFF;
    }
}
