package io.wardtap.protocol.net;

/// What defragmentation met; lane's thread only, the lane publishes it. Every datagram of which a
/// fragment was taken ends as one of `datagrams` and `incomplete`.
public final class FragmentCounters {
    /// Put together.
    public long datagrams;

    /// Given up, for whatever reason.
    public long incomplete;

    /// Of these: not complete in time.
    public long timedOut;

    /// Of these: made room for others, oldest first.
    public long evicted;

    /// Of these: the fragment with the transport header was never seen.
    public long withoutFirst;

    /// Fragments that overlap earlier ones of their datagram or contradict its length; exact
    /// repeats are none.
    public long overlaps;

    /// Of these: with other bytes than the earlier ones had.
    public long conflicts;

    /// Fragments that bring nothing new.
    public long repeats;

    /// Fragments that end behind the longest possible datagram ("ping of death").
    public long oversize;

    /// First fragments too short for the ports (RFC 1858 3: made to slip through filters).
    public long tiny;
}
