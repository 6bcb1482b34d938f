package io.wardtap.protocol.http;

import io.wardtap.protocol.identify.Protocol;

import java.util.List;

/// The HTTP protocol's registry entry, its unit types and what a unit's detail says.
///
/// ```
/// detail: 0..15 number of the request on its connection, modulo 2^16   16..23 flags
///         24..31 form of the body   32..62 bytes (of the whole body, at its end)
/// ```
public final class Http {
    /// Unit type: a request's head, from its request line to the empty line, which is left out.
    public static final int REQUEST = 1;

    /// Unit type: a response's head; the number is that of the request it answers.
    public static final int RESPONSE = 2;

    /// Unit type: a piece of a body that somebody reads, without transfer coding.
    public static final int BODY = 3;

    /// Unit type: a request with a body has ended. No bytes.
    public static final int REQUEST_END = 4;

    /// Unit type: a response with a body has ended. No bytes.
    public static final int RESPONSE_END = 5;

    /// Unit type: this request will have no response. No bytes.
    public static final int UNANSWERED = 6;

    /// Kind: a request.
    static final int REQUEST_KIND = 0;

    /// Kind: a response.
    static final int RESPONSE_KIND = 1;

    public static final Protocol PROTOCOL =
            new Protocol(
                    "http",
                    List.of("request", "response"),
                    List.of(80, 8080, 8000, 8042, 8888, 5000),
                    new HttpProbe(),
                    HttpFramer::new,
                    HttpParser::new,
                    HttpFacts::new);

    /// Detail flag of a head: no body follows, the message is whole.
    static final long NO_BODY = 1L << 16;

    /// Detail flag of a head: it was longer than what was kept.
    static final long HEAD_CUT = 1L << 17;

    /// Detail flag of a response's head: the request it answers was not seen.
    static final long NO_REQUEST = 1L << 18;

    /// Detail flag of a body's piece: it begins a body, or a part of one.
    static final long FIRST = 1L << 19;

    /// Detail flag of an end: the message was not seen to its end.
    static final long INCOMPLETE = 1L << 20;

    /// Detail flag of a body's first piece: it is compressed, by gzip or deflate.
    static final long COMPRESSED = 1L << 21;

    /// Detail flag of a body's first piece: it is one of the parts of a multipart body.
    static final long PART = 1L << 22;

    private static final long MAX_BYTES = (1L << 31) - 1;

    private Http() {}

    /// The number of the request.
    public static int number(long detail) {
        return (int) detail & 0xFFFF;
    }

    static long detail(int number, long flags) {
        return number & 0xFFFF | flags;
    }

    static long end(int number, long bytes, long flags) {
        return detail(number, flags) | Math.min(bytes, MAX_BYTES) << 32;
    }

    static long piece(int number, BodyForm form, long flags) {
        return detail(number, flags) | (long) form.ordinal() << 24;
    }

    /// Bytes of a body whose end this is, at most 2^31 - 1.
    static long bodyBytes(long detail) {
        return detail >>> 32 & MAX_BYTES;
    }

    static BodyForm form(long detail) {
        return BodyForm.of((int) (detail >>> 24) & 0xFF);
    }
}
