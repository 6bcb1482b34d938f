package io.wardtap.appliance.capture;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;

import java.io.IOException;
import java.nio.ByteBuffer;

/// Zstandard (RFC 8878): any number of frames one after the other. The library refuses frames that
/// want a window above 128 MiB, which bounds the memory.
final class ZstdDecoder implements StreamDecoder {
    /// What is decoded from the bytes given at once is lost when there is damage among them.
    private static final int PIECE_BYTES = 2 << 10;

    /// The library decodes into memory off the heap only.
    private static final int DECODED_BYTES = 128 << 10;

    private final ZstdDecompressCtx context = new ZstdDecompressCtx();
    private final ByteBuffer decoded = ByteBuffer.allocateDirect(DECODED_BYTES).limit(0);
    private boolean inFrame;

    @Override
    public boolean decode(RawInput in, ByteBuffer out) throws IOException {
        if (!decoded.hasRemaining() && !decodeMore(in)) {
            return false;
        }
        int count = Math.min(decoded.remaining(), out.remaining());
        out.put(decoded.slice(decoded.position(), count));
        decoded.position(decoded.position() + count);
        return true;
    }

    private boolean decodeMore(RawInput in) throws IOException {
        ByteBuffer waiting = in.buffer();
        decoded.clear();
        try {
            while (decoded.position() == 0) {
                boolean atEnd = !in.fill();
                if (atEnd && !inFrame) {
                    return false;
                }
                decodePiece(waiting, atEnd);
            }
            return true;
        } finally {
            decoded.flip();
        }
    }

    private void decodePiece(ByteBuffer waiting, boolean atEnd) throws BrokenStreamException {
        int from = waiting.position();
        int end = waiting.limit();
        waiting.limit(Math.min(end, from + PIECE_BYTES));
        try {
            inFrame = !context.decompressDirectByteBufferStream(decoded, waiting);
        } catch (ZstdException broken) {
            throw new BrokenStreamException(reason(broken));
        } finally {
            waiting.limit(end);
        }
        if (decoded.position() == 0 && waiting.position() == from) {
            throw new BrokenStreamException(
                    atEnd ? "the zstd data end in the middle" : "the zstd data are damaged");
        }
    }

    private static String reason(ZstdException broken) {
        return broken.getErrorCode() == Zstd.errFrameParameterWindowTooLarge()
                ? "the zstd data want a window above 128 MiB: unpack them first"
                : "the zstd data are damaged";
    }

    @Override
    public void close() {
        context.close();
    }
}
