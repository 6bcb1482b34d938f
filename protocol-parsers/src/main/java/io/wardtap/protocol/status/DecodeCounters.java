package io.wardtap.protocol.status;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// One counter an event. Written by one thread, read by any: a reader sees each counter whole, a
/// little late.
public final class DecodeCounters {
    private static final DecodeEvent[] EVENTS = DecodeEvent.values();
    private static final VarHandle COUNT = MethodHandles.arrayElementVarHandle(long[].class);
    private final long[] counts = new long[EVENTS.length];

    public void add(DecodeEvent event) {
        add(event, 1);
    }

    public void add(DecodeEvent event, long n) {
        int i = event.ordinal();
        COUNT.setOpaque(counts, i, counts[i] + n);
    }

    public long count(DecodeEvent event) {
        return (long) COUNT.getOpaque(counts, event.ordinal());
    }
}
