package io.wardtap.protocol.http;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.status.DecodeEvent;
import io.wardtap.protocol.unit.UnitAssembler;
import io.wardtap.protocol.unit.UnitSink;

/// One direction of an HTTP connection: messages one behind the other (RFC 9112 section 2), each a
/// head and perhaps a body. After bytes that are missing or make no sense it looks for a line that
/// is a start line. Lane thread only.
final class HttpDirection {
    /// Bytes kept of a head.
    static final int MAX_HEAD_BYTES = 16 * 1024;

    /// Bytes of a head in all; beyond, it is none.
    static final int MAX_WHOLE_HEAD_BYTES = 256 * 1024;

    /// Bytes searched for a start line before the flow is given up.
    static final int MAX_HUNTED_BYTES = 1 << 20;

    private enum State {
        /// Before a message.
        START,
        HEAD,
        /// A body of a known length.
        LENGTH,
        CHUNKED,
        /// A body until the connection's end.
        CLOSE,
        /// The rest of a line that was none of a message.
        HUNT
    }

    private final HttpFramer framer;
    private final Direction from;
    private final UnitAssembler assembler;
    private final MessageHead head = new MessageHead();
    private final MessageBody body;
    private final ChunkedBody chunks;
    private State state = State.START;
    private long held = UnitAssembler.NONE;
    private int headBytes;
    private int lineBytes;
    private int lineFirst;
    private boolean resumed;
    private boolean candidate;
    private int hunted;
    private long left;

    HttpDirection(HttpFramer framer, Direction from, UnitAssembler assembler) {
        this.framer = framer;
        this.from = from;
        this.assembler = assembler;
        this.body = new MessageBody(assembler, from);
        this.chunks = new ChunkedBody(body);
    }

    void reset() {
        dropHeld();
        body.reset();
        state = State.START;
        resumed = false;
        candidate = false;
        hunted = 0;
    }

    void onBytes(byte[] bytes, int start, int length, UnitSink sink) {
        int at = start;
        int end = start + length;
        while (at < end && !framer.isFailed()) {
            at =
                    switch (state) {
                        case START -> start(bytes, at, sink);
                        case HEAD -> head(bytes, at, end, sink);
                        case LENGTH -> length(bytes, at, end, sink);
                        case CHUNKED -> chunked(bytes, at, end, sink);
                        case CLOSE -> {
                            body.onBytes(bytes, at, end - at, sink);
                            yield end;
                        }
                        case HUNT -> hunt(bytes, at, end);
                    };
        }
    }

    void onGap(long missingBytes, UnitSink sink) {
        if (state == State.CHUNKED && chunks.onGap(missingBytes, sink)) {
            return;
        }
        if (state == State.CLOSE) {
            body.onGap(missingBytes, sink);
            return;
        }
        if (state == State.LENGTH && missingBytes <= left) {
            body.onGap(missingBytes, sink);
            left -= missingBytes;
            if (left == 0) {
                endMessage(0, sink);
            }
            return;
        }
        if (body.isOpen()) {
            body.end(Http.INCOMPLETE, sink);
        }
        dropHeld();
        startHunt();
        state = State.START;
    }

    void onEnd(UnitSink sink) {
        if (body.isOpen()) {
            body.end(state == State.CLOSE ? 0 : Http.INCOMPLETE, sink);
        } else if (state == State.HEAD && !candidate) {
            sink.onEvent(DecodeEvent.HTTP_INCOMPLETE);
        }
        reset();
    }

    private void startHunt() {
        resumed = true;
        candidate = true;
    }

    // ---- heads

    /// A message begins, or in search of one, a line.
    private int start(byte[] bytes, int at, UnitSink sink) {
        int b = Bytes.u8(bytes, at);
        if (b == '\r' || b == '\n') {
            return at + 1;
        }
        if (b < 'A' || b > 'Z') {
            noMessage(sink);
            return at;
        }
        headBytes = 0;
        lineBytes = 0;
        state = State.HEAD;
        return at;
    }

