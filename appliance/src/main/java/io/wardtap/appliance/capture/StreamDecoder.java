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
}
