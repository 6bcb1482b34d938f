package io.wardtap.appliance.observe;

/// The latest messages by control id (a keyed hash) and receiver, to know one that comes again. A
/// table of fixed size; where four places are taken the message seen longest ago goes. Analysis
/// thread only.
final class SeenMessages {
    /// Messages remembered.
    static final int CAPACITY = 1 << 16;

    /// Senders try again sooner (reference hl7v2.md 9).
    static final long RETRY_NS = 300_000_000_000L;

    private static final int PLACES = 4;

    /// Key, digest and time of a message stand together: one line of the processor's cache.
    private static final int WIDTH = 4;

    private static final int DIGEST = 1;
    private static final int TIME = 2;

    private final long[] table = new long[(CAPACITY + PLACES) * WIDTH];

    /// Notes a message.
    ///
    /// @return [Hl7Interface#RETRY], [Hl7Interface#REPLAY], [Hl7Interface#REUSED_ID], or 0 when it
    ///   is new
    int note(long controlIdHash, Address receiver, int port, long digest, long now) {
        long mixed = (controlIdHash ^ receiver.low() * 0x9E3779B97F4A7C15L) + port;
        long key = mixed == 0 ? 1 : mixed;
        int from = ((int) (key >>> 20) & (CAPACITY - 1)) * WIDTH;
        int oldest = from;
        for (int at = from; at < from + PLACES * WIDTH; at += WIDTH) {
            if (table[at] == key) {
                return again(at, digest, now);
            }
            if (table[at] == 0) {
                oldest = at;
                break;
            }
            oldest = table[at + TIME] < table[oldest + TIME] ? at : oldest;
        }
        table[oldest] = key;
        table[oldest + DIGEST] = digest;
        table[oldest + TIME] = now;
        return 0;
    }

    private int again(int at, long digest, long now) {
        boolean same = table[at + DIGEST] == digest;
        boolean soon = now - table[at + TIME] <= RETRY_NS;
        table[at + DIGEST] = digest;
        table[at + TIME] = now;
        if (!same) {
            return Hl7Interface.REUSED_ID;
        }
        return soon ? Hl7Interface.RETRY : Hl7Interface.REPLAY;
    }
}
