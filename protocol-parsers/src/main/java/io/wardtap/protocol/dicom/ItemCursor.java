package io.wardtap.protocol.dicom;

import io.wardtap.protocol.bytes.Bytes;

/// Steps through the items of an A-ASSOCIATE PDU, or the sub-items of an item (PS3.8 section
/// 9.3.2): `u8 type, u8 reserved, u16 length, value`. A view; reused.
final class ItemCursor {
    static final int APPLICATION_CONTEXT = 0x10;
    static final int PRESENTATION_CONTEXT_RQ = 0x20;
    static final int PRESENTATION_CONTEXT_AC = 0x21;
    static final int ABSTRACT_SYNTAX = 0x30;
    static final int TRANSFER_SYNTAX = 0x40;
    static final int USER_INFORMATION = 0x50;
    static final int MAXIMUM_LENGTH = 0x51;
    static final int IMPLEMENTATION_CLASS_UID = 0x52;
    static final int ASYNCHRONOUS_OPERATIONS_WINDOW = 0x53;
    static final int ROLE_SELECTION = 0x54;
    static final int IMPLEMENTATION_VERSION_NAME = 0x55;
    static final int EXTENDED_NEGOTIATION = 0x56;
    static final int COMMON_EXTENDED_NEGOTIATION = 0x57;
    static final int USER_IDENTITY = 0x58;
    static final int SERVER_RESPONSE = 0x59;

    private static final int HEADER_BYTES = 4;

    private byte[] bytes;
    private int at;
    private int end;
    private boolean malformed;
    private int type;
    private int start;
    private int length;

    void wrap(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.at = start;
        this.end = end;
        this.malformed = false;
    }

    /// The next item, or false at the end or where an item is longer than what holds it.
    boolean next() {
        if (end - at < HEADER_BYTES) {
            malformed |= at != end;
            return false;
        }
        type = Bytes.u8(bytes, at);
        length = Bytes.u16(bytes, at + 2);
        start = at + HEADER_BYTES;
        if (start + length > end) {
            malformed = true;
            return false;
        }
        at = start + length;
        return true;
    }

    int type() {
        return type;
    }

    /// Where the value stands.
    int start() {
        return start;
    }

    int length() {
        return length;
    }

    boolean isMalformed() {
        return malformed;
    }
}
