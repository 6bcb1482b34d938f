package io.wardtap.protocol.hl7;

import io.wardtap.protocol.bytes.Bytes;

/// Reads the fields of MSH that say how a conversation is led: sequence number, continuation,
/// acknowledgements wanted, character set, profile; and the number in the control id. Confined to
/// one parser; allocates nothing.
final class HeaderFields {
    /// More digits are no number that counts up.
    private static final int MOST_DIGITS = 15;

    private static final String PCD = "IHE_PCD_0";
    private static final String[] PROFILES = {
        "", "PCD-01", "PCD-02", "PCD-03", "PCD-04", "PCD-05", "PCD-06", "PCD-07", "PCD-08", "PCD-09"
    };

    private final Hl7Segments segments;
    // the character set read last: most messages of a feed repeat it
    private long lastHead;
    private long lastTail;
    private int lastLength;
    private CharacterSet last = CharacterSet.NONE;

    HeaderFields(Hl7Segments segments) {
        this.segments = segments;
    }

    /// MSH has been split.
    void read(Hl7Facts found) {
        if (segments.fields() >= 13) {
            conversation(found);
        }
    }

    private void conversation(Hl7Facts found) {
        if (segments.has(13)) {
            found.sequenceNumber = number(segments.start(13), segments.end(13));
        }
        found.isContinuation = segments.has(14);
        if (segments.has(15)) {
            found.acceptAcknowledgment = condition(15);
        }
        if (segments.has(16)) {
            found.applicationAcknowledgment = condition(16);
        }
        if (segments.has(18)) {
            characterSets(found);
        }
        if (segments.has(21)) {
            found.profile = profile(segments.start(21), segments.end(21));
        }
    }

    /// Control ids that count up end in a number; what stands before it tells one count from
    /// another.
    void controlIdNumber(Hl7Facts found) {
        if (!segments.has(10)) {
            return;
        }
        byte[] bytes = segments.bytes();
        int start = segments.start(10);
        int end = segments.end(10);
        while (end > start && Bytes.u8(bytes, end - 1) == ' ') {
            end--;
        }
        int at = end;
        long number = 0;
        long weight = 1;
        while (at > start && end - at < MOST_DIGITS) {
            int b = Bytes.u8(bytes, at - 1);
            if (!isDigit(b)) {
                break;
            }
            number += (b - '0') * weight;
            weight *= 10;
            at--;
        }
        if (at == end || (at > start && isDigit(Bytes.u8(bytes, at - 1)))) {
            return;
        }
        long prefix = 0;
        for (; start < at; start++) {
            prefix = prefix * 0x100000001B3L + Bytes.u8(bytes, start) + 1;
        }
        found.controlIdNumber = number;
        found.controlIdSeries = prefix;
    }

    private long number(int from, int to) {
        if (to - from > MOST_DIGITS) {
            return -1;
        }
        long number = 0;
        for (int at = from; at < to; at++) {
            int digit = Bytes.u8(segments.bytes(), at) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    private static boolean isDigit(int b) {
        return b >= '0' && b <= '9';
    }

    /// Table 0155.
    private String condition(int n) {
        if (segments.end(n) - segments.start(n) != 2) {
            return "";
        }
        return switch (Bytes.u16(segments.bytes(), segments.start(n))) {
            case 'A' << 8 | 'L' -> "AL";
            case 'N' << 8 | 'E' -> "NE";
            case 'E' << 8 | 'R' -> "ER";
            case 'S' << 8 | 'U' -> "SU";
            default -> "";
        };
    }

    /// The first repetition is the message's character set, further ones are switched to by escape
    /// sequences.
    private void characterSets(Hl7Facts found) {
        int to = segments.end(18);
        int start = segments.start(18);
        int length = to - start;
        long head = length < 8 ? 0 : Bytes.u64Le(segments.bytes(), start);
        long tail = length < 8 ? 0 : Bytes.u64Le(segments.bytes(), to - 8);
        if (length == lastLength && head == lastHead && tail == lastTail) {
            found.characterSet = last;
            return;
        }
        readCharacterSets(found);
        boolean simple = !found.unreadCharacterSet && !found.characterSet.isMasked();
        if (simple && length >= 8 && length <= 16 && segments.repetitionEnd(start, to) == to) {
            lastLength = length;
            lastHead = head;
            lastTail = tail;
            last = found.characterSet;
        }
    }

    private void readCharacterSets(Hl7Facts found) {
        int to = segments.end(18);
        boolean first = true;
        for (int at = segments.start(18); at < to; ) {
            int end = segments.repetitionEnd(at, to);
            CharacterSet set = CharacterSet.of(segments.bytes(), at, end);
            if (first) {
                found.characterSet = set;
                first = false;
            }
            found.unreadCharacterSet |= set == CharacterSet.UNKNOWN;
            if (set.isMasked()) {
                segments.maskRest(set);
            }
            at = end + 1;
        }
    }

    /// MSH-21 of IHE PCD messages: `IHE_PCD_001^IHE PCD^…`.
    private String profile(int from, int to) {
        int digit = from + PCD.length() + 1;
        if (digit >= to || !Bytes.startsWith(segments.bytes(), from, PCD)) {
            return "";
        }
        int tens = Bytes.u8(segments.bytes(), digit - 1) - '0';
        int number = Bytes.u8(segments.bytes(), digit) - '0';
        return tens == 0 && number > 0 && number <= 9 ? PROFILES[number] : "";
    }
}
