package io.wardtap.protocol.tunnel;

import io.wardtap.protocol.status.DecodeStatus;

/// What a tunnel's header says of its inside: a mutable record that the header classes fill, used
/// again for every tunnel. Valid after [DecodeStatus#OK], and [#kind()] after UNSUPPORTED, too.
/// Confined to the decoder's thread.
public final class Tunnel {
    /// Stands for an ether type: inside is an Ethernet frame.
    public static final int FRAME = -2;

    private TunnelKind kind;
    private int innerType;
    private int innerStart;
    private long innerEnd;
    private int key;

    public TunnelKind kind() {
        return kind;
    }

    /// The ether type of what is inside, or [#FRAME].
    public int innerType() {
        return innerType;
    }

    /// Where the inside begins; not behind the captured end.
    public int innerStart() {
        return innerStart;
    }

    /// Where the inside ends on the wire.
    public long innerEnd() {
        return innerEnd;
    }

    /// The path of what is inside, see [TunnelPath].
    ///
    /// @param outer path of the tunnel itself
    public int path(
            int outer, long sourceHigh, long sourceLow, long destinationHigh, long destinationLow) {
        return switch (kind.realm) {
            case ANY -> outer;
            case KEY -> TunnelPath.of(outer, kind, key, 0);
            case ENDS_AND_KEY ->
                    TunnelPath.of(
                            outer,
                            kind,
                            key,
                            TunnelPath.end(sourceHigh, sourceLow)
                                    + TunnelPath.end(destinationHigh, destinationLow));
        };
    }

    DecodeStatus opened(TunnelKind what, int type, int start, long wireEnd) {
        return opened(what, type, start, wireEnd, 0);
    }

    DecodeStatus opened(TunnelKind what, int type, int start, long wireEnd, int number) {
        kind = what;
        innerType = type;
        innerStart = start;
        innerEnd = wireEnd;
        key = number;
        return DecodeStatus.OK;
    }

    /// A tunnel whose inside is not read.
    DecodeStatus unread(TunnelKind what) {
        kind = what;
        return DecodeStatus.UNSUPPORTED;
    }

    /// A header that ends at `needed` does not lie in the capture.
    static DecodeStatus cut(long needed, long wireEnd) {
        return needed > wireEnd ? DecodeStatus.MALFORMED : DecodeStatus.TRUNCATED;
    }
}
