package io.wardtap.protocol.http;

import io.wardtap.protocol.bytes.Bytes;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Inflates a body as its pieces come: gzip (RFC 1952), zlib (RFC 1950) and the bare stream that
/// some send as deflate. Bounded by size and by ratio. Confined to one parser thread; allocates
/// nothing on sound streams, once made.
final class InflatedBody {
    /// Inflated bytes of one body that are read.
    static final long MAX_BYTES = 4L << 20;

    /// Inflated bytes for one compressed, once [#RATIO_FROM_BYTES] have come out.
    static final int MAX_RATIO = 200;

    private static final int RATIO_FROM_BYTES = 64 * 1024;
    private static final int CHUNK_BYTES = 8 * 1024;
    private static final int GZIP_HEADER_BYTES = 10;

    // flags of gzip's header
    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;

    private final Inflater inflater = new Inflater(true);
    private final byte[] chunk = new byte[CHUNK_BYTES];
    private boolean begun;
    private boolean ended;
    private long out;

    void begin() {
        inflater.reset();
        begun = false;
        ended = false;
        out = 0;
    }

    /// Gives the next piece; [#next] then tells what comes out of it.
    void input(byte[] bytes, int start, int length) {
        int at = start;
        int end = start + length;
        if (!begun) {
            begun = true;
            at = header(bytes, start, end);
            if (at < 0) {
                ended = true;
                return;
            }
        }
        inflater.setInput(bytes, at, end - at);
    }

    /// Inflated bytes in [#chunk], 0 when the piece is used up or the stream is not read on.
    int next() {
        if (ended) {
            return 0;
        }
        int n;
        try {
            n = inflater.inflate(chunk);
        } catch (DataFormatException e) {
            ended = true;
            return 0;
        }
        out += n;
        ended =
                inflater.finished()
                        || out > MAX_BYTES
                        || out > RATIO_FROM_BYTES && out > MAX_RATIO * inflater.getBytesRead();
        return n;
    }

    byte[] chunk() {
        return chunk;
    }

    /// Where the bare stream begins; -1 when the header is not whole or none.
    private static int header(byte[] bytes, int start, int end) {
        if (end - start < 2) {
            return -1;
        }
        int magic = Bytes.u16(bytes, start);
        if (magic != 0x1F8B) {
            boolean zlib = (magic >>> 8 & 0x0F) == 8 && magic % 31 == 0;
            return zlib ? start + 2 : start;
        }
        if (end - start < GZIP_HEADER_BYTES) {
            return -1;
        }
        int flags = Bytes.u8(bytes, start + 3);
        int at = start + GZIP_HEADER_BYTES;
        if ((flags & EXTRA) != 0) {
            at = end - at < 2 ? end : at + 2 + Bytes.u16Le(bytes, at);
        }
        at = (flags & NAME) != 0 ? afterText(bytes, at, end) : at;
        at = (flags & COMMENT) != 0 ? afterText(bytes, at, end) : at;
        at += (flags & HEADER_CRC) != 0 ? 2 : 0;
        return at < end ? at : -1;
    }

    private static int afterText(byte[] bytes, int at, int end) {
        int zero = at < end ? Bytes.indexOf(bytes, at, end, 0) : -1;
        return zero < 0 ? end : zero + 1;
    }
}
