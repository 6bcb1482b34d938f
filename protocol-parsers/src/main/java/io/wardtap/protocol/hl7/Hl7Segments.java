package io.wardtap.protocol.hl7;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.status.DecodeStatus;

/// Walks a message segment by segment and splits the segments that are asked for into fields, with
/// the delimiters the message declares (HL7 v2.8.2 2.5). Segments end with a carriage return, a
/// line feed or both. Positions are absolute and valid as long as the unit is. One thread;
/// allocates nothing.
final class Hl7Segments {
    /// Fields of one segment that are told apart; the longest standard segment has 72.
    static final int MAX_FIELDS = 96;

    /// Segments of one message that are read; more are counted only (reference limit).
    static final int MAX_SEGMENTS = 10_000;

    static final int MSH = Hl7Phi.segment("MSH");

    private static final int FHS = Hl7Phi.segment("FHS");
    private static final int BHS = Hl7Phi.segment("BHS");
    private static final int BTS = Hl7Phi.segment("BTS");
    private static final int FTS = Hl7Phi.segment("FTS");
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long LOWS = 0x7F7F7F7F7F7F7F7FL;
    private static final int NEVER = -1; // a delimiter that was not declared

    /// No batch ends with the message.
    static final int NO_TRAILER = -2;

    private byte[] bytes;
    private int next;
    private int end;
    private int fieldSeparator;
    private int componentSeparator;
    private int repetitionSeparator;
    private int escapeCharacter;
    private int subcomponentSeparator;

    private int id;
    private int segments;
    private int unreadableLines;
    private boolean opensBatch;
    private int batchCount;
    private int segmentStart;
    private int segmentEnd;
    private int separators;
    // start of token i behind the segment's id, relative to the segment; one more than tokens
    private final int[] tokens = new int[MAX_FIELDS + 2];
    private int tokenCount;

    /// Binds a message that begins with its header.
    ///
    /// @return OK; MALFORMED when the encoding characters are not sane, the message may still be
    ///   walked; UNSUPPORTED when there is no separator to walk it by
    DecodeStatus wrap(byte[] message, int start, int length) {
        bytes = message;
        next = start;
        end = start + length;
        segments = 0;
        unreadableLines = 0;
        opensBatch = false;
        batchCount = NO_TRAILER;
        if (length < 4 || !Hl7Header.isDelimiter(Bytes.u8(bytes, start + 3))) {
            return DecodeStatus.UNSUPPORTED;
        }
        fieldSeparator = Bytes.u8(bytes, start + 3);
        int at = start + 4;
        componentSeparator = declared(at);
        repetitionSeparator = componentSeparator == NEVER ? NEVER : declared(at + 1);
        escapeCharacter = repetitionSeparator == NEVER ? NEVER : declared(at + 2);
        subcomponentSeparator = escapeCharacter == NEVER ? NEVER : declared(at + 3);
        return Hl7Header.hasSaneDelimiters(bytes, start, end)
                ? DecodeStatus.OK
                : DecodeStatus.MALFORMED;
    }

    private int declared(int at) {
        if (at >= end) {
            return NEVER;
        }
        int b = Bytes.u8(bytes, at);
        return b == fieldSeparator || b < ' ' ? NEVER : b;
    }

    /// Goes to the next segment; false when there is none. Batch headers and trailers, which may
    /// stand around a message, are passed over.
    boolean next() {
        while (next < end) {
            int start = next;
            int lineEnd = endOfLine(start);
            next = lineEnd + 1;
            if (lineEnd == start) {
                continue;
            }
            if (!isSegment(start, lineEnd)) {
                unreadableLines++;
                continue;
            }
            int name = name(start);
            if (name == FHS || name == BHS || name == BTS || name == FTS) {
                batch(name, start, lineEnd);
                continue;
            }
            if (++segments > MAX_SEGMENTS) {
                continue;
            }
            id = name;
            segmentStart = start;
            segmentEnd = lineEnd;
            tokenCount = -1;
            return true;
        }
        return false;
    }

    private void batch(int name, int start, int lineEnd) {
        if (name == BHS) {
            opensBatch = true;
        } else if (name == BTS) {
            opensBatch = false;
            int count = -1;
            for (int at = start + 4; at < lineEnd && at < start + 12; at++) {
                int digit = Bytes.u8(bytes, at) - '0';
                if (digit < 0 || digit > 9) {
                    break;
                }
                count = Math.max(0, count) * 10 + digit;
            }
            batchCount = count;
        }
    }

