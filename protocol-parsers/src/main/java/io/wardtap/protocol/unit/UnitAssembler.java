package io.wardtap.protocol.unit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Owns every partial byte of a lane: units that are not complete yet, bytes held until the
/// protocol is known, segments ahead of a gap. Blocks in size classes from 256 bytes to 1 MiB,
/// taken in chunks as they are needed, under one byte budget. When the budget is spent, what was
/// touched longest ago is thrown out and counted; its owner finds out when its handle is no longer
/// [live][#isLive]. Confined to the lane's thread; allocates nothing once warm.
public final class UnitAssembler {
    /// No bytes are held.
    public static final long NONE = 0;

    /// One held run of bytes can be this long.
    public static final int MAX_BYTES = 1 << 20;

    private static final int SMALLEST_SHIFT = 8;
    private static final int CLASSES = 7; // 256 B, 1 KiB, 4 KiB, 16 KiB, 64 KiB, 256 KiB, 1 MiB
    private static final int CHUNK_BYTES = 1 << 20;

    private final long budgetBytes;
    private final List<byte[]> chunks = new ArrayList<>();
    private int[] chunkUsed = new int[16];
    private int[] chunkClass = new int[16];
    // free blocks of each class: chunk index << 32 | offset in the chunk
    private final long[][] free = new long[CLASSES][16];
    private final int[] freeCount = new int[CLASSES];
    // entries, linked from least to most recently touched
    private byte[][] segment = new byte[64][];
    private long[] block = new long[64];
    private int[] sizeClass = new int[64];
    private int[] length = new int[64];
    private int[] generation = new int[64];
    private int[] previous = new int[64];
    private int[] next = new int[64];
    private int entries;
    private int freeEntry = -1;
    private int oldest = -1;
    private int newest = -1;
    private int pinned = -1;
    private long reservedBytes;
    private long evictions;
    private long refusals;

    public UnitAssembler(long budgetBytes) {
        this.budgetBytes = Math.max(budgetBytes, 4L * CHUNK_BYTES);
    }

    /// Adds bytes to what `handle` holds, or starts a new run when it is [#NONE].
    ///
    /// @return the handle from now on, or NONE when the bytes could not be held: over [#MAX_BYTES],
    ///   thrown out before, or no memory left. What was held under the handle is then gone, too.
    public long append(long handle, byte[] bytes, int start, int count) {
        if (handle != NONE && !isLive(handle)) {
            return NONE;
        }
        int held = handle == NONE ? 0 : length[index(handle)];
        long total = (long) held + count;
        if (total > MAX_BYTES) {
            refusals++;
            release(handle);
            return NONE;
        }
        long owner = handle;
        if (handle == NONE) {
            owner = open((int) total);
        } else if (total > capacity(sizeClass[index(handle)])) {
            if (!grow(index(handle), (int) total)) {
                release(handle);
                owner = NONE;
            }
        }
        if (owner == NONE) {
            refusals++;
            return NONE;
        }
        int i = index(owner);
        System.arraycopy(bytes, start, segment[i], offset(block[i]) + held, count);
        length[i] = (int) total;
        touch(i);
        return owner;
    }

    /// Whether the bytes of this handle are still held.
    public boolean isLive(long handle) {
        int i = index(handle);
        return handle != NONE && i < entries && generation[i] == (int) (handle >>> 32);
    }

    public int length(long handle) {
        return length[index(handle)];
    }

    /// The segment in which the bytes lie, from [#start] on; valid until the next append or release
    /// of any handle.
    public byte[] segment(long handle) {
        return segment[index(handle)];
    }

    public int start(long handle) {
        return offset(block[index(handle)]);
    }

    /// While pinned, what is held under the handle is not thrown out: for whoever reads it where it
    /// lies while others append. One at a time; NONE takes the pin away.
    public void pin(long handle) {
        pinned = handle == NONE ? -1 : index(handle);
    }

    /// Gives the bytes up. A handle that was thrown out, or NONE, is fine.
    public void release(long handle) {
        if (isLive(handle)) {
            drop(index(handle));
        }
    }

    /// Takes `count` bytes from `from` on out of what is held; what stands behind them moves up.
    ///
    /// @param from offset in what is held
    public void remove(long handle, int from, int count) {
        int i = index(handle);
        int behind = length[i] - from - count;
        int at = offset(block[i]) + from;
        System.arraycopy(segment[i], at + count, segment[i], at, behind);
        length[i] = from + behind;
    }

    /// Bytes taken from the system so far.
    public long reservedBytes() {
        return reservedBytes;
    }

    /// Runs thrown out because the budget was spent.
    public long evictions() {
        return evictions;
    }

    /// Appends that could not be held.
    public long refusals() {
        return refusals;
    }

    private long open(int size) {
        int cls = classFor(size);
        long where = take(cls);
        if (where < 0) {
            return NONE;
        }
        int i = freeEntry;
        if (i >= 0) {
            freeEntry = next[i];
        } else {
            i = entries;
            if (i == length.length) {
                growEntries();
            }
            entries++;
        }
        block[i] = where;
        segment[i] = chunks.get((int) (where >>> 32));
        sizeClass[i] = cls;
        length[i] = 0;
        if (++generation[i] == 0) {
            generation[i] = 1;
        }
        link(i);
        return ((long) generation[i] << 32) | (i + 1);
    }

