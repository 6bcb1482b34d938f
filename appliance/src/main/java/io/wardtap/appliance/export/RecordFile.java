package io.wardtap.appliance.export;

import io.wardtap.appliance.host.ServiceThread;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A file of lines, written by a thread of its own: the caller fills chunks with whole lines, full
/// ones pass through a bounded queue and come back empty. An error of the disk is never thrown at
/// the caller, and the file is cut back to its last whole line. In a replay the error is kept and
/// what comes after it is dropped; a lasting file, of a live run, is tried again until there is
/// room. `write`, `flush`, [#handOver], [#hasRoom] and `close` belong to one thread.
final class RecordFile extends OutputStream {
    private static final long RETRY_NS = 1_000_000_000L;
    private static final long CLOSE_MS = 3_000;

    private final Path file; // null when it has no name
    private final boolean lasting;
    private final int chunks;
    private final ArrayBlockingQueue<ByteBuffer> free;
    private final ArrayBlockingQueue<ByteBuffer> full;
    private final Thread writer;
    private volatile IOException failure;
    private volatile boolean failing;
    private volatile boolean ending;
    private ByteBuffer chunk;
    private int made = 1; // of the chunks
    private int whole; // of the chunk: up to here are whole records
    private boolean closed;

    private volatile boolean moved;

    // writer: the file that is open and its identity, its bytes, and those of its whole lines
    private FileChannel channel;
    private Object key;
    private long offset;
    private long wholeLines;

    /// Opens a file: a lasting one goes on behind its last whole line, which a process that was
    /// killed may not have been writing the last of; another one begins anew.
    RecordFile(Path file, int chunkBytes, int chunks, boolean lasting) throws IOException {
        FileChannel opened =
                lasting
                        ? LastLine.open(file)
                        : FileChannel.open(
                                file,
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE,
                                StandardOpenOption.TRUNCATE_EXISTING);
        this(file, opened, opened.position(), chunkBytes, chunks, lasting);
    }

    /// Writes to an empty file.
    RecordFile(FileChannel channel, int chunkBytes, int chunks, boolean lasting) {
        this(null, channel, 0, chunkBytes, chunks, lasting);
    }

    private RecordFile(
            Path file,
            FileChannel channel,
            long begin,
            int chunkBytes,
            int chunks,
            boolean lasting) {
        this.file = file;
        this.key = key();
        offset = begin;
        wholeLines = begin;
        this.channel = channel;
        this.lasting = lasting;
        this.chunks = chunks;
        free = new ArrayBlockingQueue<>(chunks);
        full = new ArrayBlockingQueue<>(chunks + 1);
        chunk = ByteBuffer.allocateDirect(chunkBytes);
        writer = ServiceThread.start("events-writer", this::drain);
    }

    /// Whether a record of up to a chunk's size can be written without waiting for the disk, so
    /// that `spare` empty chunks are there beside the one in use.
    boolean hasRoom(int spare) {
        return free.size() + chunks - made >= spare;
    }

    /// Somebody may have moved the file away: what comes from now on goes to a new one of its name.
    /// Any thread.
    void reopen() {
        moved = true;
    }

    /// Chunks in all.
    int chunks() {
        return chunks;
    }

    /// Whether the disk takes nothing at the moment; any thread.
    boolean isFailing() {
        return failing;
    }

    /// A record is complete: chunks are parted here.
    @Override
    public void flush() {
        whole = chunk.position();
    }

