package io.wardtap.appliance.pipeline;

import java.util.Locale;

/// What a lane counts of each interface to tell how much of the traffic it could see. Bytes are
/// those of frames; of gaps those of TCP payload.
public enum Sight {
    PACKETS,
    /// As captured.
    BYTES,
    /// Copies of packets seen before, see [DuplicateFilter]; part of [#PACKETS].
    DUPLICATES,
    DUPLICATE_BYTES,
    /// Packets captured short, and the bytes that they lack.
    CUT_PACKETS,
    CUT_BYTES,
    /// Those that no gap of a stream tells of.
    CUT_DATAGRAM_BYTES,
    /// TCP conversations in which somebody answered, counted when they end or after a minute.
    CONVERSATIONS,
    /// Those of which one direction was never seen.
    ONE_WAY,
    /// TCP flows whose beginning was not seen.
    HEADS_UNSEEN,
    /// Bytes missing between bytes that were seen.
    GAP_BYTES,
    /// Bytes that their receiver has acknowledged, with nothing seen behind them.
    UNSEEN_BYTES,
    /// Packets that were not looked at, for lack of room.
    SHED,
    /// Frames of which nothing is read, by reason: their bytes on the wire.
    UNREAD_BYTES,
    UNREAD_LINK_TYPE,
    UNREAD_HEADERS_CUT,
    UNREAD_MALFORMED,
    UNREAD_FRAGMENT,
    UNREAD_TUNNEL,
    UNREAD_OTHER,
    /// Inside IP, and not read either, though they are flows: IPsec, and protocols without a
    /// reader.
    OPAQUE_IPSEC,
    OPAQUE_OTHER,
    /// Frames by which switches talk with each other: nothing is missed there.
    CONTROL;

    private static final String UNREAD = "UNREAD_";
    private static final String OPAQUE = "OPAQUE_";

    /// Its name where unread packets are listed by reason, or null when it counts something else.
    public String unreadReason() {
        if (this == UNREAD_BYTES) {
            return null;
        }
        String lower = name().toLowerCase(Locale.ROOT);
        return name().startsWith(UNREAD)
                ? lower.substring(UNREAD.length())
                : name().startsWith(OPAQUE) ? "ip_" + lower.substring(OPAQUE.length()) : null;
    }
}
