package io.wardtap.protocol.astm;

import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.status.DecodeEvent;
import io.wardtap.protocol.unit.UnitSink;

/// Hands units on and forgets the rest, without allocating.
final class AstmUnits implements UnitSink {
    interface To {
        void unit(byte[] bytes, int start, int length, long detail);
    }

    private final To to;

    AstmUnits(To to) {
        this.to = to;
    }

    @Override
    public void onUnit(int type, Direction from, byte[] bytes, int start, int length, long detail) {
        to.unit(bytes, start, length, detail);
    }

    @Override
    public void onCount(int kind) {}

    @Override
    public void onEvent(DecodeEvent event) {}

    @Override
    public void onUninspected(long bytes) {}

    @Override
    public void onEncrypted() {}

    @Override
    public void onClientIs(Direction client) {}
}