    @Override
    public void write(int b) {
        if (!chunk.hasRemaining()) {
            turn();
        }
        chunk.put((byte) b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        int at = offset;
        int left = length;
        while (left > 0) {
            if (!chunk.hasRemaining()) {
                turn();
            }
            int n = Math.min(left, chunk.remaining());
            chunk.put(bytes, at, n);
            at += n;
            left -= n;
        }
    }

    /// Gives what is there to the writer, unless that would mean waiting.
    void handOver() {
        if (chunk.position() > 0 && hasRoom(1)) {
            turn();
        }
    }

    /// The first error of the disk, or null.
    IOException failure() {
        return failure;
    }

    /// Writes the rest and closes the file; errors are in [#failure()]. A lasting file does not
    /// wait for ever for a disk that hangs.
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        ending = true;
        put(chunk);
        put(ByteBuffer.allocate(0)); // the end marker
        boolean interrupted = false;
        long untilNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CLOSE_MS);
        while (writer.isAlive() && (!lasting || System.nanoTime() < untilNs)) {
            try {
                writer.join(lasting ? CLOSE_MS : 0);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (writer.isAlive()) {
            keep(new IOException("the disk does not answer"));
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void turn() {
        int end = chunk.position();
        ByteBuffer filled = chunk;
        if (whole == 0) {
            whole = end; // longer than a chunk
        }
        if (whole == end) {
            put(filled);
            chunk = nextFree();
        } else {
            // the record that has begun moves along
            chunk = nextFree();
            chunk.put(0, filled, whole, end - whole);
            chunk.position(end - whole);
            filled.position(whole);
            put(filled);
        }
        whole = 0;
    }

    /// Chunks are made as they are needed: most files never need the second.
    private ByteBuffer nextFree() {
        if (free.isEmpty() && made < chunks) {
            made++;
            return ByteBuffer.allocateDirect(chunk.capacity());
        }
        boolean interrupted = false;
        ByteBuffer next = null;
        while (next == null) {
            try {
                next = free.poll(1, TimeUnit.HOURS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return next;
    }

    private void put(ByteBuffer filled) {
        if (!full.offer(filled)) {
            throw new IllegalStateException("more chunks than were made");
        }
    }

    private void drain() {
        try {
            for (ByteBuffer next = take(); next.capacity() > 0; next = take()) {
                if (moved && offset == wholeLines) {
                    moved = false;
                    followName();
                }
                next.flip();
                write(next);
                next.clear();
                if (!free.offer(next)) {
                    throw new IllegalStateException("more chunks than were made");
                }
            }
        } finally {
            try {
                channel.close();
            } catch (IOException e) {
                keep(e);
            }
        }
    }

    /// Opens the file of this name when it is not the one that is open; where that cannot be, the
    /// one that is open is gone on with.
    private void followName() {
        if (file == null || key == null || key.equals(key())) {
            return;
        }
        try {
            FileChannel next = LastLine.open(file);
            channel.close();
            channel = next;
            offset = next.position();
            wholeLines = offset;
            key = key();
        } catch (IOException e) {
            moved = true; // tried again with the next chunk
        }
    }

    /// What tells the file of this name from another; null when there is none.
    private Object key() {
        try {
            return file == null
                    ? null
                    : Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        } catch (IOException e) {
            return null;
        }
    }

    private void write(ByteBuffer bytes) {
        while (failure == null && bytes.hasRemaining()) {
            try {
                writeWhole(bytes);
                failing = false;
            } catch (IOException e) {
                boolean last = !lasting || ending;
                failing = true;
                cut(bytes);
                if (last) {
                    keep(e);
                } else {
                    pause();
                }
            }
        }
    }

    private void writeWhole(ByteBuffer bytes) throws IOException {
        int start = bytes.position();
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        for (int at = bytes.limit() - 1; at >= start; at--) {
            if (bytes.get(at) == '\n') {
                wholeLines = offset + at - start + 1;
                break;
            }
        }
        offset += bytes.limit() - start;
    }

    /// Cuts the file back to its last whole line, and makes the chunk ready to be written again.
    /// The rest of a line that had begun in a former chunk is given up.
    private void cut(ByteBuffer bytes) {
        bytes.rewind();
        if (wholeLines < offset) {
            while (bytes.hasRemaining() && bytes.get() != '\n') {
                // stepped over
            }
        }
        offset = wholeLines;
        try {
            channel.truncate(wholeLines);
            channel.position(wholeLines);
        } catch (IOException e) {
            // the disk is failing anyway: the next attempt tells
        }
    }

    private void pause() {
        long untilNs = System.nanoTime() + RETRY_NS;
        while (!ending && System.nanoTime() < untilNs) {
            LockSupport.parkNanos(RETRY_NS / 20);
        }
    }

    private void keep(IOException e) {
        if (failure == null) {
            failure = e;
        }
    }

    private ByteBuffer take() {
        while (true) {
            try {
                return full.take();
            } catch (InterruptedException e) {
                // nobody interrupts this thread on purpose: only the end marker ends it
            }
        }
    }
}
