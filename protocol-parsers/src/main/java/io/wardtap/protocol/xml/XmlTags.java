package io.wardtap.protocol.xml;

import io.wardtap.protocol.bytes.Bytes;

/// Walks the tags of XML that lies in one piece: local name, the value of one attribute, the text
/// behind, each where it lies and as it was written. A part of a document or a damaged one is as
/// good as a whole: every tag stands for itself, nesting is not looked at. Declarations are passed
/// over; of comments the tags are told, so that none hides any. For what comes in pieces there is
/// [XmlTokenizer]. One walk at a time; allocates nothing.
public final class XmlTags {
    private final String attribute;
    private byte[] bytes = {};
    private int at;
    private int end;
    private int nameStart;
    private int nameEnd;
    private int valueStart;
    private int valueEnd;
    private boolean closes;
    private boolean empty;

    /// Looks at no attribute's value.
    public XmlTags() {
        this("");
    }

    /// @param attribute the one whose value is looked at, by its name as written
    public XmlTags(String attribute) {
        this.attribute = attribute;
    }

    /// Begins with other bytes, which stay the caller's.
    public void wrap(byte[] unit, int start, int length) {
        bytes = unit;
        at = start;
        end = start + length;
    }

    /// Goes to the next start or end tag, whole as far as its name.
    public boolean next() {
        while (true) {
            int open = Bytes.indexOf(bytes, at, end, '<');
            if (open < 0 || open + 1 == end) {
                return false;
            }
            closes = Bytes.u8(bytes, open + 1) == '/';
            at = closes ? open + 2 : open + 1;
            name();
            if (nameEnd > nameStart && nameEnd < end) {
                valueStart = at;
                valueEnd = at;
                attributes();
                return true;
            }
        }
    }

    /// Whether the tag ends an element.
    public boolean isEnd() {
        return closes;
    }

    /// Whether the element has nothing inside.
    public boolean isEmpty() {
        return empty;
    }

    public boolean isNamed(String name) {
        return Bytes.isText(bytes, nameStart, nameEnd - nameStart, name);
    }

    /// Whether the name begins so and goes on.
    public boolean isOf(String prefix) {
        return nameEnd - nameStart > prefix.length() && Bytes.startsWith(bytes, nameStart, prefix);
    }

    /// Whether the attribute has more than white space.
    public boolean hasValue() {
        return skipBlanks(valueStart, valueEnd) < valueEnd;
    }

    public int valueStart() {
        return valueStart;
    }

    public int valueEnd() {
        return valueEnd;
    }

    /// Where the text behind the tag begins.
    public int textStart() {
        return at;
    }

    /// Where the text behind the tag ends: at the next `<`, or with the bytes.
    public int textEnd() {
        int open = Bytes.indexOf(bytes, at, end, '<');
        return open < 0 ? end : open;
    }

    /// Passes over the name; its local part is what stands behind the last colon.
    private void name() {
        int local = at;
        int behind = at;
        while (behind < end && XmlNames.isNameByte(Bytes.u8(bytes, behind))) {
            local = Bytes.u8(bytes, behind++) == ':' ? behind : local;
        }
        nameStart = local;
        nameEnd = behind;
        at = behind;
    }

    /// Passes over the attributes, in quotation marks of either kind, to behind the tag's end.
    private void attributes() {
        empty = false;
        int name = nameEnd;
        while (at < end) {
            int b = Bytes.u8(bytes, at);
            if (b == '>') {
                empty = at > nameEnd && Bytes.u8(bytes, at - 1) == '/';
                at++;
                return;
            }
            if (b == '<') {
                return; // the tag was not ended
            }
            if (b == '"' || b == '\'') {
                int close = Bytes.indexOf(bytes, at + 1, end, b);
                int stop = close < 0 ? end : close;
                if (isWanted(name, at)) {
                    valueStart = at + 1;
                    valueEnd = stop;
                }
                at = Math.min(stop + 1, end);
                name = at;
            } else {
                at++;
            }
        }
    }

    /// Whether `[from, quote)` is the attribute's name and `=`, with white space around either.
    private boolean isWanted(int from, int quote) {
        int name = skipBlanks(from, quote);
        int behind = name + attribute.length();
        if (behind >= quote || !Bytes.startsWith(bytes, name, attribute)) {
            return false;
        }
        int sign = skipBlanks(behind, quote);
        return sign < quote && Bytes.u8(bytes, sign) == '=' && skipBlanks(sign + 1, quote) == quote;
    }

    private int skipBlanks(int from, int to) {
        int start = from;
        while (start < to && XmlNames.isBlank(Bytes.u8(bytes, start))) {
            start++;
        }
        return start;
    }
}
