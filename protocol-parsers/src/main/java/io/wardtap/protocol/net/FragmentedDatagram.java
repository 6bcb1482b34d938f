package io.wardtap.protocol.net;

import java.util.Arrays;

/// A datagram of which fragments wait: its key, which bytes of it are there, and the pages that
/// hold them. Pooled; fields are plain, [Defragmenter] and [FragmentTable] are their only users.
final class FragmentedDatagram {
    /// Pieces apart from one another: fragments that come in order are one piece.
    static final int MAX_PIECES = 64;

    static final int MAX_BYTES = 0xFFFF;
    private static final int PAGES = (MAX_BYTES >> FragmentPages.PAGE_SHIFT) + 1;

    int version;
    int realm;
    long sourceHigh;
    long sourceLow;
    long destinationHigh;
    long destinationLow;
    int identification;
    int keyProtocol;

    /// Of the fragment at offset 0, until then of the first that came.
    int protocol;

    long firstNs;

    /// Length by the last fragment, or -1.
    int total;

    /// All bytes before it that are there were captured.
    int capturedEnd;

    /// IP bytes of its fragments on the wire.
    int ipBytes;

    /// No further fragment of it is taken: it was given up for what it did.
    boolean refused;

    int pieces;
    final char[] from = new char[MAX_PIECES];
    final char[] to = new char[MAX_PIECES];
    final short[] pages = new short[PAGES];

    // owned by the table
    int hash;
    FragmentedDatagram inBucket;
    FragmentedDatagram older;
    FragmentedDatagram newer;

    void open(IpFragment fragment, int keyProtocol, int hash, long nowNs) {
        version = fragment.version;
        realm = fragment.realm;
        sourceHigh = fragment.sourceHigh;
        sourceLow = fragment.sourceLow;
        destinationHigh = fragment.destinationHigh;
        destinationLow = fragment.destinationLow;
        identification = fragment.identification;
        this.keyProtocol = keyProtocol;
        this.hash = hash;
        protocol = fragment.protocol;
        firstNs = nowNs;
        total = -1;
        capturedEnd = MAX_BYTES;
        ipBytes = 0;
        refused = false;
        pieces = 0;
        Arrays.fill(pages, (short) -1);
    }

    boolean isOf(IpFragment fragment, int keyProtocol) {
        return identification == fragment.identification
                && sourceLow == fragment.sourceLow
                && destinationLow == fragment.destinationLow
                && sourceHigh == fragment.sourceHigh
                && destinationHigh == fragment.destinationHigh
                && version == fragment.version
                && realm == fragment.realm
                && this.keyProtocol == keyProtocol;
    }

    boolean hasFirst() {
        return pieces > 0 && from[0] == 0;
    }

    boolean isComplete() {
        return pieces == 1 && from[0] == 0 && to[0] == total;
    }

    /// Where the bytes that are there end.
    int end() {
        return pieces == 0 ? 0 : to[pieces - 1];
    }

    /// Notes that the bytes are there, joining pieces that touch.
    ///
    /// @return false when there would be too many pieces
    boolean cover(int start, int end) {
        int low = 0;
        while (low < pieces && to[low] < start) {
            low++;
        }
        int high = low;
        while (high < pieces && from[high] <= end) {
            high++;
        }
        if (low == high) {
            if (pieces == MAX_PIECES) {
                return false;
            }
            System.arraycopy(from, low, from, low + 1, pieces - low);
            System.arraycopy(to, low, to, low + 1, pieces - low);
            from[low] = (char) start;
            to[low] = (char) end;
            pieces++;
            return true;
        }
        from[low] = (char) Math.min(from[low], start);
        to[low] = (char) Math.max(to[high - 1], end);
        System.arraycopy(from, high, from, low + 1, pieces - high);
        System.arraycopy(to, high, to, low + 1, pieces - high);
        pieces -= high - low - 1;
        return true;
    }
}
