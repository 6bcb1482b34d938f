package io.wardtap.appliance.capture.live;

/// The clock that packets are stamped by.
final class WallClock {
    private WallClock() {}

    /// Nanoseconds since 1970, whole milliseconds of them: never ahead of a packet's time.
    static long nowNs() {
        return System.currentTimeMillis() * 1_000_000L;
    }
}