    /// What BTS-1 behind the message says, -1 when it says nothing, [#NO_TRAILER] without BTS.
    int batchCount() {
        return batchCount;
    }

    /// Whether another batch begins behind the message.
    boolean opensBatch() {
        return opensBatch;
    }

    private boolean isSegment(int start, int lineEnd) {
        return lineEnd - start >= 3
                && isUpper(Bytes.u8(bytes, start))
                && isUpperOrDigit(Bytes.u8(bytes, start + 1))
                && isUpperOrDigit(Bytes.u8(bytes, start + 2))
                && (lineEnd - start == 3 || Bytes.u8(bytes, start + 3) == fieldSeparator);
    }

    private int name(int start) {
        return Bytes.u16(bytes, start) << 8 | Bytes.u8(bytes, start + 2);
    }

    /// The segment's three characters as a number, see [Hl7Phi#segment].
    int id() {
        return id;
    }

    /// Where the current segment begins.
    int segmentStart() {
        return segmentStart;
    }

    /// Behind its last byte.
    int segmentEnd() {
        return segmentEnd;
    }

    /// Number of the field of the current segment in which `at` lies; 0 for its name.
    int fieldAt(int at) {
        int n = id == MSH ? 1 : 0;
        for (int i = segmentStart; i < at; i++) {
            n += Bytes.u8(bytes, i) == fieldSeparator ? 1 : 0;
        }
        return n;
    }

    /// Segments of the message so far.
    int count() {
        return segments;
    }

    /// Lines that do not begin with a segment's name.
    int unreadableLines() {
        return unreadableLines;
    }

    /// Field 2 of the current segment as a number, two or three characters, looked at without
    /// splitting it; 0 when it is of another length, or field 1 is longer than a set id is.
    int shortSecondField() {
        int at = segmentStart + 4;
        int to = Math.min(segmentEnd, at + 8);
        while (at < to && Bytes.u8(bytes, at) != fieldSeparator) {
            at++;
        }
        int type = 0;
        to = Math.min(segmentEnd, at + 5);
        while (++at < to) {
            int b = Bytes.u8(bytes, at);
            if (b == fieldSeparator) {
                return type <= 0xFF ? 0 : type;
            }
            type = type << 8 | b;
        }
        return 0;
    }

    /// Where field 5 of the current segment begins, without [#split]; its end when it has none.
    int fifthField() {
        int at = segmentStart + 3;
        for (int n = 0; n < 5; n++) {
            at = until(fieldSeparator, at, segmentEnd) + 1;
        }
        return Math.min(at, segmentEnd);
    }

    /// End of the field that begins at `at`, within the current segment.
    int fieldEnd(int at) {
        return until(fieldSeparator, at, segmentEnd);
    }

    /// How many field separators the current segment has: known without [#split].
    int separators() {
        return separators;
    }

    /// Position of the carriage return or line feed behind `from`, else of the message's end;
    /// counts the field separators on the way.
    private int endOfLine(int from) {
        byte[] message = bytes;
        long pattern = ONES * fieldSeparator;
        int to = end;
        int at = from;
        int n = 0;
        for (; at + 8 <= to; at += 8) {
            long word = Bytes.u64Le(message, at);
            long ends = Hl7Scan.lineEnds(word);
            long separators = exactZeros(word ^ pattern);
            if (ends != 0) {
                int place = Long.numberOfTrailingZeros(ends) - 7;
                this.separators = n + Long.bitCount(separators & (1L << place) - 1);
                return at + (place >>> 3);
            }
            n += Long.bitCount(separators);
        }
        for (; at < to; at++) {
            int b = Bytes.u8(message, at);
            if (b == '\r' || b == '\n') {
                break;
            }
            n += b == fieldSeparator ? 1 : 0;
        }
        separators = n;
        return at;
    }

    /// Every zero byte and no other gets its high bit.
    private static long exactZeros(long word) {
        return ~(((word & LOWS) + LOWS) | word | LOWS);
    }

