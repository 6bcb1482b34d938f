package io.wardtap.appliance.pipeline;

import static io.wardtap.protocol.flow.HalfFlow.ACKNOWLEDGED;
import static io.wardtap.protocol.flow.HalfFlow.REOPENING;
import static io.wardtap.protocol.flow.HalfFlow.SYNCHRONISED;
import static io.wardtap.protocol.flow.HalfFlow.SYN_SEEN;
import static io.wardtap.protocol.transport.TcpSegment.ACK;
import static io.wardtap.protocol.transport.TcpSegment.RST;
import static io.wardtap.protocol.transport.TcpSegment.SYN;

import io.wardtap.protocol.PacketDecoder;
import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.flow.Flow;
import io.wardtap.protocol.flow.HalfFlow;

/// Which opening packets begin a new flow on used ports, and which resets end one. On an open
/// connection a receiver answers both with a challenge (RFC 5961 3, 4), so that nobody from outside
/// ends it; a monitor that believed them would lose the conversation. Lane's thread only.
final class TcpOpenings {
    /// Sequences this far apart belong to one connection: a capture may lag or reorder.
    private static final int NEAR = 1 << 20;

    private TcpOpenings() {}

    /// Whether the packet opens another connection on the flow's ports, for sure: the flow has
    /// ended, or only this side of it was ever seen.
    static boolean isReuse(Flow flow, Direction from, PacketDecoder packet) {
        int flags = packet.tcpFlags() & (SYN | ACK | RST);
        if (flags == SYN && flow.is(Flow.CLOSING)) {
            return true;
        }
        return (flags == SYN || flags == (SYN | ACK))
                && flow.is(Flow.BEGUN)
                && flow.half(from.opposite()).packets() == 0
                && isOther(flow.half(from), packet.tcpSequence());
    }

    /// Whether this is an opening packet on an open connection, which the other end has to confirm:
    /// it waits, outside of the stream.
    static boolean waits(Flow flow, Direction from, PacketDecoder packet) {
        HalfFlow half = flow.half(from);
        int flags = packet.tcpFlags() & (SYN | ACK | RST);
        if (flags != SYN || !flow.is(Flow.BEGUN) || !isOther(half, packet.tcpSequence())) {
            return false;
        }
        half.set(REOPENING);
        half.ownDetails().reopeningSequence = packet.tcpSequence();
        return true;
    }

    /// Whether the packet acknowledges an opening that waits, and not the connection that was.
    static boolean confirms(Flow flow, Direction from, PacketDecoder packet) {
        HalfFlow other = flow.half(from.opposite());
        int flags = packet.tcpFlags();
        if (!other.is(REOPENING) || (flags & ACK) == 0 || (flags & RST) != 0) {
            return false;
        }
        int acknowledged = packet.tcpAcknowledgment() - other.details().reopeningSequence;
        return acknowledged > 0
                && acknowledged <= NEAR
                && ((flags & SYN) != 0
                        || Math.abs(packet.tcpAcknowledgment() - other.nextSequence()) > NEAR);
    }

    /// Whether an opening packet's sequence is not that of this direction's stream.
    private static boolean isOther(HalfFlow half, int sequence) {
        if (half.is(SYN_SEEN)) {
            return half.initialSequence() != sequence;
        }
        // in midstream the opening may come late
        return half.is(SYNCHRONISED) && Math.abs(sequence + 1 - half.nextSequence()) > NEAR;
    }

    /// A reset counts when its receiver would look at it: not before what it has acknowledged (RFC
    /// 9293 3.5.3), and little ahead, since the capture may lag; in answer to an opening only when
    /// it acknowledges that.
    static boolean isCredibleReset(Flow flow, Direction from, PacketDecoder packet) {
        HalfFlow half = flow.half(from);
        int sequence = packet.tcpSequence();
        if (!half.is(SYNCHRONISED)) {
            HalfFlow other = flow.half(from.opposite());
            return (packet.tcpFlags() & ACK) == 0
                    || !other.is(SYN_SEEN)
                    || packet.tcpAcknowledgment() - other.initialSequence() > 0
                            && packet.tcpAcknowledgment() - other.nextSequence() <= 0;
        }
        int ahead = sequence - half.nextSequence();
        if (ahead < 0) {
            return half.is(ACKNOWLEDGED) ? sequence - half.acknowledged() >= 0 : ahead >= -NEAR;
        }
        return ahead <= NEAR;
    }
}
