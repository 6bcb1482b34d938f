package io.wardtap.appliance.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A file written by a thread of its own: the caller fills chunks, full ones pass through a bounded
/// queue and come back empty. An error of the disk is kept, never thrown at the caller; what comes
/// after it is dropped. `write`, [#handOver], [#hasRoom] and `close` belong to one thread.
final class RecordFile extends OutputStream {
    private final FileChannel channel;
    private final ArrayBlockingQueue<ByteBuffer> free;
    private final ArrayBlockingQueue<ByteBuffer> full;
    private final Thread writer;
    private volatile IOException failure;
    private ByteBuffer chunk;
    private boolean closed;

    RecordFile(Path file, int chunkBytes, int chunks) throws IOException {
        this(
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING),
                chunkBytes,
                chunks);
    }

    RecordFile(FileChannel channel, int chunkBytes, int chunks) {
        this.channel = channel;
        free = new ArrayBlockingQueue<>(chunks);
        full = new ArrayBlockingQueue<>(chunks + 1);
        for (int i = 1; i < chunks; i++) {
            free.add(ByteBuffer.allocateDirect(chunkBytes));
        }
        chunk = ByteBuffer.allocateDirect(chunkBytes);
        writer = Thread.ofPlatform().name("events-writer").daemon().start(this::drain);
    }

    /// Whether a record of up to a chunk's size can be written without waiting for the disk, so
    /// that `spare` empty chunks are there beside the one in use.
    boolean hasRoom(int spare) {
        return free.size() >= spare;
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
        if (chunk.position() > 0 && !free.isEmpty()) {
            turn();
        }
    }

    /// The first error of the disk, or null.
    IOException failure() {
        return failure;
    }

    /// Writes the rest and closes the file; errors are in [#failure()].
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        put(chunk);
        put(ByteBuffer.allocate(0)); // the end marker
        boolean interrupted = false;
        while (writer.isAlive()) {
            try {
                writer.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void turn() {
        put(chunk);
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
        chunk = next;
    }

    private void put(ByteBuffer filled) {
        if (!full.offer(filled)) {
            throw new IllegalStateException("more chunks than were made");
        }
    }

    private void drain() {
        try (channel) {
            for (ByteBuffer next = take(); next.capacity() > 0; next = take()) {
                next.flip();
                write(next);
                next.clear();
                if (!free.offer(next)) {
                    throw new IllegalStateException("more chunks than were made");
                }
            }
        } catch (IOException e) {
            keep(e);
        }
    }

    private void write(ByteBuffer bytes) {
        try {
            while (failure == null && bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            keep(e);
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
