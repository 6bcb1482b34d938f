package io.wardtap.protocol.json;

import io.wardtap.protocol.bytes.Bytes;

/// Cuts JSON texts (RFC 8259), one or many behind each other, into tokens as their bytes come: any
/// cut of the same bytes gives the same tokens. Checks brackets, strings and what a member needs;
/// is lenient about the rest. Strings that lie whole in a piece and have no escapes are handed on
/// in place. Gives up, and stays so, when brackets do not match, when nesting is too deep or where
/// no token can begin. Confined to one thread; allocates nothing.
public final class JsonTokenizer {
    /// Bytes handed on of a string.
    public static final int MAX_TEXT_BYTES = 256;

    /// Objects and arrays inside of each other.
    public static final int MAX_DEPTH = 64;

    private enum State {
        BETWEEN,
        TEXT,
        ESCAPE,
        /// The hexadecimal digits behind a backslash and u.
        CODE,
        SCALAR,
        FAILED
    }

    private static final byte[] TO_ESCAPE = new byte[128];

    static {
        String from = "\"\\/bfnrt";
        String to = "\"\\/\b\f\n\r\t";
        for (int i = 0; i < from.length(); i++) {
            TO_ESCAPE[from.charAt(i)] = (byte) to.charAt(i);
        }
    }

    private final JsonListener listener;
    private final byte[] text = new byte[MAX_TEXT_BYTES];
    private State state = State.BETWEEN;
    private long objects; // a bit a level, set for an object
    private int depth;
    private boolean expectsKey;
    private boolean isKey;
    private int textLength;
    private long fullLength;
    private int code;
    private int codeDigits;
    private int highSurrogate;

    public JsonTokenizer(JsonListener listener) {
        this.listener = listener;
    }

    /// Forgets everything, ready for another text.
    public void begin() {
        state = State.BETWEEN;
        objects = 0;
        depth = 0;
        expectsKey = false;
        highSurrogate = 0;
    }

    /// Whether the bytes were no JSON, or nested too deep: nothing more is read.
    public boolean isFailed() {
        return state == State.FAILED;
    }

    /// Whether every object and array is closed.
    public boolean isWhole() {
        return state == State.BETWEEN && depth == 0;
    }

    public void onBytes(byte[] bytes, int start, int length) {
        int at = start;
        int end = start + length;
        while (at < end) {
            at =
                    switch (state) {
                        case BETWEEN -> between(bytes, at, end);
                        case TEXT -> text(bytes, at, end);
                        case ESCAPE -> escape(Bytes.u8(bytes, at), at + 1);
                        case CODE -> code(Bytes.u8(bytes, at), at + 1);
                        case SCALAR -> scalar(bytes, at, end);
                        case FAILED -> end;
                    };
        }
    }

    private int between(byte[] bytes, int at, int end) {
        int b = Bytes.u8(bytes, at);
        switch (b) {
            case ' ', '\t', '\r', '\n', ':', 0x1E, 0xEF, 0xBB, 0xBF -> {
                // blanks, a record separator (RFC 7464), a byte order mark
            }
            case ',' -> expectsKey = isInObject();
            case '{' -> open(true);
            case '[' -> open(false);
            case '}' -> close(true);
            case ']' -> close(false);
            case '"' -> {
                return string(bytes, at + 1, end);
            }
            default -> beginScalar(b);
        }
        return at + 1;
    }

    private boolean isInObject() {
        return depth > 0 && (objects >>> depth - 1 & 1) != 0;
    }

    private void open(boolean object) {
        if (depth == MAX_DEPTH || expectsKey) {
            state = State.FAILED;
            return;
        }
        long bit = 1L << depth++;
        objects = object ? objects | bit : objects & ~bit;
        expectsKey = object;
        if (object) {
            listener.onObjectStart();
        } else {
            listener.onArrayStart();
        }
    }

    private void close(boolean object) {
        if (depth == 0 || isInObject() != object) {
            state = State.FAILED;
            return;
        }
        depth--;
        expectsKey = false;
        if (object) {
            listener.onObjectEnd();
        } else {
            listener.onArrayEnd();
        }
    }

