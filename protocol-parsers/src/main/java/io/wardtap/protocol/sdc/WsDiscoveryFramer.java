package io.wardtap.protocol.sdc;

import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.unit.DatagramFramer;
import io.wardtap.protocol.unit.UnitSink;

/// Counts each message by kind, and hands on those about medical devices. Stateless.
final class WsDiscoveryFramer implements DatagramFramer {
    @Override
    public void onDatagram(Direction from, byte[] bytes, int start, int length, UnitSink sink) {
        int kind = WsDiscovery.kind(bytes, start, length);
        if (WsDiscovery.isMatch(kind)) {
            // it goes to whatever port the question came from: the service is the device's
            sink.onClientIs(from.opposite());
        }
        sink.onCount(kind);
        if (WsDiscovery.isMedical(bytes, start, length)) {
            sink.onUnit(WsDiscovery.MESSAGE, from, bytes, start, length, kind);
        }
    }
}
