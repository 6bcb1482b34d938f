package io.wardtap.appliance.capture;

import io.wardtap.protocol.pcap.CaptureDamage;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;

/// A window on an uncompressed file of any size, mapped piece by piece. What is shown ends a step
/// further on, not at the end of the mapping, so that the file's size is looked at again every few
/// megabytes without a further comparison per packet: a file that has become shorter is mostly
/// noticed before its missing pages are touched. When not, the fault arrives as an [InternalError].
final class MappedWindow extends InputWindow {
    /// Large enough that mapping costs nothing, small enough for hundreds of captures at once.
    static final long MAPPED_BYTES = 256L << 20;

    static final long STEP_BYTES = 16L << 20;

    private static final String SHORTER = "the file became shorter while it was read";
    private static final String STORAGE = "the file's storage failed while it was read";

    private final FileChannel file;
    private final long mappedBytes;
    private final long stepBytes;

    /// The mapping before the present one stays, so that a lane may hold the packets of a batch.
    private Arena previous;

    private Arena current;
    private MemorySegment mapped = MemorySegment.NULL;
    private long mappedBase;
    private CaptureDamage damage;
    private volatile long size;
    private volatile long shown;

    MappedWindow(FileChannel file) throws IOException {
        this(file, MAPPED_BYTES, STEP_BYTES);
    }

    /// Maps the file's beginning; that it can be mapped at all is known afterwards.
    MappedWindow(FileChannel file, long mappedBytes, long stepBytes) throws IOException {
        this.file = file;
        this.mappedBytes = mappedBytes;
        this.stepBytes = stepBytes;
        this.size = file.size();
        if (size > 0) {
            map(0, 1, size);
            reveal(0);
        }
    }

    @Override
    protected boolean slide(long offset, long length) {
        try {
            long now = sizeNow();
            if (offset + length > now) {
                return false;
            }
            if (offset < mappedBase || offset + length > mappedBase + mapped.byteSize()) {
                map(offset, length, now);
            }
            reveal(offset + length);
            return true;
        } catch (IOException failed) {
            damage = new CaptureDamage(offset, reason(failed));
            return false;
        }
    }

    @SuppressWarnings({
        "restricted",
        "MustBeClosedChecker"
    }) // closed with the window, or by the next map
    private void map(long offset, long length, long fileSize) throws IOException {
        Arena arena = Arena.ofShared();
        try {
            long bytes = Math.min(Math.max(mappedBytes, length), fileSize - offset);
            MemorySegment piece = file.map(MapMode.READ_ONLY, offset, bytes, arena);
            // of the same class as all other memory we read, so that accesses stay monomorphic
            mapped =
                    MemorySegment.ofAddress(piece.address())
                            .reinterpret(bytes, arena, null)
                            .asReadOnly();
            mappedBase = offset;
        } catch (IOException | RuntimeException | Error failed) {
            arena.close();
            throw failed;
        }
        if (previous != null) {
            previous.close();
        }
        previous = current;
        current = arena;
    }

    private void reveal(long wanted) {
        long mappedEnd = mappedBase + mapped.byteSize();
        long end = Math.min(Math.min(mappedEnd, size), wanted + stepBytes);
        show(mapped, mappedBase, end);
        shown = end;
    }

    /// A file that grows is read on; one that has shrunk is damaged, and read up to its new end.
    private long sizeNow() throws IOException {
        long now = file.size();
        if (now < size && damage == null) {
            damage = new CaptureDamage(now, SHORTER);
        }
        size = now;
        return now;
    }

    @Override
    public CaptureDamage damage() {
        if (damage == null) {
            try {
                sizeNow();
            } catch (IOException failed) {
                damage = new CaptureDamage(end(), reason(failed));
            }
        }
        return damage;
    }

    @Override
    boolean memoryFault(long offset, boolean suspected) {
        boolean shorter = damage() != null;
        if (shorter || suspected) {
            damage = new CaptureDamage(offset, shorter ? damage.reason() : STORAGE);
        }
        return shorter || suspected;
    }

    private static String reason(IOException failed) {
        return "could not be read: " + failed.getMessage();
    }

    @Override
    long bytesRead() {
        return shown;
    }

    @Override
    long bytesTotal() {
        return size;
    }

    @Override
    public void close() {
        show(MemorySegment.NULL, end(), end());
        if (previous != null) {
            previous.close();
            previous = null;
        }
        if (current != null) {
            current.close();
            current = null;
        }
        try {
            file.close();
        } catch (IOException ignored) {
            // only read from: nothing is lost
        }
    }
}
