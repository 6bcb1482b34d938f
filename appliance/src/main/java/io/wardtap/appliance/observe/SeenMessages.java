package io.wardtap.appliance.observe;

/// The latest messages by control id (a keyed hash) and receiver, to know one that comes again. A
/// table of fixed size; where four places are taken the message seen longest ago goes. Analysis
/// thread only.
final class SeenMessages {
    /// Messages remembered.
    static final int CAPACITY = 1 << 16;

    /// Senders try again sooner (reference hl7v2.md 9).
    static final long RETRY_S = 300;

    private static final int PLACES = 4;

    /// A message's key, then its digest's upper half with the time in seconds: the places that a
    /// key may take are one line of the processor's cache.
    private static final int WIDTH = 2;

    private static final long SECOND_NS = 1_000_000_000L;
    private static final long TIME = 0xFFFF_FFFFL;

    private long age; // of the message that came again, seconds

    private final long[] table = new long[CAPACITY * WIDTH];

    /// Notes a message.
    ///
    /// @return [Hl7Interface#RETRY], [Hl7Interface#REPLAY], [Hl7Interface#REUSED_ID], or 0 when it
    ///   is new
    int note(long controlIdHash, Address receiver, int port, long digest, long now) {
        long mixed = (controlIdHash ^ receiver.low() * 0x9E3779B97F4A7C15L) + port;
        long key = mixed == 0 ? 1 : mixed;
        int from = ((int) (key >>> 20) & (CAPACITY - 1) & -PLACES) * WIDTH;
        long seen = digest * 0x9E3779B97F4A7C15L & ~TIME | Math.floorDiv(now, SECOND_NS) & TIME;
        int oldest = from;
        for (int at = from; at < from + PLACES * WIDTH; at += WIDTH) {
            if (table[at] == key) {
                return again(at, seen);
            }
            if (table[at] == 0) {
                oldest = at;
                break;
            }
            oldest = (table[at + 1] & TIME) < (table[oldest + 1] & TIME) ? at : oldest;
        }
        table[oldest] = key;
        table[oldest + 1] = seen;
        return 0;
    }

    /// How long before the repetition noted last its message was seen, nanoseconds.
    long ageNs() {
        return age * SECOND_NS;
    }

    private int again(int at, long seen) {
        long before = table[at + 1];
        table[at + 1] = seen;
        if (((before ^ seen) & ~TIME) != 0) {
            return Hl7Interface.REUSED_ID;
        }
        age = (seen & TIME) - (before & TIME);
        return age <= RETRY_S ? Hl7Interface.RETRY : Hl7Interface.REPLAY;
    }
}
