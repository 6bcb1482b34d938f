package io.wardtap.appliance.pipeline;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// A lane's memory for complete units: a ring of bytes off the heap. The lane claims space in
/// order, analysis frees it in order, so that two positions are all the bookkeeping. A unit never
/// wraps. Freed bytes are zeroed. Claiming: lane's thread; freeing: analysis thread.
public final class UnitSlab implements AutoCloseable {
    private static final VarHandle FREED;
    private static final int ZEROES = 4096;

    static {
        try {
            FREED = MethodHandles.lookup().findVarHandle(UnitSlab.class, "freed", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Arena arena = Arena.ofShared();
    private final MemorySegment bytes;
    private final MemorySegment zeroes = arena.allocate(ZEROES, 64);
    private final long capacity;
    private long head; // lane
    private long freedSeen; // lane's copy
    private long zeroed; // analysis

    @SuppressWarnings("unused") // through the handle only
    private long freed;

    /// @param capacity bytes, a power of two
    @SuppressWarnings("restricted")
    public UnitSlab(long capacity) {
        if (Long.bitCount(capacity) != 1) {
            throw new IllegalArgumentException("not a power of two: " + capacity);
        }
        this.capacity = capacity;
        // read through a view without a scope: what uses it is stopped before close, and every
        // access spares a liveness check
        this.bytes =
                MemorySegment.ofAddress(arena.allocate(capacity, 64).address())
                        .reinterpret(capacity);
    }

    public MemorySegment bytes() {
        return bytes;
    }

    /// Bytes in all.
    public long capacity() {
        return capacity;
    }

    /// Whether so many bytes could be claimed in one piece.
    public boolean hasRoom(long length) {
        if (head + length - freedSeen <= capacity) {
            return true;
        }
        freedSeen = (long) FREED.getAcquire(this);
        return head + length - freedSeen <= capacity;
    }

    /// The longest unit that can be claimed.
    public int maxUnit() {
        return (int) Math.min(Integer.MAX_VALUE, capacity / 4);
    }

    /// Claims space and returns where it starts in [#bytes()], or -1 when it is not free yet.
    public long tryClaim(int length) {
        long at = head & capacity - 1;
        long start = at + length <= capacity ? head : head + (capacity - at);
        long end = start + length;
        if (end - freedSeen > capacity) {
            freedSeen = (long) FREED.getAcquire(this);
            if (end - freedSeen > capacity) {
                return -1;
            }
        }
        head = end;
        return start & capacity - 1;
    }

    /// The position behind the last claim: what an event carries, and what [#free] takes.
    public long head() {
        return head;
    }

    /// Bytes claimed and not yet freed, as the lane sees it.
    public long inUse() {
        return head - (long) FREED.getOpaque(this);
    }

    /// All bytes up to this position have been analysed.
    public void free(long position) {
        long from = zeroed & capacity - 1;
        long count = position - zeroed;
        if (count <= 0) {
            return;
        }
        long first = Math.min(count, capacity - from);
        zero(from, first);
        zero(0, count - first);
        zeroed = position;
        FREED.setRelease(this, position);
    }

    /// Copies zeroes: filling would take a slice, which is an object.
    private void zero(long from, long count) {
        for (long done = 0; done < count; done += ZEROES) {
            MemorySegment.copy(zeroes, 0, bytes, from + done, Math.min(ZEROES, count - done));
        }
    }

    @Override
    public void close() {
        arena.close();
    }
}
