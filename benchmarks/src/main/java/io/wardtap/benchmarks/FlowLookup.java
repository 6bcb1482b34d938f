package io.wardtap.benchmarks;

import io.wardtap.protocol.PacketDecoder;
import io.wardtap.protocol.flow.Flow;
import io.wardtap.protocol.flow.FlowTable;

/// Finds a decoded packet's flow, or opens it.
final class FlowLookup {
    private FlowLookup() {}

    static Flow of(FlowTable table, PacketDecoder decoder, long nowNs) {
        Flow flow =
                table.find(
                        decoder.sourceHigh(),
                        decoder.sourceLow(),
                        decoder.destinationHigh(),
                        decoder.destinationLow(),
                        decoder.sourcePort(),
                        decoder.destinationPort(),
                        decoder.ipProtocol(),
                        0);
        return flow != null
                ? flow
                : table.open(
                        decoder.sourceHigh(),
                        decoder.sourceLow(),
                        decoder.destinationHigh(),
                        decoder.destinationLow(),
                        decoder.sourcePort(),
                        decoder.destinationPort(),
                        decoder.ipProtocol(),
                        0,
                        FlowTable.ESTABLISHED,
                        nowNs);
    }
}
