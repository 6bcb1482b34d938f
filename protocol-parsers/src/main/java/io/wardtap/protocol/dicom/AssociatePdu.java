package io.wardtap.protocol.dicom;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.status.DecodeStatus;

/// View of a whole A-ASSOCIATE-RQ or -AC PDU (PS3.8 sections 9.3.2 and 9.3.3). Valid as long as the
/// bytes; one thread at a time.
///
/// ```
/// 0  u8  type       6  u16 protocol version    42 32B reserved
/// 1  u8  reserved   10 16B called AE title     74 ... items
/// 2  u32 length     26 16B calling AE title
/// ```
final class AssociatePdu {
    static final int AE_TITLE_BYTES = 16;
    static final int ITEMS = 74;

    /// The least PDU-length: the fixed part after the header.
    static final int MIN_LENGTH = ITEMS - Dicom.PDU_HEADER_BYTES;

    static final int CALLED_AE_TITLE = 10;
    static final int CALLING_AE_TITLE = 26;

    private byte[] pdu;
    private int start;
    private int end;

    /// Binds this view to a PDU with its header. Accessors may be called only after OK.
    DecodeStatus wrap(byte[] pdu, int start, int length) {
        if (length < ITEMS) {
            return DecodeStatus.TRUNCATED;
        }
        this.pdu = pdu;
        this.start = start;
        this.end = start + length;
        return DecodeStatus.OK;
    }

    byte[] segment() {
        return pdu;
    }

    int calledAeTitle() {
        return start + CALLED_AE_TITLE;
    }

    int callingAeTitle() {
        return start + CALLING_AE_TITLE;
    }

    boolean isVersion1() {
        return (Bytes.u16(pdu, start + 6) & 1) != 0;
    }

    void items(ItemCursor items) {
        items.wrap(pdu, start + ITEMS, end);
    }
}