    /// Finds the fields of the current segment, once.
    void split() {
        if (tokenCount >= 0) {
            return;
        }
        byte[] message = bytes;
        int start = segmentStart;
        int to = segmentEnd;
        long separators = ONES * fieldSeparator;
        int at = start + 3;
        int n = 0;
        for (; at + 8 <= to && n <= MAX_FIELDS; at += 8) {
            long word = Bytes.u64Le(message, at) ^ separators;
            long hits = exactZeros(word);
            while (hits != 0 && n <= MAX_FIELDS) {
                int offset = Long.numberOfTrailingZeros(hits) >>> 3;
                tokens[n++] = at - start + offset + 1;
                hits &= hits - 1;
            }
        }
        for (; at < to && n <= MAX_FIELDS; at++) {
            if (Bytes.u8(message, at) == fieldSeparator) {
                tokens[n++] = at - start + 1;
            }
        }
        tokenCount = Math.min(n, MAX_FIELDS);
        if (n <= MAX_FIELDS) {
            tokens[n] = to - start + 1;
        }
    }

    /// Number of the last field that is told apart.
    int fields() {
        return id == MSH ? tokenCount + 1 : tokenCount;
    }

    /// Whether field `n` is there and not empty. In MSH, field 1 is the separator itself and token
    /// 1 field 2. [#split] has been called.
    boolean has(int n) {
        int token = token(n);
        return token >= 0 && token < tokenCount && tokens[token + 1] - tokens[token] > 1;
    }

    /// Where field `n` begins; only when [#has] says so.
    int start(int n) {
        return segmentStart + tokens[token(n)];
    }

    /// Behind its last byte.
    int end(int n) {
        return segmentStart + tokens[token(n) + 1] - 1;
    }

    private int token(int n) {
        return id == MSH ? n - 2 : n - 1;
    }

    byte[] bytes() {
        return bytes;
    }

    /// End of the component that begins at `at`, within a field that ends at `to`.
    int componentEnd(int at, int to) {
        return until(componentSeparator, at, to);
    }

    int repetitionEnd(int at, int to) {
        return until(repetitionSeparator, at, to);
    }

    int subcomponentEnd(int at, int to) {
        return until(subcomponentSeparator, at, to);
    }

    boolean isDelimiter(int b) {
        return b == componentSeparator
                || b == repetitionSeparator
                || b == subcomponentSeparator
                || b == escapeCharacter;
    }

    int fieldSeparator() {
        return fieldSeparator;
    }

    int componentSeparator() {
        return componentSeparator;
    }

    int repetitionSeparator() {
        return repetitionSeparator;
    }

    int subcomponentSeparator() {
        return subcomponentSeparator;
    }

    int escapeCharacter() {
        return escapeCharacter;
    }

    /// Takes what looks like a delimiter inside a character of several bytes for none, in all
    /// segments behind the current one.
    void maskRest(CharacterSet characters) {
        characters.mask(bytes, next, end);
    }

    /// All delimiters as one number.
    int delimiters() {
        return fieldSeparator << 24
                | (componentSeparator & 0xFF) << 16
                | (repetitionSeparator & 0xFF) << 8
                | (subcomponentSeparator & 0xFF);
    }

    /// At most eight bytes as a number, the first lowest.
    long text(int start, int length) {
        if (start + 8 <= end) {
            return Bytes.u64Le(bytes, start) & (-1L >>> (64 - 8 * length));
        }
        long text = 0;
        for (int i = 0; i < length; i++) {
            text |= (long) Bytes.u8(bytes, start + i) << (8 * i);
        }
        return text;
    }

    /// Start of component `n` (from 1) of `[from, to)`, or -1 when it is not there.
    int component(int n, int from, int to) {
        int at = from;
        for (int i = 1; i < n; i++) {
            at = componentEnd(at, to) + 1;
            if (at > to) {
                return -1;
            }
        }
        return at;
    }

    /// Fields are short: whole words are read also where they reach beyond `to`, into the rest of
    /// the message.
    private int until(int delimiter, int at, int to) {
        if (delimiter == NEVER) {
            return to;
        }
        byte[] message = bytes;
        int words = end - 8;
        long pattern = ONES * delimiter;
        int i = at;
        for (; i < to && i <= words; i += 8) {
            long word = Bytes.u64Le(message, i) ^ pattern;
            long hit = (word - ONES) & ~word & HIGHS;
            if (hit != 0) {
                return Math.min(to, i + (Long.numberOfTrailingZeros(hit) >>> 3));
            }
        }
        for (; i < to; i++) {
            if (Bytes.u8(message, i) == delimiter) {
                return i;
            }
        }
        return to;
    }

    private static boolean isUpper(int b) {
        return b >= 'A' && b <= 'Z';
    }

    private static boolean isUpperOrDigit(int b) {
        return isUpper(b) || (b >= '0' && b <= '9');
    }
}