    /// What stands here begins no message.
    private void noMessage(UnitSink sink) {
        if (!framer.isConfirmed()) {
            framer.stop();
            return;
        }
        if (!candidate) {
            sink.onEvent(DecodeEvent.HTTP_DESYNCHRONISED);
            startHunt();
        }
        state = State.HUNT;
    }

    private int hunt(byte[] bytes, int at, int end) {
        int lf = Bytes.indexOf(bytes, at, end, '\n');
        int next = lf < 0 ? end : lf + 1;
        hunted += next - at;
        if (hunted > MAX_HUNTED_BYTES) {
            framer.stop();
        } else if (lf >= 0) {
            state = State.START;
        }
        return next;
    }

    /// Gathers lines up to the empty one.
    private int head(byte[] bytes, int start, int end, UnitSink sink) {
        int from = start;
        int at = start;
        while (at < end) {
            int lf = Bytes.indexOf(bytes, at, end, '\n');
            int to = lf < 0 ? end : lf;
            if (lineBytes == 0 && to > at) {
                lineFirst = Bytes.u8(bytes, at);
            }
            boolean first = headBytes + (at - from) == lineBytes;
            lineBytes += to - at;
            if (lf < 0) {
                break;
            }
            boolean empty = lineBytes == 0 || lineBytes == 1 && lineFirst == '\r';
            lineBytes = 0;
            at = lf + 1;
            if (empty) {
                wholeHead(bytes, from, at, sink);
                return at;
            }
            if (first && candidate) {
                if (!isCandidate(bytes, from, at, sink)) {
                    return at;
                }
                from = headBytes == 0 ? from : at;
            }
        }
        hold(bytes, from, end, sink);
        return end;
    }

    /// Whether the first line, which ends here, may begin a message; else the search goes on.
    private boolean isCandidate(byte[] bytes, int start, int end, UnitSink sink) {
        boolean fits;
        if (headBytes == 0) {
            fits = isStartLine(bytes, start, end);
        } else {
            hold(bytes, start, end, sink);
            if (state != State.HEAD) {
                return false;
            }
            fits =
                    assembler.isLive(held)
                            && isStartLine(
                                    assembler.segment(held),
                                    assembler.start(held),
                                    assembler.start(held) + assembler.length(held));
        }
        if (!fits) {
            hunted += headBytes + (end - start);
            dropHeld();
            state = State.START;
            if (hunted > MAX_HUNTED_BYTES) {
                framer.stop();
            }
        }
        return fits;
    }

    /// @param end behind the line feed
    private static boolean isStartLine(byte[] bytes, int start, int end) {
        int to = end - 1;
        return StartLine.isStartLine(
                bytes, start, to > start && Bytes.u8(bytes, to - 1) == '\r' ? to - 1 : to);
    }

    private void hold(byte[] bytes, int start, int end, UnitSink sink) {
        int n = Math.min(end - start, MAX_HEAD_BYTES - headBytes);
        if (n > 0) {
            held = assembler.append(headBytes == 0 ? UnitAssembler.NONE : held, bytes, start, n);
        }
        headBytes = Math.min(headBytes + (end - start), MAX_WHOLE_HEAD_BYTES + 1);
        if (headBytes > MAX_WHOLE_HEAD_BYTES || held == UnitAssembler.NONE) {
            hunted += headBytes;
            dropHeld();
            sink.onEvent(DecodeEvent.HTTP_HEAD_OVERSIZE);
            noMessage(sink);
        }
    }

    /// The empty line has come: from `start` to `end` is the head's rest.
    private void wholeHead(byte[] bytes, int start, int end, UnitSink sink) {
        if (headBytes == 0 && end - start <= MAX_HEAD_BYTES) {
            message(bytes, start, end - start, 0, sink);
            return;
        }
        hold(bytes, start, end, sink);
        if (state != State.HEAD) {
            return;
        }
        if (!assembler.isLive(held)) {
            sink.onEvent(DecodeEvent.UNIT_BUDGET_EXHAUSTED);
            held = UnitAssembler.NONE;
            noMessage(sink);
            return;
        }
        long cut = headBytes > MAX_HEAD_BYTES ? Http.HEAD_CUT : 0;
        if (cut != 0) {
            sink.onEvent(DecodeEvent.HTTP_HEAD_OVERSIZE);
        }
        message(assembler.segment(held), assembler.start(held), assembler.length(held), cut, sink);
        dropHeld();
    }

