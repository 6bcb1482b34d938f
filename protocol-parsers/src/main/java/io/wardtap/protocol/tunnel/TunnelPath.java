package io.wardtap.protocol.tunnel;

/// The way by which an inner packet came, as a number for the flow key: realms of addresses that
/// overlap do not mix, and both directions of a tunnel have the same. 0 is the way of packets that
/// came in no tunnel. Any thread.
final class TunnelPath {
    private TunnelPath() {}

    /// @param outer path of the tunnel itself
    /// @param ends sum of both ends' [#end], the same for both directions
    static int of(int outer, TunnelKind kind, int key, long ends) {
        long h = (ends ^ key & 0xFFFF_FFFFL) * 0x9E3779B97F4A7C15L;
        h = ((h ^ h >>> 32) + (outer & 0xFFFF_FFFFL)) * 0xC2B2AE3D27D4EB4FL;
        h = ((h ^ h >>> 29) + kind.ordinal() + 1) * 0xBF58476D1CE4E5B9L;
        int path = (int) (h >>> 32);
        return path == 0 ? 1 : path;
    }

    static long end(long high, long low) {
        long h = low * 0x9E3779B97F4A7C15L;
        h = ((h ^ h >>> 32) + high) * 0xC2B2AE3D27D4EB4FL;
        return h ^ h >>> 32;
    }
}
