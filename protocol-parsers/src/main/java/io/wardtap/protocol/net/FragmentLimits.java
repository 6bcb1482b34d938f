package io.wardtap.protocol.net;

/// Bounds of defragmentation, a lane each.
///
/// @param pages of [FragmentPages#PAGE_BYTES] that fragments may wait in (3072: 3 MiB)
/// @param datagrams that may wait at a time (2048, half a KiB each: with the pages 4 MiB in all)
/// @param timeoutNs from a datagram's first fragment on, in capture time (30 s: what receivers
///   commonly allow, RFC 1122 3.3.2 asks for 60 to 120, Linux and Windows take 30 to 60)
public record FragmentLimits(int pages, int datagrams, long timeoutNs) {
    /// The largest datagram and one more fragment fit.
    private static final int MIN_PAGES = 128;

    public FragmentLimits {
        if (pages < MIN_PAGES || pages > Short.MAX_VALUE || datagrams < 2 || timeoutNs <= 0) {
            throw new IllegalArgumentException(
                    "pages "
                            + pages
                            + " must be 128 to 32767, datagrams "
                            + datagrams
                            + " at least 2, timeoutNs "
                            + timeoutNs
                            + " above 0");
        }
    }

    public static FragmentLimits defaults() {
        return new FragmentLimits(3072, 2048, 30_000_000_000L);
    }
}
