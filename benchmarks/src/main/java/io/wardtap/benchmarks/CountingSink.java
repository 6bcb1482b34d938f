package io.wardtap.benchmarks;

import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.status.DecodeEvent;
import io.wardtap.protocol.unit.UnitSink;

/// Takes units and counts them: what a framer costs by itself.
final class CountingSink implements UnitSink {
    long units;
    long bytes;
    long counts;
    long events;

    @Override
    public void onUnit(
            int type, Direction from, byte[] segment, int start, int length, long detail) {
        units++;
        bytes += length;
    }

    @Override
    public void onCount(int kind) {
        counts++;
    }

    @Override
    public void onEvent(DecodeEvent event) {
        events++;
    }

    @Override
    public void onUninspected(long stepped) {
        bytes += stepped;
    }

    @Override
    public void onEncrypted() {
        events++;
    }

    @Override
    public void onClientIs(Direction client) {
        counts++;
    }
}
