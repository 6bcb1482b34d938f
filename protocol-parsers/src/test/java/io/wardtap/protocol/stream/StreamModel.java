package io.wardtap.protocol.stream;

import io.wardtap.protocol.fuzz.FuzzInput;

import java.util.Arrays;

/// One direction's stream by the simplest means: for each place the kind of the bytes that came
/// first. What is handed on is held against it. For [TcpReassemblerFuzz].
final class StreamModel {
    static final int PLACES = (2 << 20) + (64 << 10);

    private final byte[] first = new byte[PLACES]; // kind and one, 0: not captured so far
    private int used;
    private int kindNow;

    /// Where the stream starts, -1 as long as that is not known, and what comes next.
    int start;

    int position;
    long payloadBytes;
    long gapBytes;
    boolean ended;

    void clear() {
        Arrays.fill(first, 0, used, (byte) 0);
        used = 0;
        start = -1;
        position = -1;
        payloadBytes = 0;
        gapBytes = 0;
        ended = false;
    }

    void begin(int place) {
        if (start < 0) {
            start = place;
            position = place;
        }
    }

    void segment(int place, int captured, int kind) {
        kindNow = kind;
        for (int at = place; at < place + captured; at++) {
            if (first[at] == 0) {
                first[at] = (byte) (kind + 1);
            }
        }
        used = Math.max(used, place + captured);
    }

    void onBytes(byte[] bytes, int from, int length) {
        FuzzInput.check(!ended, "bytes behind the end");
        FuzzInput.check(length > 0, "no bytes");
        for (int i = 0; i < length; i++, position++) {
            FuzzInput.check(first[position] != 0, "bytes that nobody sent");
            byte sent = FuzzInput.pattern(first[position] - 1, position);
            FuzzInput.check(bytes[from + i], sent, "byte " + position);
        }
        payloadBytes += length;
    }

    void onGap(long missing) {
        FuzzInput.check(!ended, "a gap behind the end");
        FuzzInput.check(missing > 0, "a gap of nothing");
        position = Math.addExact(position, Math.toIntExact(missing));
        gapBytes += missing;
    }

    /// The segment at hand differs at this offset of the stream from what came before.
    void onConflict(long offset) {
        FuzzInput.check(offset >= 0, "a conflict before the stream");
        if (offset > 0) {
            int place = start + Math.toIntExact(offset);
            FuzzInput.check(first[place] != 0, "a conflict with nothing");
            byte before = FuzzInput.pattern(first[place] - 1, place);
            FuzzInput.check(
                    before != FuzzInput.pattern(kindNow, place), "a conflict of equal bytes");
        }
    }

    void onEnd() {
        FuzzInput.check(!ended, "a second end");
        ended = true;
    }

    /// Bytes of the stream that came at any time.
    int captured() {
        int captured = 0;
        for (int at = Math.max(0, start); at < used; at++) {
            captured += first[at] != 0 ? 1 : 0;
        }
        return captured;
    }
}