    private void message(byte[] bytes, int start, int length, long flags, UnitSink sink) {
        if (!head.wrap(bytes, start, length) || !framer.mayBe(from, head.line().isResponse())) {
            sink.onEvent(DecodeEvent.HTTP_START_LINE_MALFORMED);
            noMessage(sink);
            return;
        }
        if (head.hasConflict()) {
            sink.onEvent(DecodeEvent.HTTP_LENGTH_CONFLICT);
        }
        if (head.line().isResponse()) {
            response(bytes, start, length, flags, sink);
        } else {
            request(bytes, start, length, flags, sink);
        }
    }

    private void request(byte[] bytes, int start, int length, long flags, UnitSink sink) {
        int number = framer.onRequest(from, head.line().method(), resumed, sink);
        found();
        boolean hasBody = head.isChunked() || head.contentLength() > 0;
        long noBody = hasBody ? 0 : Http.NO_BODY;
        sink.onUnit(Http.REQUEST, from, bytes, start, length, Http.detail(number, flags | noBody));
        if (hasBody) {
            beginBody(bytes, number);
        } else {
            state = State.START;
        }
    }

    private void response(byte[] bytes, int start, int length, long flags, UnitSink sink) {
        int status = head.line().status();
        framer.onResponseHead(from, sink);
        boolean interim = status < 200 && status != 101;
        if (interim) {
            // the final response is still to come (RFC 9110 section 15.2)
            state = State.START;
            return;
        }
        int number = framer.onResponse(resumed, sink);
        found();
        int method = number < 0 ? Methods.OTHER : framer.methodAnswered();
        boolean tunnel = status == 101 || method == Methods.CONNECT && status / 100 == 2;
        boolean hasBody = !tunnel && mayHaveBody(method, status);
        long noRequest = number < 0 ? Http.NO_REQUEST : 0;
        long noBody = hasBody ? 0 : Http.NO_BODY;
        sink.onUnit(
                Http.RESPONSE,
                from,
                bytes,
                start,
                length,
                Http.detail(Math.max(number, 0), flags | noRequest | noBody));
        if (tunnel) {
            framer.stop();
        } else if (hasBody) {
            beginBody(bytes, number);
        } else {
            state = State.START;
        }
    }

    /// RFC 9112 section 6.3.
    private boolean mayHaveBody(int method, int status) {
        boolean never = method == Methods.HEAD || status == 204 || status == 304;
        return !never && (head.isChunked() || head.contentLength() != 0);
    }

    private void found() {
        resumed = false;
        candidate = false;
        hunted = 0;
    }

    // ---- bodies

    private void beginBody(byte[] bytes, int number) {
        body.begin(head, bytes, Math.max(number, 0));
        left = head.contentLength();
        if (head.isChunked()) {
            chunks.begin();
            state = State.CHUNKED;
        } else if (left >= 0) {
            state = State.LENGTH;
        } else {
            state = State.CLOSE;
        }
    }

    private int length(byte[] bytes, int at, int end, UnitSink sink) {
        int n = (int) Math.min(left, end - at);
        body.onBytes(bytes, at, n, sink);
        left -= n;
        if (left == 0) {
            endMessage(0, sink);
        }
        return at + n;
    }

    private int chunked(byte[] bytes, int at, int end, UnitSink sink) {
        int next = chunks.onBytes(bytes, at, end, sink);
        if (chunks.isDone()) {
            endMessage(0, sink);
        } else if (chunks.isMalformed()) {
            sink.onEvent(DecodeEvent.HTTP_CHUNK_MALFORMED);
            body.end(Http.INCOMPLETE, sink);
            startHunt();
            state = State.HUNT;
        }
        return next;
    }

    private void endMessage(long flags, UnitSink sink) {
        body.end(flags, sink);
        state = State.START;
    }

    private void dropHeld() {
        assembler.release(held);
        held = UnitAssembler.NONE;
        headBytes = 0;
    }
}
