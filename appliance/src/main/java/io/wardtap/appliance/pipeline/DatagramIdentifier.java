package io.wardtap.appliance.pipeline;

import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.flow.Flow;
import io.wardtap.protocol.flow.Flow.Identification;
import io.wardtap.protocol.identify.Protocol;
import io.wardtap.protocol.identify.Protocols;

/// Finds out what a flow of datagrams speaks, from its first few, and feeds it to the protocol's
/// framer. A flow that none of them tells of is asked about no more. Nothing is held. Confined to
/// the lane's thread.
final class DatagramIdentifier extends FlowSink {
    /// Datagrams of a flow that probes look at.
    static final int FIRST_DATAGRAMS = 4;

    private static final Protocol[] PROTOCOLS = Protocols.ALL.toArray(new Protocol[0]);

    /// Numbers of the protocols that have datagrams.
    private static final int[] ASKED = asked();

    DatagramIdentifier(UnitTeller teller, LaneCounters counters) {
        super(teller, counters);
    }

    private static int[] asked() {
        return java.util.stream.IntStream.range(0, PROTOCOLS.length)
                .filter(i -> PROTOCOLS[i].datagramProbe() != null)
                .toArray();
    }

    /// A datagram of a flow that is not given up; it is not empty.
    void onDatagram(
            Flow flow,
            Direction from,
            byte[] bytes,
            int start,
            int length,
            int sourcePort,
            int destinationPort) {
        this.flow = flow;
        if (flow.identification() == Identification.PROBING
                && !identify(bytes, start, length, sourcePort, destinationPort)) {
            return;
        }
        PROTOCOLS[flow.protocol()].datagramFramer().onDatagram(from, bytes, start, length, this);
    }

    private boolean identify(
            byte[] bytes, int start, int length, int sourcePort, int destinationPort) {
        for (int protocol : ASKED) {
            if (PROTOCOLS[protocol]
                    .datagramProbe()
                    .isOurs(bytes, start, length, sourcePort, destinationPort)) {
                flow.protocol(protocol);
                flow.identification(Identification.FRAMED);
                return true;
            }
        }
        if (flow.originator.packets() + flow.responder.packets() >= FIRST_DATAGRAMS) {
            flow.identification(Identification.GIVEN_UP);
        }
        return false;
    }

    @Override
    public void onCount(int kind) {
        tellIdentified();
        super.onCount(kind);
    }

    @Override
    public void onClientIs(Direction client) {
        if (!flow.is(Flow.IDENTIFIED_TOLD)) {
            flow.set(Flow.CLIENT_IS_RESPONDER, client == Direction.RESPONDER);
        }
    }
}
