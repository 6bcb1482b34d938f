package io.wardtap.appliance.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A disk with room for so many bytes: it takes what fits, half lines too, and then says that it is
/// full, until there is room again.
final class FullChannel extends StuckChannel {
    private byte[] content = {};
    private int room;

    FullChannel(int room) {
        this.room = room;
    }

    synchronized void makeRoom() {
        room = Integer.MAX_VALUE;
    }

    @Override
    synchronized String text() {
        return new String(content, StandardCharsets.UTF_8);
    }

    @Override
    public synchronized int write(ByteBuffer bytes) throws IOException {
        int n = Math.min(bytes.remaining(), room - content.length);
        if (n == 0) {
            throw new IOException("No space left on device");
        }
        byte[] part = new byte[n];
        bytes.get(part);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(content);
        all.writeBytes(part);
        content = all.toByteArray();
        return n;
    }

    @Override
    public synchronized FileChannel truncate(long size) {
        content = Arrays.copyOf(content, (int) Math.min(size, content.length));
        return this;
    }

    @Override
    public FileChannel position(long position) {
        return this;
    }
}