    private boolean grow(int i, int size) {
        int cls = classFor(size);
        touch(i);
        long where = take(cls);
        if (where < 0) {
            return false;
        }
        byte[] target = chunks.get((int) (where >>> 32));
        System.arraycopy(segment[i], offset(block[i]), target, offset(where), length[i]);
        give(sizeClass[i], block[i]);
        block[i] = where;
        segment[i] = target;
        sizeClass[i] = cls;
        return true;
    }

    /// A free block of the class, or -1: from the free list, a new chunk, an idle chunk of another
    /// class, or by throwing out the oldest runs of the class, then of any class.
    private long take(int cls) {
        if (freeCount[cls] == 0 && reservedBytes + CHUNK_BYTES <= budgetBytes) {
            if (chunks.size() == chunkUsed.length) {
                chunkUsed = Arrays.copyOf(chunkUsed, chunkUsed.length * 2);
                chunkClass = Arrays.copyOf(chunkClass, chunkClass.length * 2);
            }
            chunks.add(new byte[CHUNK_BYTES]);
            reservedBytes += CHUNK_BYTES;
            divide(chunks.size() - 1, cls);
        }
        if (freeCount[cls] == 0) {
            reassignIdleChunk(cls);
        }
        for (int any = 0; any < 2 && freeCount[cls] == 0; any++) {
            int candidate = oldest;
            while (freeCount[cls] == 0 && candidate >= 0) {
                int after = next[candidate];
                boolean spared = candidate == newest || candidate == pinned;
                if (!spared && (any == 1 || sizeClass[candidate] == cls)) {
                    drop(candidate);
                    evictions++;
                    reassignIdleChunk(cls);
                }
                candidate = after;
            }
        }
        if (freeCount[cls] == 0) {
            return -1;
        }
        long where = free[cls][--freeCount[cls]];
        chunkUsed[(int) (where >>> 32)]++;
        return where;
    }

    private void divide(int chunk, int cls) {
        chunkClass[chunk] = cls;
        for (int at = CHUNK_BYTES - capacity(cls); at >= 0; at -= capacity(cls)) {
            give(cls, ((long) chunk << 32) | at);
        }
        chunkUsed[chunk] = 0;
    }

    /// Gives a chunk that nobody uses, of whatever class it was, to this class.
    private void reassignIdleChunk(int cls) {
        if (freeCount[cls] > 0) {
            return;
        }
        for (int chunk = 0; chunk < chunks.size(); chunk++) {
            if (chunkUsed[chunk] == 0) {
                int before = chunkClass[chunk];
                int kept = 0;
                for (int i = 0; i < freeCount[before]; i++) {
                    if ((int) (free[before][i] >>> 32) != chunk) {
                        free[before][kept++] = free[before][i];
                    }
                }
                freeCount[before] = kept;
                divide(chunk, cls);
                return;
            }
        }
    }

    private void give(int cls, long where) {
        if (freeCount[cls] == free[cls].length) {
            free[cls] = Arrays.copyOf(free[cls], freeCount[cls] * 2);
        }
        free[cls][freeCount[cls]++] = where;
        chunkUsed[(int) (where >>> 32)]--;
    }

    private void drop(int i) {
        unlink(i);
        give(sizeClass[i], block[i]);
        if (++generation[i] == 0) {
            generation[i] = 1;
        }
        segment[i] = null;
        next[i] = freeEntry;
        freeEntry = i;
    }

    private void touch(int i) {
        if (newest != i) {
            unlink(i);
            link(i);
        }
    }

    private void link(int i) {
        previous[i] = newest;
        next[i] = -1;
        if (newest >= 0) {
            next[newest] = i;
        } else {
            oldest = i;
        }
        newest = i;
    }

    private void unlink(int i) {
        if (previous[i] >= 0) {
            next[previous[i]] = next[i];
        } else {
            oldest = next[i];
        }
        if (next[i] >= 0) {
            previous[next[i]] = previous[i];
        } else {
            newest = previous[i];
        }
    }

    private void growEntries() {
        int size = length.length * 2;
        segment = Arrays.copyOf(segment, size);
        block = Arrays.copyOf(block, size);
        sizeClass = Arrays.copyOf(sizeClass, size);
        length = Arrays.copyOf(length, size);
        generation = Arrays.copyOf(generation, size);
        previous = Arrays.copyOf(previous, size);
        next = Arrays.copyOf(next, size);
    }

    private static int classFor(int size) {
        int cls = 0;
        while (capacity(cls) < size) {
            cls++;
        }
        return cls;
    }

    private static int capacity(int cls) {
        return 1 << (SMALLEST_SHIFT + 2 * cls);
    }

    private static int index(long handle) {
        return (int) handle - 1;
    }

    private static int offset(long where) {
        return (int) where;
    }
}
