package io.wardtap.protocol.stream;

import io.wardtap.protocol.flow.HalfDetails;
import io.wardtap.protocol.unit.UnitAssembler;

import java.util.Arrays;

/// The segments of a direction that wait behind a hole: sorted by sequence, none overlapping
/// another, so that each byte is the one that came first. Their bytes are the [UnitAssembler]'s.
/// Confined to the lane's thread.
final class WaitingSegments {
    private final UnitAssembler assembler;

    WaitingSegments(UnitAssembler assembler) {
        this.assembler = assembler;
    }

    /// The index of the first that ends behind `sequence`; most come last of all.
    int firstEndingAfter(HalfDetails half, int sequence) {
        int i = half.waiting;
        while (i > 0 && half.waitingSequence[i - 1] + half.waitingLength[i - 1] - sequence > 0) {
            i--;
        }
        return i;
    }

    /// Puts one at its place, which the caller knows to be free.
    void insert(
            HalfDetails half,
            int at,
            int sequence,
            byte[] bytes,
            int start,
            int captured,
            int wireLength) {
        long handle =
                captured == 0
                        ? UnitAssembler.NONE
                        : assembler.append(UnitAssembler.NONE, bytes, start, captured);
        int tail = half.waiting - at;
        System.arraycopy(half.waitingSequence, at, half.waitingSequence, at + 1, tail);
        System.arraycopy(half.waitingLength, at, half.waitingLength, at + 1, tail);
        System.arraycopy(half.waitingHandle, at, half.waitingHandle, at + 1, tail);
        half.waitingSequence[at] = sequence;
        half.waitingLength[at] = wireLength;
        half.waitingHandle[at] = handle;
        half.waitingBytes += captured;
        half.waiting++;
    }

    /// Takes the first out of the list.
    ///
    /// @return its bytes' handle, the caller's to release
    long removeFirst(HalfDetails half) {
        long handle = half.waitingHandle[0];
        half.waiting--;
        System.arraycopy(half.waitingSequence, 1, half.waitingSequence, 0, half.waiting);
        System.arraycopy(half.waitingLength, 1, half.waitingLength, 0, half.waiting);
        System.arraycopy(half.waitingHandle, 1, half.waitingHandle, 0, half.waiting);
        int captured = assembler.isLive(handle) ? assembler.length(handle) : 0;
        half.waitingBytes = half.waiting == 0 ? 0 : Math.max(0, half.waitingBytes - captured);
        return handle;
    }

    /// The index of the first of these bytes, from `sequence` on, that differs from what waits in
    /// the segment at `i`; -1 when none does, or it is not known.
    int mismatch(HalfDetails half, int i, int sequence, byte[] bytes, int start, int length) {
        long handle = half.waitingHandle[i];
        if (!assembler.isLive(handle)) {
            return -1;
        }
        int skip = sequence - half.waitingSequence[i];
        int both = Math.min(length, assembler.length(handle) - skip);
        if (both <= 0) {
            return -1;
        }
        int where = assembler.start(handle) + skip;
        return Arrays.mismatch(
                assembler.segment(handle), where, where + both, bytes, start, start + both);
    }
}
