package io.wardtap.appliance.pipeline;

/// The lane's time: packet time that never runs backwards. A jump far ahead is quarantined until
/// further packets confirm it, so that one absurd timestamp expires nothing. Confined to the lane's
/// thread.
final class LaneClock {
    static final long SECOND = 1_000_000_000L;
    private static final long JUMP_NS = 3600 * SECOND;
    private static final long SAME_JUMP_NS = 600 * SECOND;
    private static final int CONFIRMATIONS = 3;

    private boolean started;
    private long nowNs;
    private long jumpNs;
    private int jumpVotes;
    private boolean jumped;
    private boolean backwards;

    /// Takes a packet's time and returns the lane's.
    long advance(long packetNs) {
        jumped = false;
        backwards = false;
        if (!started) {
            started = true;
            nowNs = packetNs;
            return nowNs;
        }
        long ahead = packetNs - nowNs;
        if (ahead < 0) {
            backwards = ahead < -SECOND;
            return nowNs;
        }
        if (ahead > JUMP_NS) {
            boolean same = jumpVotes > 0 && Math.abs(packetNs - jumpNs) <= SAME_JUMP_NS;
            jumpVotes = same ? jumpVotes + 1 : 1;
            jumpNs = packetNs;
            if (jumpVotes < CONFIRMATIONS) {
                jumped = true;
                return nowNs;
            }
        }
        jumpVotes = 0;
        nowNs = packetNs;
        return nowNs;
    }

    long nowNs() {
        return nowNs;
    }

    boolean isStarted() {
        return started;
    }

    /// The last packet's time was not believed yet.
    boolean wasJump() {
        return jumped;
    }

    /// The last packet was more than a second older than the lane's time.
    boolean wasBackwards() {
        return backwards;
    }
}
