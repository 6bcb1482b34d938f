package io.wardtap.protocol.flow;

/// Who sent bytes of a flow. The originator is the end that sent the first packet seen, or, for a
/// flow picked up in midstream, the end that ports and content make the asking one; a tap may not
/// know the server.
public enum Direction {
    ORIGINATOR,
    RESPONDER;

    private static final Direction[] VALUES = values();

    public Direction opposite() {
        return this == ORIGINATOR ? RESPONDER : ORIGINATOR;
    }

    /// The direction of an ordinal; allocates nothing.
    public static Direction of(int ordinal) {
        return VALUES[ordinal];
    }
}
