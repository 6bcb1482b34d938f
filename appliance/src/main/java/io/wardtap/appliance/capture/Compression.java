package io.wardtap.appliance.capture;

import java.nio.ByteBuffer;

/// How a capture is compressed, told by its first bytes. Apart from the decoders, so that a plain
/// capture loads no library.
enum Compression {
    NONE,
    GZIP,
    ZSTD;

    private static final int GZIP_MAGIC = 0x1F8B;
    private static final int ZSTD_MAGIC = 0x28B52FFD;

    /// The compression of what begins with the buffer's bytes, which stay in it.
    static Compression of(ByteBuffer head) {
        int at = head.position();
        if (head.remaining() >= 4 && head.getInt(at) == ZSTD_MAGIC) {
            return ZSTD;
        }
        boolean gzip =
                head.remaining() >= 2 && Short.toUnsignedInt(head.getShort(at)) == GZIP_MAGIC;
        return gzip ? GZIP : NONE;
    }

    StreamDecoder newDecoder() {
        return switch (this) {
            case NONE -> new PlainDecoder();
            case GZIP -> new GzipDecoder();
            case ZSTD -> new ZstdDecoder();
        };
    }
}
