package io.wardtap.protocol.http;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.unit.UnitSink;

/// Takes the chunked transfer coding apart (RFC 9112 section 7.1): sizes with their extensions,
/// chunks, trailer fields up to an empty line. Confined to its framer.
final class ChunkedBody {
    /// Bytes of a line with a chunk's size, its extensions included.
    private static final int MAX_LINE_BYTES = 4096;

    /// A chunk's size has at most so many hexadecimal digits.
    private static final int MAX_DIGITS = 15;

    private static final int MAX_TRAILER_BYTES = 64 * 1024;

    private enum State {
        LINE,
        CHUNK,
        /// The line end behind a chunk.
        CHUNK_END,
        TRAILER,
        DONE,
        MALFORMED
    }

    private final MessageBody body;
    private State state = State.DONE;
    private long left;
    private int digits;
    private int lineBytes;
    private int trailerBytes;

    ChunkedBody(MessageBody body) {
        this.body = body;
    }

    void begin() {
        trailerBytes = 0;
        beginLine();
    }

    private void beginLine() {
        state = State.LINE;
        left = 0;
        digits = 0;
        lineBytes = 0;
    }

    /// The body is over.
    boolean isDone() {
        return state == State.DONE;
    }

    /// What came is no chunk.
    boolean isMalformed() {
        return state == State.MALFORMED;
    }

    /// @return where the next byte is
    int onBytes(byte[] bytes, int start, int end, UnitSink sink) {
        int at = start;
        while (at < end && state != State.DONE && state != State.MALFORMED) {
            if (state == State.CHUNK) {
                int n = (int) Math.min(left, end - at);
                body.onBytes(bytes, at, n, sink);
                advance(n);
                at += n;
            } else {
                onByte(Bytes.u8(bytes, at++));
            }
        }
        return at;
    }

    private void advance(long n) {
        left -= n;
        if (left == 0) {
            state = State.CHUNK_END;
        }
    }

    private void onByte(int b) {
        switch (state) {
            case LINE -> line(b);
            case CHUNK_END -> {
                if (b == '\n') {
                    beginLine();
                } else if (b != '\r') {
                    state = State.MALFORMED;
                }
            }
            case TRAILER -> trailer(b);
            case CHUNK, DONE, MALFORMED -> {
                // no bytes one by one
            }
        }
    }

    private void line(int b) {
        if (b == '\n') {
            if (digits == 0) {
                state = State.MALFORMED;
            } else if (left == 0) {
                state = State.TRAILER;
                lineBytes = 0;
            } else {
                state = State.CHUNK;
            }
            return;
        }
        int digit = lineBytes == digits ? Character.digit(b, 16) : -1;
        lineBytes++;
        if (digit >= 0) {
            digits++;
            left = left << 4 | digit;
        }
        if (digits > MAX_DIGITS || lineBytes > MAX_LINE_BYTES || digits == 0) {
            state = State.MALFORMED;
        }
    }

    private void trailer(int b) {
        if (b == '\n') {
            if (lineBytes == 0) {
                state = State.DONE;
            }
            lineBytes = 0;
        } else if (b != '\r') {
            lineBytes++;
            if (++trailerBytes > MAX_TRAILER_BYTES) {
                state = State.MALFORMED;
            }
        }
    }

    /// Bytes are missing.
    ///
    /// @return whether they lie inside a chunk, so that the next one is found
    boolean onGap(long missingBytes, UnitSink sink) {
        if (state != State.CHUNK || missingBytes > left) {
            return false;
        }
        body.onGap(missingBytes, sink);
        advance(missingBytes);
        return true;
    }
}
