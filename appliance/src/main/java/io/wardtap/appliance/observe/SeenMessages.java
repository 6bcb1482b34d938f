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

    private final long[] keys = new long[CAPACITY + PLACES];
    private final long[] digests = new long[CAPACITY + PLACES];
    private final long[] times = new long[CAPACITY + PLACES];

    /// Notes a message.
    ///
    /// @return [Hl7Interface#RETRY], [Hl7Interface#REPLAY], [Hl7Interface#REUSED_ID], or 0 when it
    ///   is new
    int note(long controlIdHash, Address receiver, int port, long digest, long now) {
        long key = (controlIdHash ^ receiver.low() * 0x9E3779B97F4A7C15L) + port;
        key = key == 0 ? 1 : key;
        int from = (int) (key >>> 20) & (CAPACITY - 1);
        int oldest = from;
        for (int at = from; at < from + PLACES; at++) {
            if (keys[at] == key) {
                boolean same = digests[at] == digest;
                boolean soon = now - times[at] <= RETRY_NS;
                digests[at] = digest;
                times[at] = now;
                if (!same) {
                    return Hl7Interface.REUSED_ID;
                }
                return soon ? Hl7Interface.RETRY : Hl7Interface.REPLAY;
            }
            if (keys[at] == 0) {
                oldest = at;
                break;
            }
            oldest = times[at] < times[oldest] ? at : oldest;
        }
        keys[oldest] = key;
        digests[oldest] = digest;
        times[oldest] = now;
        return 0;
    }
}
