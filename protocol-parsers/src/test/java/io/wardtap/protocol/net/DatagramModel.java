package io.wardtap.protocol.net;

import io.wardtap.protocol.fuzz.FuzzInput;

/// One datagram's bytes, kept one by one: those that came first stay (see [Defragmenter] for the
/// rules). For [DefragmenterFuzz].
final class DatagramModel {
    private static final int ABSENT = -2;
    private static final int NOT_CAPTURED = -1;
    private static final int MAX_PIECES = 64;

    private final int version;
    final long firstNs;
    private final short[] bytes = new short[65_536];
    private int total = -1;
    private int end;
    private int capturedEnd = 65_535;
    private boolean refused;

    /// Where the fragment added last had other bytes, or -1.
    int conflict = -1;

    DatagramModel(int version, long firstNs) {
        this.version = version;
        this.firstNs = firstNs;
        java.util.Arrays.fill(bytes, (short) ABSENT);
    }

    void add(IpFragment fragment, int length, int kind) {
        conflict = -1;
        if (refused) {
            return;
        }
        int from = fragment.offset;
        int to = from + length;
        boolean overlap = false;
        if (!fragment.more && total < 0 && end <= to) {
            total = to;
        } else if (fragment.more ? total >= 0 && to > total : to != total) {
            overlap = true; // it contradicts the length, or what is there
            conflict = total >= 0 ? total : to;
            to = total >= 0 ? Math.min(to, total) : from;
        }
        int there = Math.min(to, from + fragment.captured);
        int known = 0;
        int differs = -1;
        for (int at = from; at < to; at++) {
            if (bytes[at] != ABSENT) {
                known++;
                boolean readable = at < there && at < capturedEnd;
                byte now = FuzzInput.pattern(kind, at);
                if (readable && bytes[at] >= 0 && bytes[at] != (now & 0xFF) && differs < 0) {
                    differs = at;
                }
            }
        }
        conflict = conflict < 0 ? differs : conflict;
        boolean repeat = known == to - from && conflict < 0;
        overlap |= known > 0 && !repeat;
        for (int at = from; at < to; at++) {
            if (bytes[at] == ABSENT) {
                bytes[at] =
                        at < there
                                ? (short) (FuzzInput.pattern(kind, at) & 0xFF)
                                : (short) NOT_CAPTURED;
            }
        }
        end = Math.max(end, from < to ? to : 0);
        if (there < to && !repeat) {
            capturedEnd = Math.min(capturedEnd, there);
        }
        refused = pieces() > MAX_PIECES || (version == 6 && overlap);
    }

    private int pieces() {
        int pieces = 0;
        for (int at = 0; at < end; at++) {
            pieces += bytes[at] != ABSENT && (at == 0 || bytes[at - 1] == ABSENT) ? 1 : 0;
        }
        return pieces;
    }

    boolean isComplete() {
        return !refused && total >= 0 && end == total && pieces() == 1 && bytes[0] != ABSENT;
    }

    void compare(Defragmenter seen) {
        FuzzInput.check(seen.wireLength(), total, "length");
        FuzzInput.check(seen.captured(), Math.min(total, capturedEnd), "captured");
        for (int at = 0; at < seen.captured(); at++) {
            FuzzInput.check(seen.bytes()[at] & 0xFF, bytes[at], "byte " + at);
        }
    }
}
