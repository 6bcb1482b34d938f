package io.wardtap.protocol.intellivue;

import io.wardtap.protocol.bytes.Bytes;

/// Finds attributes (`id 16, length 16, value`) in the body of a datagram: lists stand in lists, at
/// depths that depend on the reply, so each even place is looked at, and a value must have the form
/// of its attribute before it counts. One at a time; allocates nothing.
final class Attributes {
    static final int MODEL = 0x0928;
    static final int PRODUCTION_SPECIFICATION = 0x092D;
    static final int SYSTEM_ID = 0x0984;
    static final int BED_LABEL = 0x091E;
    static final int NETWORK_ADDRESS = 0xF100;
    static final int PATIENT_ID = 0x095A;
    static final int FAMILY_NAME = 0x095C;
    static final int GIVEN_NAME = 0x095D;
    static final int BIRTH_DATE = 0x0958;
    static final int SEX = 0x0961;
    static final int NOTES_1 = 0xF129;
    static final int NOTES_2 = 0xF12A;

    /// Texts of monitors are short; a longer one is none.
    private static final int LONGEST_TEXT = 256;

    private static final int BODY = 8;

    private byte[] bytes = {};
    private int at;
    private int end;
    private int id;
    private int valueStart;
    private int valueLength;

    void wrap(byte[] datagram, int start, int length) {
        bytes = datagram;
        at = start + BODY;
        end = start + length;
    }

    /// Goes to the next attribute that is wanted and well-formed.
    boolean next() {
        for (; at + 4 <= end; at += 2) {
            id = Bytes.u16(bytes, at);
            if (isWanted(id)) {
                valueStart = at + 4;
                valueLength = Bytes.u16(bytes, at + 2);
                if (valueStart + valueLength <= end && isWellFormed()) {
                    at = valueStart + (valueLength + 1 & ~1);
                    return true;
                }
            }
        }
        return false;
    }

    int id() {
        return id;
    }

    int valueStart() {
        return valueStart;
    }

    int valueLength() {
        return valueLength;
    }

    private static boolean isWanted(int id) {
        return switch (id) {
            case MODEL,
                    PRODUCTION_SPECIFICATION,
                    SYSTEM_ID,
                    BED_LABEL,
                    NETWORK_ADDRESS,
                    PATIENT_ID,
                    FAMILY_NAME,
                    GIVEN_NAME,
                    BIRTH_DATE,
                    SEX,
                    NOTES_1,
                    NOTES_2 ->
                    true;
            default -> false;
        };
    }

    private boolean isWellFormed() {
        return switch (id) {
            case MODEL -> isModel();
            case PRODUCTION_SPECIFICATION ->
                    valueLength >= 4 && Bytes.u16(bytes, valueStart + 2) == valueLength - 4;
            case SYSTEM_ID ->
                    valueLength >= 8
                            && valueLength <= 12
                            && Bytes.u16(bytes, valueStart) == valueLength - 2;
            case NETWORK_ADDRESS -> valueLength >= 14 && valueLength <= 32;
            case BIRTH_DATE -> isDate();
            case SEX -> valueLength == 2 && Bytes.u16(bytes, valueStart) <= 9;
            default -> isText();
        };
    }

    /// Maker and model, each with its length.
    private boolean isModel() {
        if (valueLength < 4) {
            return false;
        }
        int maker = Bytes.u16(bytes, valueStart);
        return maker + 4 <= valueLength
                && Bytes.u16(bytes, valueStart + 2 + maker) <= valueLength - 4 - maker;
    }

    /// Century, year, month and day in BCD.
    private boolean isDate() {
        if (valueLength != 8) {
            return false;
        }
        int century = Bytes.u8(bytes, valueStart);
        int month = Bytes.u8(bytes, valueStart + 2);
        int day = Bytes.u8(bytes, valueStart + 3);
        return century >= 0x18 && century <= 0x21 && isBcd(month, 0x12) && isBcd(day, 0x31);
    }

    private static boolean isBcd(int value, int most) {
        return value >= 1 && value <= most && (value & 0xF) <= 9;
    }

    /// A length and characters of 16 bits, padded with NULs.
    private boolean isText() {
        if (valueLength < 4
                || valueLength > LONGEST_TEXT
                || (valueLength & 1) != 0
                || Bytes.u16(bytes, valueStart) != valueLength - 2) {
            return false;
        }
        boolean ended = false;
        for (int i = valueStart + 2; i < valueStart + valueLength; i += 2) {
            int character = Bytes.u16(bytes, i);
            if (character != 0 && (ended || character < ' ' || character >= 0xFFFE)) {
                return false;
            }
            ended |= character == 0;
        }
        return true;
    }
}
