package io.wardtap.protocol.xml;

import io.wardtap.protocol.bytes.Bytes;

/// Cuts XML documents in encodings that hold ASCII into tokens as their bytes come: any cut of the
/// same bytes gives the same tokens. Comments, processing instructions and document types are
/// passed over; character references and the five entities stand for what they mean, others for
/// nothing: no entity is ever looked up. Gives up where a tag makes no sense or nesting is too
/// deep. Confined to one thread; allocates nothing.
public final class XmlTokenizer {
    /// Bytes handed on of a text or an attribute's value.
    public static final int MAX_TEXT_BYTES = 256;

    /// Bytes of a name; longer ones are cut.
    public static final int MAX_NAME_BYTES = 64;

    /// Elements inside of each other.
    public static final int MAX_DEPTH = 256;

    private enum State {
        TEXT,
        /// Behind `<`.
        OPEN,
        NAME,
        /// Inside a start tag, before an attribute or the tag's end.
        TAG,
        ATTRIBUTE,
        /// Behind an attribute's name.
        EQUALS,
        VALUE,
        /// Behind the slash of an empty element.
        EMPTY,
        END_TAG,
        /// Behind `<!`.
        DECLARATION,
        COMMENT,
        CDATA,
        /// Document type or processing instruction.
        PASSED_OVER,
        FAILED
    }

    private static final String CDATA_OPENS = "[CDATA[";

    private final XmlListener listener;
    private final byte[] name = new byte[MAX_NAME_BYTES];
    private final byte[] text = new byte[MAX_TEXT_BYTES];
    private final byte[] entity = new byte[12];
    private State state = State.TEXT;
    private int depth;
    private int nameLength;
    private int textLength;
    private long fullLength;
    private boolean blank;
    private int quote;
    private int matched;
    private int brackets;
    private int entityLength; // -1 outside of one

    public XmlTokenizer(XmlListener listener) {
        this.listener = listener;
    }

    /// Forgets everything, ready for another document.
    public void begin() {
        state = State.TEXT;
        depth = 0;
        beginText();
    }

    /// Whether the bytes were no XML, or nested too deep: nothing more is read.
    public boolean isFailed() {
        return state == State.FAILED;
    }

    /// Whether every element has ended.
    public boolean isWhole() {
        return state == State.TEXT && depth == 0;
    }

    public void onBytes(byte[] bytes, int start, int length) {
        int at = start;
        int end = start + length;
        while (at < end) {
            at = state == State.TEXT ? text(bytes, at, end) : other(bytes, at, end);
        }
    }

    private int other(byte[] bytes, int at, int end) {
        int b = Bytes.u8(bytes, at);
        switch (state) {
            case OPEN -> open(b);
            case NAME -> name(b);
            case TAG -> tag(b);
            case ATTRIBUTE -> attribute(b);
            case EQUALS -> equalsSign(b);
            case VALUE -> value(b);
            case EMPTY -> {
                state = State.FAILED;
                if (b == '>') {
                    ended();
                }
            }
            case END_TAG -> {
                if (b == '>') {
                    ended();
                }
            }
            case DECLARATION -> declaration(b);
            case COMMENT -> until(b, "-->");
            case CDATA -> cdata(b);
            case PASSED_OVER -> passOver(b);
            case FAILED, TEXT -> {
                return end;
            }
        }
        return at + 1;
    }

    private void beginText() {
        textLength = 0;
        fullLength = 0;
        blank = true;
        entityLength = -1;
    }

    private int text(byte[] bytes, int start, int end) {
        for (int at = start; at < end; at++) {
            int b = Bytes.u8(bytes, at);
            if (b == '<') {
                tellText();
                state = State.OPEN;
                return at + 1;
            }
            character(b);
        }
        return end;
    }

    private void tellText() {
        if (!blank && depth > 0) {
            listener.onText(text, 0, textLength, fullLength);
        }
    }

    /// One byte of text, or of an attribute's value.
    private void character(int b) {
        if (entityLength >= 0) {
            inEntity(b);
        } else if (b == '&') {
            entityLength = 0;
        } else {
            keep(b);
        }
    }

    private void keep(int b) {
        if (b > ' ') {
            blank = false;
        } else if (blank) {
            return;
        }
        if (textLength < MAX_TEXT_BYTES) {
            text[textLength++] = (byte) b;
        }
        fullLength++;
    }

    private void inEntity(int b) {
        if (b != ';') {
            if (entityLength == entity.length) {
                entityLength = -1; // none after all
            } else {
                entity[entityLength++] = (byte) b;
            }
            return;
        }
        int meant = meaning();
        entityLength = -1;
        if (meant > 0 && meant < 0x80) {
            keep(meant);
        } else if (meant > 0) {
            // that it is no blank is all that matters
            keep('?');
        }
    }

