package io.wardtap.appliance.export;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Opens a file of lines to be gone on with: whoever wrote it before may have been killed in the
/// middle of a line, which is cut off.
final class LastLine {
    private static final int STEP = 64 << 10;

    private LastLine() {}

    /// The file, standing behind its last whole line; made when it is not there.
    static FileChannel open(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        try {
            // a device, such as the one that takes everything and keeps nothing, has no lines
            long end = channel.size() == 0 ? 0 : end(channel);
            if (end < channel.size()) {
                channel.truncate(end);
            }
            return channel.position(end);
        } catch (IOException | RuntimeException | Error e) {
            channel.close();
            throw e;
        }
    }

    private static long end(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(STEP);
        for (long to = channel.size(); to > 0; ) {
            long from = Math.max(0, to - STEP);
            bytes.clear().limit((int) (to - from));
            int read = channel.read(bytes, from);
            for (int at = read - 1; at >= 0; at--) {
                if (bytes.get(at) == '\n') {
                    return from + at + 1;
                }
            }
            to = from;
        }
        return 0;
    }
}
