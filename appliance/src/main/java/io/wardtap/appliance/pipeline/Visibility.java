package io.wardtap.appliance.pipeline;

/// How much of the traffic could be seen, of all interfaces or of one: what is known to be missing,
/// put beside what came by. Of what a mirror never shows, and nobody speaks of in the rest, nothing
/// can be known. Plain numbers of one moment.
///
/// @param packets that were captured
/// @param lost packets that were dropped by the kernel, or not looked at for lack of room
/// @param seenBytes of frames, copies and unread ones left out
/// @param gapBytes of streams, between bytes that were seen
/// @param unseenBytes of streams, acknowledged and never seen
/// @param cutBytes of datagrams that were captured short; those of streams are gaps
/// @param unreadBytes of frames that nobody reads
/// @param conversations of TCP, `oneWay` those with one direction only
public record Visibility(
        long packets,
        long lost,
        long seenBytes,
        long gapBytes,
        long unseenBytes,
        long cutBytes,
        long unreadBytes,
        long conversations,
        long oneWay) {
    /// So many conversations are enough to judge a mirror by, and such a share of them with one
    /// direction only is more than hosts that are gone explain.
    public static final long FEW_CONVERSATIONS = 20;

    public static final double BAD_ONE_WAY = 0.2;
    private static final double BAD_MISSING = 0.01;
    private static final double MILLION = 1e6;

    /// @param dropped by the kernel, of all interfaces
    public static Visibility of(LaneCounters lane, long dropped) {
        return of(lane::sight, dropped);
    }

    public static Visibility of(LaneCounters lane, int interfaceIndex, long dropped) {
        return of(what -> lane.sight(interfaceIndex, what), dropped);
    }

    private interface Counts {
        long of(Sight what);
    }

    private static Visibility of(Counts counts, long dropped) {
        long unread = counts.of(Sight.UNREAD_BYTES);
        long seen = counts.of(Sight.BYTES) - counts.of(Sight.DUPLICATE_BYTES) - unread;
        return new Visibility(
                counts.of(Sight.PACKETS),
                dropped + counts.of(Sight.SHED),
                Math.max(0, seen),
                counts.of(Sight.GAP_BYTES),
                counts.of(Sight.UNSEEN_BYTES),
                counts.of(Sight.CUT_DATAGRAM_BYTES),
                unread,
                counts.of(Sight.CONVERSATIONS),
                counts.of(Sight.ONE_WAY));
    }

    /// Bytes that are known to be missing or unread.
    public long missingBytes() {
        return gapBytes + unseenBytes + cutBytes + unreadBytes;
    }

    /// Share of the bytes that were seen and read.
    public double bytesShare() {
        return share(seenBytes, missingBytes());
    }

    /// Share of the directions of conversations that were seen: half of a conversation's are
    /// missing when it is seen from one side, whichever has the more bytes.
    public double directionsShare() {
        return conversations == 0 ? 1 : 1 - oneWay / (2.0 * conversations);
    }

    /// Share of the packets that reached us and were looked at.
    public double packetsShare() {
        return share(packets, lost);
    }

    /// The three shares together, 0 to 1; 1 only when nothing at all is known to be missing.
    public double ratio() {
        return floor(bytesShare() * directionsShare() * packetsShare());
    }

    /// So much is missing that silence proves nothing.
    public boolean isBad() {
        return gapBytes + unseenBytes > BAD_MISSING * (seenBytes + gapBytes + unseenBytes)
                || conversations >= FEW_CONVERSATIONS && oneWay > BAD_ONE_WAY * conversations;
    }

    private static double share(long there, long missing) {
        return missing == 0 ? 1 : (double) there / ((double) there + missing);
    }

    private static double floor(double value) {
        return Math.floor(value * MILLION) / MILLION;
    }
}