    private void beginScalar(int b) {
        boolean fits =
                b == '-' || b >= '0' && b <= '9' || b == 't' || b == 'f' || b == 'n' || b == 'N';
        if (!fits || expectsKey) {
            state = State.FAILED;
            return;
        }
        state = State.SCALAR;
        listener.onScalar(b);
    }

    private int scalar(byte[] bytes, int start, int end) {
        int at = start;
        while (at < end) {
            int b = Bytes.u8(bytes, at) | 0x20;
            boolean goesOn = b >= 'a' && b <= 'z' || b >= '0' && b <= '9';
            int sign = Bytes.u8(bytes, at);
            if (!goesOn && sign != '.' && sign != '+' && sign != '-') {
                state = State.BETWEEN;
                return at;
            }
            at++;
        }
        return at;
    }

    /// A string begins here. Most lie whole in the piece, and have no escapes.
    private int string(byte[] bytes, int start, int end) {
        isKey = expectsKey;
        textLength = 0;
        fullLength = 0;
        int at = start;
        while (at < end) {
            int b = Bytes.u8(bytes, at);
            if (b == '"') {
                told(bytes, start, Math.min(at - start, MAX_TEXT_BYTES), at - start);
                return at + 1;
            }
            if (b == '\\') {
                break;
            }
            at++;
        }
        state = State.TEXT;
        keep(bytes, start, at - start);
        return at;
    }

    private int text(byte[] bytes, int start, int end) {
        int at = start;
        while (at < end) {
            int b = Bytes.u8(bytes, at);
            if (b == '"' || b == '\\') {
                keep(bytes, start, at - start);
                if (b == '\\') {
                    state = State.ESCAPE;
                } else {
                    state = State.BETWEEN;
                    told(text, 0, textLength, fullLength);
                }
                return at + 1;
            }
            at++;
        }
        keep(bytes, start, end - start);
        return end;
    }

    private void told(byte[] bytes, int start, int length, long full) {
        if (isKey) {
            expectsKey = false;
            listener.onKey(bytes, start, length);
        } else {
            listener.onText(bytes, start, length, full);
        }
    }

    private void keep(byte[] bytes, int start, int length) {
        int n = Math.min(length, MAX_TEXT_BYTES - textLength);
        Bytes.copy(bytes, start, text, textLength, n);
        textLength += n;
        fullLength += length;
    }

    private void keep(int b) {
        if (textLength < MAX_TEXT_BYTES) {
            text[textLength++] = (byte) b;
        }
        fullLength++;
    }

    private int escape(int b, int next) {
        if (b == 'u') {
            state = State.CODE;
            code = 0;
            codeDigits = 0;
        } else {
            int meant = b < 128 ? TO_ESCAPE[b] : 0;
            state = meant == 0 ? State.FAILED : State.TEXT;
            keep(meant);
        }
        return next;
    }

    private int code(int b, int next) {
        int digit = Character.digit(b, 16);
        if (digit < 0) {
            state = State.FAILED;
            return next;
        }
        code = code << 4 | digit;
        if (++codeDigits == 4) {
            state = State.TEXT;
            character();
        }
        return next;
    }

    /// Writes the code as UTF-8; a pair of surrogates is one character.
    private void character() {
        if (code >= 0xD800 && code < 0xDC00) {
            highSurrogate = code;
            return;
        }
        int c = code;
        if (c >= 0xDC00 && c < 0xE000 && highSurrogate != 0) {
            c = 0x10000 + (highSurrogate - 0xD800 << 10) + (c - 0xDC00);
        }
        highSurrogate = 0;
        if (c < 0x80) {
            keep(c);
        } else if (c < 0x800) {
            keep(0xC0 | c >> 6);
            keep(0x80 | c & 0x3F);
        } else if (c < 0x10000) {
            keep(0xE0 | c >> 12);
            keep(0x80 | c >> 6 & 0x3F);
            keep(0x80 | c & 0x3F);
        } else {
            keep(0xF0 | c >> 18);
            keep(0x80 | c >> 12 & 0x3F);
            keep(0x80 | c >> 6 & 0x3F);
            keep(0x80 | c & 0x3F);
        }
    }
}
