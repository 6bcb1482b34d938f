package io.wardtap.appliance.pipeline;

import static io.wardtap.protocol.flow.HalfFlow.ACKNOWLEDGED;
import static io.wardtap.protocol.flow.HalfFlow.FIN_SEEN;
import static io.wardtap.protocol.flow.HalfFlow.SYNCHRONISED;

import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.flow.Flow;
import io.wardtap.protocol.flow.HalfDetails;
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
        if (half.is(SYNCHRONISED)) {
            if (acknowledgment - half.nextSequence() > AHEAD_BYTES) {
                reassembler.onUnseen(flow, of, acknowledgment);
            }
        } else if (half.is(ACKNOWLEDGED)) {
            int step = acknowledgment - half.acknowledged();
            if (isCredible(step)) {
                half.ownDetails().acknowledgedUnseen += step;
            }
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
                half.is(SYNCHRONISED) && half.is(ACKNOWLEDGED) && !half.is(FIN_SEEN)
                        ? half.acknowledged() - half.nextSequence()
                        : 0;
        tellUnseen(flow, half, isCredible(behind) ? behind : 0);
    }

    /// What was acknowledged first and came by later is taken off.
    private void tellUnseen(Flow flow, HalfFlow half, int behind) {
        long came = half.payloadBytes() + (half.is(FIN_SEEN) ? 1 : 0);
        long late = Math.max(0, half.details().acknowledgedUnseen - came);
        long bytes = late + behind - half.details().unseenTold;
        if (bytes > 0) {
            HalfDetails own = half.ownDetails();
            own.unseenTold += bytes;
            own.gapBytes += bytes;
            counters.see(flow.interfaceIndex(), Sight.UNSEEN_BYTES, bytes);
        }
    }

    private static boolean isCredible(int bytes) {
        return bytes > 0 && bytes <= WINDOW;
    }

    /// Counts a conversation once, when enough was seen of it.
    private void judge(Flow flow) {
        if (flow.is(Flow.JUDGED) || flow.transport() != IpProtocol.TCP || !flow.is(Flow.BEGUN)) {
            return;
        }
        if (flow.originator.packets() + flow.responder.packets() < FEW_PACKETS) {
            return;
        }
        boolean isOneWay = flow.originator.packets() == 0 || flow.responder.packets() == 0;
        if (isOneWay && !hasUnseenEnd(flow)) {
            return;
        }
        flow.set(Flow.JUDGED);
        counters.see(flow.interfaceIndex(), Sight.CONVERSATIONS, 1);
        if (isOneWay) {
            counters.see(flow.interfaceIndex(), Sight.ONE_WAY, 1);
        }
    }

    /// Whether the end that was seen has acknowledged something: then the other has spoken.
    private static boolean hasUnseenEnd(Flow flow) {
        HalfFlow unseen = flow.originator.packets() == 0 ? flow.originator : flow.responder;
        return unseen.is(ACKNOWLEDGED);
    }
}
