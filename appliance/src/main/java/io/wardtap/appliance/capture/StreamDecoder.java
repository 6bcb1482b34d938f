package io.wardtap.appliance.capture;

import java.io.IOException;
import java.nio.ByteBuffer;

/// Turns a stream's bytes into a capture's. Memory is bounded whatever the stream says: a decoder
/// fills the room it is given and waits to be asked again.
sealed interface StreamDecoder extends AutoCloseable
        permits PlainDecoder, GzipDecoder, ZstdDecoder {
    /// Puts at least one byte into `out`, which has room.
    ///
    /// @return false at the proper end
    /// @throws BrokenStreamException when the stream cannot be decoded further
    /// @throws IOException when it cannot be read
    boolean decode(RawInput in, ByteBuffer out) throws IOException;

    @Override
    default void close() {}

    /// The decoder for a stream that begins with these bytes.
    static StreamDecoder of(ByteBuffer head) {
        if (GzipDecoder.recognises(head)) {
            return new GzipDecoder();
        }
        return ZstdDecoder.recognises(head) ? new ZstdDecoder() : new PlainDecoder();
    }

    /// Whether a file that begins with these bytes has to be decoded.
    static boolean isCompressed(ByteBuffer head) {
        return GzipDecoder.recognises(head) || ZstdDecoder.recognises(head);
    }
}
