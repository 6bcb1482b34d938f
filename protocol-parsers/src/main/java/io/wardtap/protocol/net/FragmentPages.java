package io.wardtap.protocol.net;

/// The memory in which fragments wait: pages of equal size, taken in chunks as they are needed, up
/// to a fixed number. Confined to the lane's thread; allocates while it grows, nothing once warm.
final class FragmentPages {
    static final int PAGE_SHIFT = 10;
    static final int PAGE_BYTES = 1 << PAGE_SHIFT;
    private static final int CHUNK_SHIFT = 6; // 64 pages

    private final int capacity;
    private final byte[][] chunks;
    private final short[] free;
    private int freeCount;
    private int made;

    FragmentPages(int capacity) {
        this.capacity = capacity;
        this.chunks = new byte[(capacity >> CHUNK_SHIFT) + 1][];
        this.free = new short[capacity];
    }

    /// A page, or -1 when all are taken.
    short take() {
        if (freeCount > 0) {
            return free[--freeCount];
        }
        if (made == capacity) {
            return -1;
        }
        if (chunks[made >> CHUNK_SHIFT] == null) {
            chunks[made >> CHUNK_SHIFT] = new byte[PAGE_BYTES << CHUNK_SHIFT];
        }
        return (short) made++;
    }

    void give(short page) {
        free[freeCount++] = page;
    }

    byte[] segment(short page) {
        return chunks[page >> CHUNK_SHIFT];
    }

    int start(short page) {
        return (page & (1 << CHUNK_SHIFT) - 1) << PAGE_SHIFT;
    }

    int taken() {
        return made - freeCount;
    }

    /// Bytes taken from the system so far.
    long reservedBytes() {
        return (long) (made + (1 << CHUNK_SHIFT) - 1 >> CHUNK_SHIFT) * (PAGE_BYTES << CHUNK_SHIFT);
    }
}
