package io.wardtap.protocol.http;

import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.unit.StreamFramer;
import io.wardtap.protocol.unit.UnitAssembler;
import io.wardtap.protocol.unit.UnitSink;

/// Frames HTTP/1.x (RFC 9112): heads, bodies by length, by chunks or to the end, pipelines.
/// Requests are numbered, and a response names the one it answers, so that parsers need not count.
/// After an upgrade or in a tunnel nothing more is read. Lane thread only.
public final class HttpFramer implements StreamFramer {
    /// Requests without response whose methods are remembered; of those before nothing is.
    static final int MAX_OUTSTANDING = 64;

    private static final byte[] NO_BYTES = new byte[0];

    private final HttpDirection originator;
    private final HttpDirection responder;
    private final byte[] methods = new byte[MAX_OUTSTANDING];
    private long requests;
    private long answered;
    private Direction client;
    private boolean confirmed;
    private boolean failed;

    public HttpFramer(UnitAssembler assembler) {
        originator = new HttpDirection(this, Direction.ORIGINATOR, assembler);
        responder = new HttpDirection(this, Direction.RESPONDER, assembler);
    }

    private HttpDirection of(Direction from) {
        return from == Direction.ORIGINATOR ? originator : responder;
    }

    @Override
    public void onBytes(Direction from, byte[] bytes, int start, int length, UnitSink sink) {
        of(from).onBytes(bytes, start, length, sink);
    }

    @Override
    public void onGap(Direction from, long missingBytes, UnitSink sink) {
        if (!failed && missingBytes > 0) {
            of(from).onGap(missingBytes, sink);
        }
    }

    @Override
    public void onEnd(Direction from, UnitSink sink) {
        if (failed) {
            return;
        }
        of(from).onEnd(sink);
        if (from != client) {
            dropOutstanding(0, sink);
        }
    }

    @Override
    public boolean isConfirmed() {
        return confirmed;
    }

    @Override
    public boolean isFailed() {
        return failed;
    }

    @Override
    public void reset() {
        originator.reset();
        responder.reset();
        requests = 0;
        answered = 0;
        client = null;
        confirmed = false;
        failed = false;
    }

    /// Whether this end may send a message of that kind: each end sends one kind.
    boolean mayBe(Direction from, boolean response) {
        return client == null || (client == from) != response;
    }

    boolean isClient(Direction from) {
        return client == from;
    }

    boolean isKnown() {
        return client != null;
    }

    /// A request has come.
    ///
    /// @param resumed it is the first one behind bytes that are missing
    /// @return its number
    int onRequest(Direction from, int method, boolean resumed, UnitSink sink) {
        confirm(from, sink);
        sink.onCount(Http.REQUEST_KIND);
        if (resumed) {
            dropOutstanding(0, sink);
        }
        int number = (int) (requests & 0xFFFF);
        methods[(int) (requests++ % MAX_OUTSTANDING)] = (byte) method;
        return number;
    }

    /// A final response has come, or 101.
    ///
    /// @param resumed it is the first one behind bytes that are missing
    /// @return the number of its request, or -1 when that was not seen
    int onResponse(boolean resumed, UnitSink sink) {
        if (resumed) {
            dropOutstanding(1, sink);
        }
        return answered == requests ? -1 : (int) (answered++ & 0xFFFF);
    }

    void onResponseHead(Direction from, UnitSink sink) {
        confirm(from.opposite(), sink);
        sink.onCount(Http.RESPONSE_KIND);
    }

    /// The number of the request that the next response answers.
    int awaited() {
        return (int) (answered & 0xFFFF);
    }

    /// The method of the request answered last, or [Methods#OTHER].
    int methodAnswered() {
        return requests - answered >= MAX_OUTSTANDING
                ? Methods.OTHER
                : methods[(int) ((answered - 1) % MAX_OUTSTANDING)];
    }

    private void confirm(Direction from, UnitSink sink) {
        if (client == null) {
            client = from;
            sink.onClientIs(from);
        }
        confirmed = true;
    }

    /// Requests that no response will come for; the newest ones may be kept.
    private void dropOutstanding(int kept, UnitSink sink) {
        while (requests - answered > kept) {
            int number = (int) (answered++ & 0xFFFF);
            if (requests - answered < MAX_OUTSTANDING) {
                sink.onUnit(Http.UNANSWERED, client, NO_BYTES, 0, 0, Http.detail(number, 0));
            }
        }
    }

    /// From here on something else is spoken, or nothing that can be followed.
    void stop() {
        originator.reset();
        responder.reset();
        failed = true;
    }
}
