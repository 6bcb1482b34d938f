package io.wardtap.appliance.pipeline;

import static io.wardtap.protocol.flow.HalfFlow.SYNCHRONISED;
import static io.wardtap.protocol.flow.HalfFlow.SYN_SEEN;

import io.wardtap.protocol.DecodedPacket;
import io.wardtap.protocol.flow.Flow;
import io.wardtap.protocol.flow.FlowTable;
import io.wardtap.protocol.flow.HalfFlow;
import io.wardtap.protocol.net.IpProtocol;
import io.wardtap.protocol.transport.TcpSegment;

/// Finds a packet's flow, with or without its VLAN. Where VLANs tell flows apart only when they
/// must ([VlanKey#AUTO]), a flow is found by its addresses first, whatever its tags: mirrors tag
/// the directions of a flow differently, and paths change. When one direction comes in a second
/// VLAN and does not fit the connection there is, the same addresses are in use twice, and the
/// second flow gets its VLAN into its key. UDP has nothing that would not fit. Confined to the
/// lane's thread.
final class FlowFinder {
    /// Added to the VLAN in the key of a flow that was parted from another, so that untagged
    /// packets can be, too.
    private static final int PARTED = 1 << 12;

    /// A segment further from where its direction is belongs to another connection.
    private static final int WINDOW = 64 << 20;

    private final FlowTable table;
    private final VlanKey mode;
    private int parted;
    private int keyVlan;
    private int realm;

    FlowFinder(FlowTable table, VlanKey mode) {
        this.table = table;
        this.mode = mode;
    }

    /// The packet's flow, or null; [#realm()] is then what a new one is to be opened with.
    Flow find(DecodedPacket packet, int sourcePort, int destinationPort) {
        if (mode != VlanKey.AUTO) {
            keyVlan = mode == VlanKey.ON ? packet.vlan() : 0;
            return look(packet, sourcePort, destinationPort);
        }
        if (parted > 0) {
            keyVlan = PARTED | packet.vlan();
            Flow flow = look(packet, sourcePort, destinationPort);
            if (flow != null) {
                return flow;
            }
        }
        keyVlan = 0;
        Flow flow = look(packet, sourcePort, destinationPort);
        if (flow != null && isAnother(flow, packet)) {
            keyVlan = PARTED | packet.vlan();
            realm = keyVlan ^ packet.tunnelPath();
            return null;
        }
        return flow;
    }

    /// VLAN, where it is in the key, and tunnel: realms of addresses may overlap in both.
    int realm() {
        return realm;
    }

    /// The flow was opened for the packet looked for last.
    void onOpened(Flow flow) {
        if ((keyVlan & PARTED) != 0) {
            flow.set(Flow.PARTED);
            parted++;
        }
    }

    void onEnded(Flow flow) {
        parted -= flow.is(Flow.PARTED) ? 1 : 0;
    }

    private Flow look(DecodedPacket packet, int sourcePort, int destinationPort) {
        realm = keyVlan ^ packet.tunnelPath();
        return table.find(
                packet.sourceHigh(),
                packet.sourceLow(),
                packet.destinationHigh(),
                packet.destinationLow(),
                sourcePort,
                destinationPort,
                packet.ipProtocol(),
                realm);
    }

    private static boolean isAnother(Flow flow, DecodedPacket packet) {
        HalfFlow half = flow.half(flow.from());
        if (half.packets() == 0
                || half.vlan() == packet.vlan()
                || flow.transport() != IpProtocol.TCP
                || flow.is(Flow.CLOSING)
                || !packet.hasTransport()) {
            return false;
        }
        int sequence = packet.tcpSequence();
        if ((packet.tcpFlags() & TcpSegment.SYN) != 0) {
            return half.is(SYN_SEEN) && half.initialSequence() != sequence;
        }
        return half.is(SYNCHRONISED) && Math.abs(sequence - half.nextSequence()) > WINDOW;
    }
}
