package io.wardtap.appliance.pipeline;

/// The lane's time: packet time that never runs backwards. A jump far ahead is quarantined until
/// further packets confirm it, so that one absurd timestamp expires nothing; so is the very first
/// time, so that an absurd one does not stop the clock for good. Confined to the lane's thread.
final class LaneClock {
    static final long SECOND = 1_000_000_000L;

    /// Packets that must agree before a jump is believed.
    static final int CONFIRMATIONS = 3;

    private static final long JUMP_NS = 3600 * SECOND;
    // packets that confirm a jump may lie so far behind each other, and so far ahead: sparse
    // captures have days between packets
    private static final long BEHIND_NS = 600 * SECOND;
    private static final long AHEAD_NS = 7 * 86_400 * SECOND;

    private boolean started;
    private boolean onlyFirst;
    private long nowNs;
    private long jumpNs;
    private int jumpVotes;
    private boolean jumped;
    private boolean confirmed;
    private boolean backwards;

    /// Takes a packet's time and returns the lane's.
    long advance(long packetNs) {
        jumped = false;
        confirmed = false;
        backwards = false;
        if (!started) {
            started = true;
            onlyFirst = true;
            nowNs = packetNs;
            return nowNs;
        }
        long ahead = packetNs - nowNs;
        if (onlyFirst && ahead < -JUMP_NS) {
            ahead = 0;
            nowNs = packetNs;
        }
        onlyFirst = false;
        if (ahead < 0) {
            backwards = ahead < -SECOND;
            jumpVotes = 0;
            return nowNs;
        }
        if (ahead > JUMP_NS) {
            long step = packetNs - jumpNs;
            boolean same = jumpVotes > 0 && step >= -BEHIND_NS && step <= AHEAD_NS;
            jumpVotes = same ? jumpVotes + 1 : 1;
            jumpNs = packetNs;
            if (jumpVotes < CONFIRMATIONS) {
                jumped = true;
                return nowNs;
            }
            confirmed = true;
        }
        jumpVotes = 0;
        nowNs = packetNs;
        return nowNs;
    }

    /// Nothing older than this will come, says the wall clock of a live source; returns the lane's
    /// time. An absurd time that was believed at first does not hold it up, since a source's own
    /// clock needs no confirmation.
    long pass(long untilNs) {
        started = true;
        onlyFirst = false;
        jumpVotes = 0;
        nowNs = Math.max(nowNs, untilNs);
        return nowNs;
    }

    long nowNs() {
        return nowNs;
    }

    boolean isStarted() {
        return started;
    }

    /// So far there was one packet: its time may yet be corrected.
    boolean isOnlyFirst() {
        return onlyFirst;
    }

    /// Packets that agree on a jump not believed yet.
    int jumpVotes() {
        return jumpVotes;
    }

    /// The last packet's time was not believed yet.
    boolean wasJump() {
        return jumped;
    }

    /// The last packet made the lane believe a jump, and with it the times of those just before.
    boolean wasConfirmed() {
        return confirmed;
    }

    /// The last packet was more than a second older than the lane's time.
    boolean wasBackwards() {
        return backwards;
    }
}
