package io.wardtap.appliance.capture;

import java.io.IOException;
import java.nio.ByteBuffer;

/// For streams that are not compressed.
final class PlainDecoder implements StreamDecoder {
    @Override
    public boolean decode(RawInput in, ByteBuffer out) throws IOException {
        if (!in.fill()) {
            return false;
        }
        ByteBuffer waiting = in.buffer();
        int count = Math.min(waiting.remaining(), out.remaining());
        out.put(out.position(), waiting, waiting.position(), count);
        out.position(out.position() + count);
        waiting.position(waiting.position() + count);
        return true;
    }
}
