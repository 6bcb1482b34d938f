package io.wardtap.appliance.pipeline;

import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.flow.Flow;
import io.wardtap.protocol.flow.HalfFlow;
import io.wardtap.protocol.net.IpProtocol;
import io.wardtap.protocol.stream.TcpReassembler;

/// Tells what of TCP conversations was never seen: bytes that their receiver has acknowledged (RFC
/// 9293 3.4) and that did not come by, also of a direction of which nothing came by; and
/// conversations with one direction only. Confined to the lane's thread.
final class ConversationSight {
    /// An acknowledgment this far ahead of the data tells of loss; less may be the order in which
    /// two mirrored ports deliver.
    private static final int AHEAD_BYTES = 1 << 20;

    /// An acknowledgment further ahead is not believed, see
    /// [io.wardtap.protocol.stream.ReassemblyLimits#window()].
    private static final int WINDOW = 64 << 20;

    /// Fewer packets are a scan, a refusal or the rest of a connection that has ended before.
    private static final long FEW_PACKETS = 4;

    private final LaneCounters counters;
    private final TcpReassembler reassembler;

    ConversationSight(LaneCounters counters, TcpReassembler reassembler) {
        this.counters = counters;
        this.reassembler = reassembler;
    }

    /// Before the reassembler hears of it.
    ///
    /// @param of whose bytes are acknowledged
    void onAcknowledgment(Flow flow, Direction of, int acknowledgment) {
        HalfFlow half = flow.half(of);
        if (half.synchronised) {
            if (acknowledgment - half.nextSequence > AHEAD_BYTES) {
                reassembler.onUnseen(flow, of, acknowledgment);
            }
        } else if (half.acknowledgedSeen) {
            int step = acknowledgment - half.acknowledged;
            half.acknowledgedUnseen += isCredible(step) ? step : 0;
        }
    }

    /// From time to time while a flow lasts.
    void onProgress(Flow flow) {
        tellUnseen(flow, flow.originator, 0);
        tellUnseen(flow, flow.responder, 0);
        judge(flow);
    }

    /// After the reassembler has ended both directions.
    void onFlowEnd(Flow flow) {
        unseenAtEnd(flow, flow.originator);
        unseenAtEnd(flow, flow.responder);
        judge(flow);
    }

    private void unseenAtEnd(Flow flow, HalfFlow half) {
        int behind =
                half.synchronised && half.acknowledgedSeen && !half.finSeen
                        ? half.acknowledged - half.nextSequence
                        : 0;
        tellUnseen(flow, half, isCredible(behind) ? behind : 0);
    }

    /// What was acknowledged first and came by later is taken off.
    private void tellUnseen(Flow flow, HalfFlow half, int behind) {
        long came = half.payloadBytes + (half.finSeen ? 1 : 0);
        long late = Math.max(0, half.acknowledgedUnseen - came);
        long bytes = late + behind - half.unseenTold;
        if (bytes > 0) {
            half.unseenTold += bytes;
            half.gapBytes += bytes;
            counters.see(flow.interfaceIndex, Sight.UNSEEN_BYTES, bytes);
        }
    }

    private static boolean isCredible(int bytes) {
        return bytes > 0 && bytes <= WINDOW;
    }

    /// Counts a conversation once, when enough was seen of it.
    private void judge(Flow flow) {
        if (flow.judged || flow.transport != IpProtocol.TCP || !flow.begun) {
            return;
        }
        if (flow.originator.packets + flow.responder.packets < FEW_PACKETS) {
            return;
        }
        boolean isOneWay = flow.originator.packets == 0 || flow.responder.packets == 0;
        if (isOneWay && !hasUnseenEnd(flow)) {
            return;
        }
        flow.judged = true;
        counters.see(flow.interfaceIndex, Sight.CONVERSATIONS, 1);
        if (isOneWay) {
            counters.see(flow.interfaceIndex, Sight.ONE_WAY, 1);
        }
    }

    /// Whether the end that was seen has acknowledged something: then the other has spoken.
    private static boolean hasUnseenEnd(Flow flow) {
        HalfFlow unseen = flow.originator.packets == 0 ? flow.originator : flow.responder;
        return unseen.acknowledgedSeen;
    }
}