    private int meaning() {
        int first = entityLength == 0 ? 0 : entity[0];
        if (first == '#') {
            boolean hex = entityLength > 1 && (entity[1] | 0x20) == 'x';
            int value = 0;
            for (int i = hex ? 2 : 1; i < entityLength; i++) {
                int digit = Character.digit(entity[i], hex ? 16 : 10);
                value = digit < 0 || value > 0x10FFFF ? 0 : value * (hex ? 16 : 10) + digit;
            }
            return value;
        }
        return switch (first) {
            case 'l' -> '<';
            case 'g' -> '>';
            case 'q' -> '"';
            case 'a' -> entityLength > 1 && entity[1] == 'p' ? '\'' : '&';
            default -> 0;
        };
    }

    private void open(int b) {
        if (b == '/') {
            state = depth == 0 ? State.FAILED : State.END_TAG;
        } else if (b == '!') {
            matched = 0;
            brackets = 0;
            state = State.DECLARATION;
        } else if (b == '?') {
            brackets = 0;
            state = State.PASSED_OVER;
        } else if (isNameStart(b)) {
            nameLength = 0;
            state = State.NAME;
            name(b);
        } else {
            state = State.FAILED;
        }
    }

    private static boolean isNameByte(int b) {
        return b > ' ' && b != '>' && b != '/' && b != '=' && b != '<' && b != '"' && b != '\'';
    }

    private static boolean isNameStart(int b) {
        int lower = b | 0x20;
        return lower >= 'a' && lower <= 'z' || b == '_' || b == ':' || b >= 0x80;
    }

    private void name(int b) {
        if (isNameByte(b)) {
            addToName(b);
            return;
        }
        if (++depth > MAX_DEPTH) {
            state = State.FAILED;
            return;
        }
        listener.onStart(name, 0, nameLength);
        state = State.TAG;
        tag(b);
    }

    /// Names are kept without what stands before a colon.
    private void addToName(int b) {
        if (b == ':') {
            nameLength = 0;
        } else if (nameLength < MAX_NAME_BYTES) {
            name[nameLength++] = (byte) b;
        }
    }

    private void tag(int b) {
        if (b == '>') {
            beginText();
            state = State.TEXT;
        } else if (b == '/') {
            state = State.EMPTY;
        } else if (b > ' ') {
            nameLength = 0;
            state = isNameByte(b) ? State.ATTRIBUTE : State.FAILED;
            addToName(b);
        }
    }

    private void attribute(int b) {
        if (isNameByte(b)) {
            addToName(b);
        } else {
            state = State.EQUALS;
            equalsSign(b);
        }
    }

    private void equalsSign(int b) {
        if (b == '"' || b == '\'') {
            quote = b;
            beginText();
            state = State.VALUE;
        } else if (b > ' ' && b != '=') {
            state = State.FAILED;
        }
    }

    private void value(int b) {
        if (b == quote) {
            listener.onAttribute(name, 0, nameLength, text, 0, textLength, fullLength);
            state = State.TAG;
        } else {
            character(b);
        }
    }

    private void ended() {
        depth--;
        listener.onEnd();
        beginText();
        state = State.TEXT;
    }

    private void declaration(int b) {
        if (matched == 0 && b == '-') {
            matched = 0;
            state = State.COMMENT;
        } else if (matched < CDATA_OPENS.length() && b == CDATA_OPENS.charAt(matched)) {
            if (++matched == CDATA_OPENS.length()) {
                matched = 0;
                beginText();
                state = depth == 0 ? State.FAILED : State.CDATA;
            }
        } else {
            state = State.PASSED_OVER;
            passOver(b);
        }
    }

    private void until(int b, String closing) {
        if (b == closing.charAt(matched)) {
            if (++matched == closing.length()) {
                beginText();
                state = State.TEXT;
            }
        } else if (matched < 2 || b != closing.charAt(0)) {
            matched = b == closing.charAt(0) ? 1 : 0;
        }
    }

    private void cdata(int b) {
        if (b == "]]>".charAt(matched)) {
            if (++matched == 3) {
                tellText();
                beginText();
                state = State.TEXT;
            }
            return;
        }
        if (matched == 2 && b == ']') {
            keep(b);
            return;
        }
        for (; matched > 0; matched--) {
            keep(']');
        }
        if (b == ']') {
            matched = 1;
        } else {
            keep(b);
        }
    }

    /// A document type may hold tags of its own in brackets.
    private void passOver(int b) {
        if (b == '[') {
            brackets++;
        } else if (b == ']') {
            brackets = Math.max(0, brackets - 1);
        } else if (b == '>' && brackets == 0) {
            beginText();
            state = State.TEXT;
        }
    }
}
