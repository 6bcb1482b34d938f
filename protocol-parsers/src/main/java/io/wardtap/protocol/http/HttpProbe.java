package io.wardtap.protocol.http;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.identify.ProtocolProbe;
import io.wardtap.protocol.identify.Verdict;

/// Recognises HTTP/1.x by a whole request line or status line, on any port. A request line so long
/// that its end is not there yet is taken for one after [#ENOUGH_BYTES].
public final class HttpProbe implements ProtocolProbe {
    /// Printable bytes behind a method and a slash.
    static final int ENOUGH_BYTES = 1024;

    private static final String VERSION = "HTTP/1.";
    private static final int SHORTEST_LINE = "GET / HTTP/1.1".length();

    @Override
    public Verdict probe(
            Direction from,
            byte[] bytes,
            int start,
            int length,
            int serverPort,
            boolean midstream) {
        int first = Bytes.u8(bytes, start);
        if (first < 'A' || first > 'Z') {
            return first == '\r' || first == '\n' ? blank(bytes, start, length) : Verdict.NO;
        }
        return line(bytes, start, start + length);
    }

    /// Empty lines before a request are to be passed over (RFC 9112 section 2.2).
    private static Verdict blank(byte[] bytes, int start, int length) {
        int at = start;
        int end = start + length;
        while (at < end && at - start < 4 && Bytes.u8(bytes, at) <= '\r') {
            at++;
        }
        if (at == end) {
            return Verdict.NEED_MORE;
        }
        int first = Bytes.u8(bytes, at);
        return first >= 'A' && first <= 'Z' ? line(bytes, at, end) : Verdict.NO;
    }

    private static Verdict line(byte[] bytes, int start, int end) {
        int method = StartLine.methodLength(bytes, start, end);
        if (method == 0) {
            return Verdict.NO;
        }
        int at = start + method;
        if (at == end) {
            return Verdict.NEED_MORE;
        }
        boolean response = Bytes.u8(bytes, at) == '/' && method == 4;
        if (response) {
            return status(bytes, start, end);
        }
        if (Bytes.u8(bytes, at) != ' ' || method < 3) {
            return Verdict.NO;
        }
        return request(bytes, start, at + 1, end);
    }

    private static Verdict status(byte[] bytes, int start, int end) {
        int there = Math.min(end - start, VERSION.length());
        for (int i = 0; i < there; i++) {
            if (Bytes.u8(bytes, start + i) != VERSION.charAt(i)) {
                return Verdict.NO;
            }
        }
        if (end - start < "HTTP/1.1 200".length()) {
            return Verdict.NEED_MORE;
        }
        int line = start + "HTTP/1.1 200".length();
        return StartLine.isStartLine(bytes, start, line) ? Verdict.MATCH : Verdict.NO;
    }

    private static Verdict request(byte[] bytes, int start, int target, int end) {
        int to = Math.min(end, start + ENOUGH_BYTES);
        for (int at = target; at < to; at++) {
            int b = Bytes.u8(bytes, at);
            if (b == '\n' || b == '\r') {
                return StartLine.isStartLine(bytes, start, at) ? Verdict.MATCH : Verdict.NO;
            }
            if (b < ' ' || b == 0x7F) {
                return Verdict.NO;
            }
        }
        if (to - start < ENOUGH_BYTES) {
            return Verdict.NEED_MORE;
        }
        int first = Bytes.u8(bytes, target) | 0x20;
        return first == '/' || first == 'h' ? Verdict.MATCH : Verdict.NO;
    }

    /// The first line that is a request line or status line.
    @Override
    public int findStart(Direction from, byte[] bytes, int start, int length) {
        int end = start + length;
        int at = start;
        while (end - at >= SHORTEST_LINE - 1) {
            int lf = Bytes.indexOf(bytes, at, end, '\n');
            int to = lf < 0 ? end : lf;
            int text = to > at && Bytes.u8(bytes, to - 1) == '\r' ? to - 1 : to;
            int first = Bytes.u8(bytes, at);
            if (first >= 'A' && first <= 'Z' && lf >= 0 && StartLine.isStartLine(bytes, at, text)) {
                return at - start;
            }
            if (lf < 0) {
                return -1;
            }
            at = lf + 1;
        }
        return -1;
    }
}
