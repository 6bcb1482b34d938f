package io.wardtap.protocol.http;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.unit.UnitSink;

/// Finds the parts of a multipart body (RFC 2046 section 5.1) and has each of them cut by what its
/// own header says. Bytes that may begin a delimiter are neither kept nor passed on until the next
/// byte decides: they are known from the delimiter itself. Confined to its framer.
final class MultipartSplitter {
    /// Longest boundary (RFC 2046 section 5.1.1).
    static final int MAX_BOUNDARY_BYTES = 70;

    /// Bytes read of a part's header.
    static final int MAX_PART_HEAD_BYTES = 1024;

    private static final int BEFORE_BOUNDARY = 4; // CR LF - -

    private enum State {
        /// Before the first part.
        PREAMBLE,
        /// The rest of a delimiter's line.
        DELIMITER,
        HEAD,
        BODY,
        EPILOGUE
    }

    private final BodyCutter cutter;
    private final HeaderLines fields = new HeaderLines();
    private final byte[] delimiter = new byte[BEFORE_BOUNDARY + MAX_BOUNDARY_BYTES];
    private final byte[] head = new byte[MAX_PART_HEAD_BYTES];
    private int delimiterLength;
    private State state = State.EPILOGUE;
    private int number;
    private int matched;
    private int hyphens;
    private int headLength;
    private int lineLength;

    MultipartSplitter(BodyCutter cutter) {
        this.cutter = cutter;
        delimiter[0] = '\r';
        delimiter[1] = '\n';
        delimiter[2] = '-';
        delimiter[3] = '-';
    }

    /// Begins a body with the boundary that its Content-Type names.
    ///
    /// @return false without a boundary that can be followed
    boolean begin(int number, byte[] bytes, int start, int end) {
        this.number = number;
        int at = HeaderLines.find(bytes, start, end, "boundary=");
        if (at < 0) {
            return false;
        }
        at += "boundary=".length();
        boolean quoted = at < end && Bytes.u8(bytes, at) == '"';
        at += quoted ? 1 : 0;
        int to = at;
        while (to < end && (quoted ? Bytes.u8(bytes, to) != '"' : isToken(Bytes.u8(bytes, to)))) {
            to++;
        }
        if (to == at || to - at > MAX_BOUNDARY_BYTES) {
            return false;
        }
        Bytes.copy(bytes, at, delimiter, BEFORE_BOUNDARY, to - at);
        delimiterLength = BEFORE_BOUNDARY + to - at;
        state = State.PREAMBLE;
        matched = 2; // the first delimiter may stand at the very beginning
        return true;
    }

    private static boolean isToken(int b) {
        return b > ' ' && b != ';' && b != ',';
    }

    void onBytes(byte[] bytes, int start, int length, UnitSink sink) {
        int at = start;
        int end = start + length;
        while (at < end) {
            at =
                    switch (state) {
                        case PREAMBLE, BODY -> search(bytes, at, end, sink);
                        case DELIMITER -> delimiterLine(bytes, at);
                        case HEAD -> head(bytes, at);
                        case EPILOGUE -> end;
                    };
        }
    }

    private int search(byte[] bytes, int start, int end, UnitSink sink) {
        int at = start;
        while (at < end) {
            if (matched == 0) {
                int cr = Bytes.indexOf(bytes, at, end, '\r');
                pass(bytes, at, (cr < 0 ? end : cr) - at, sink);
                if (cr < 0) {
                    return end;
                }
                matched = 1;
                at = cr + 1;
            } else if (Bytes.u8(bytes, at) == (delimiter[matched] & 0xFF)) {
                at++;
                if (++matched == delimiterLength) {
                    endPart(sink);
                    state = State.DELIMITER;
                    hyphens = 0;
                    lineLength = 0;
                    return at;
                }
            } else {
                // only its first byte begins a delimiter: the next search starts at this byte
                int undecided = matched;
                matched = 0;
                pass(delimiter, 0, undecided, sink);
            }
        }
        return at;
    }

    private void pass(byte[] bytes, int at, int n, UnitSink sink) {
        if (state == State.BODY && n > 0) {
            cutter.onBytes(bytes, at, n, sink);
        }
    }

    private void endPart(UnitSink sink) {
        matched = 0;
        if (state == State.BODY) {
            cutter.end(sink);
        }
    }

    private int delimiterLine(byte[] bytes, int at) {
        int b = Bytes.u8(bytes, at);
        if (b == '-' && lineLength == hyphens) {
            hyphens++;
        }
        lineLength++;
        if (hyphens == 2) {
            state = State.EPILOGUE;
        } else if (b == '\n') {
            state = State.HEAD;
            headLength = 0;
            lineLength = 0;
        }
        return at + 1;
    }

    private int head(byte[] bytes, int at) {
        int b = Bytes.u8(bytes, at);
        if (headLength < head.length) {
            head[headLength++] = (byte) b;
        }
        if (b == '\n') {
            if (lineLength == 0) {
                beginPart();
            }
            lineLength = 0;
        } else if (b != '\r') {
            lineLength++;
        }
        return at + 1;
    }

    private void beginPart() {
        BodyForm form = BodyForm.UNKNOWN;
        fields.wrapFields(head, 0, headLength);
        while (fields.next()) {
            if (fields.name() == HeaderName.CONTENT_TYPE) {
                form = MediaType.of(head, fields.valueStart(), fields.valueLength()).form();
            }
        }
        // a multipart inside of one is not followed
        cutter.begin(number, form == BodyForm.MULTIPART ? BodyForm.NONE : form, false, true);
        state = State.BODY;
    }

    /// Bytes are missing: the part they are in is not read on, the next one is.
    void onGap(UnitSink sink) {
        matched = 0;
        if (state == State.BODY) {
            cutter.onGap(sink);
        } else if (state != State.EPILOGUE) {
            state = State.PREAMBLE;
        }
    }

    /// The whole body is over.
    void end(UnitSink sink) {
        if (matched > 0) {
            int undecided = matched;
            matched = 0;
            pass(delimiter, 0, undecided, sink);
        }
        endPart(sink);
        state = State.EPILOGUE;
    }
}
