package io.wardtap.appliance.pipeline;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// A lane's memory for complete units: a ring of bytes. The lane claims space in order, analysis
/// frees it in order, so that two positions are all the bookkeeping. A unit never wraps. Freed
/// bytes are zeroed. Claiming: lane's thread; freeing: analysis thread.
public final class UnitSlab {
    private static final VarHandle FREED;
    private static final byte[] ZEROES = new byte[4096];

    static {
        try {
            FREED = MethodHandles.lookup().findVarHandle(UnitSlab.class, "freed", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final byte[] bytes;
    private final int capacity;
    private long head; // lane
    private long freedSeen; // lane's copy
    private long zeroed; // analysis

    @SuppressWarnings("unused") // through the handle only
    private long freed;

    /// @param capacity bytes, a power of two, at most 1 GiB
    public UnitSlab(long capacity) {
        if (Long.bitCount(capacity) != 1 || capacity > 1 << 30) {
            throw new IllegalArgumentException("no power of two up to 2^30: " + capacity);
        }
        this.capacity = (int) capacity;
        this.bytes = new byte[this.capacity];
    }

    public byte[] bytes() {
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
        return capacity / 4;
    }

    /// Claims space and returns where it starts in [#bytes()], or -1 when it is not free yet.
    public int tryClaim(int length) {
        int at = (int) head & capacity - 1;
        long start = at + length <= capacity ? head : head + (capacity - at);
        long end = start + length;
        if (end - freedSeen > capacity) {
            freedSeen = (long) FREED.getAcquire(this);
            if (end - freedSeen > capacity) {
                return -1;
            }
        }
        head = end;
        return (int) start & capacity - 1;
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
        int from = (int) zeroed & capacity - 1;
        int count = (int) (position - zeroed);
        if (count <= 0) {
            return;
        }
        int first = Math.min(count, capacity - from);
        zero(from, first);
        zero(0, count - first);
        zeroed = position;
        FREED.setRelease(this, position);
    }

    /// Copies zeroes: as fast as filling once compiled, and far faster before.
    private void zero(int from, int count) {
        for (int done = 0; done < count; done += ZEROES.length) {
            System.arraycopy(ZEROES, 0, bytes, from + done, Math.min(ZEROES.length, count - done));
        }
    }
}
