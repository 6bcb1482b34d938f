package io.wardtap.protocol.dicom;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.identify.ProtocolProbe;
import io.wardtap.protocol.identify.Verdict;

/// Knows the DICOM Upper Layer by its first PDU (PS3.8 section 9.3): an A-ASSOCIATE-RQ or -AC by
/// its fixed part and the application context name, a rejection or an abort by its ten bytes. In
/// midstream by a P-DATA-TF whose two headers agree with each other and with what follows them.
/// Stateless.
final class DicomProbe implements ProtocolProbe {
    /// More is not held back for a verdict.
    private static final int MAX_BYTES = 4096;

    /// Application context item: header and name (PS3.8 section 9.3.2.1).
    private static final String APPLICATION_CONTEXT_NAME = "1.2.840.10008.3.1.1.1";

    private static final int NAME_AT = AssociatePdu.ITEMS + 4;
    private static final int SIGNATURE_BYTES = NAME_AT + APPLICATION_CONTEXT_NAME.length();
    private static final int SHORT_PDU_BYTES = 10;

    /// Of a command set or data set: enough to know the beginning of one.
    private static final int BEGINNING_BYTES = 8;

    @Override
    public Verdict probe(
            Direction from,
            byte[] bytes,
            int start,
            int length,
            int serverPort,
            boolean midstream) {
        return switch (Bytes.u8(bytes, start)) {
            case Dicom.ASSOCIATE_RQ, Dicom.ASSOCIATE_AC -> associate(bytes, start, length);
            case Dicom.ASSOCIATE_RJ, Dicom.ABORT -> shortPdu(bytes, start, length);
            case Dicom.RELEASE_RQ, Dicom.RELEASE_RP ->
                    midstream ? shortPdu(bytes, start, length) : Verdict.NO;
            case Dicom.P_DATA_TF -> midstream ? data(bytes, start, length) : Verdict.NO;
            default -> Verdict.NO;
        };
    }

    /// Bytes to step over up to a P-DATA-TF that is borne out by what follows it; 0 where a PDU of
    /// the association stands at the start.
    @Override
    public int findStart(Direction from, byte[] bytes, int start, int length) {
        if (startsAssociation(bytes, start, length)) {
            return 0;
        }
        int end = start + length;
        int at = Bytes.indexOf(bytes, start, end, Dicom.P_DATA_TF);
        while (at >= 0 && end - at >= PduSignature.P_DATA_BYTES) {
            if (isCredible(bytes, at, end)) {
                return at - start;
            }
            at = Bytes.indexOf(bytes, at + 1, end, Dicom.P_DATA_TF);
        }
        return -1;
    }

    private static boolean startsAssociation(byte[] bytes, int start, int length) {
        return switch (length == 0 ? 0 : Bytes.u8(bytes, start)) {
            case Dicom.ASSOCIATE_RQ, Dicom.ASSOCIATE_AC ->
                    associate(bytes, start, length) == Verdict.MATCH;
            case Dicom.ASSOCIATE_RJ, Dicom.ABORT, Dicom.RELEASE_RQ, Dicom.RELEASE_RP ->
                    shortPdu(bytes, start, length) == Verdict.MATCH;
            default -> false;
        };
    }

    /// Every byte that is there must fit, up to the name of the application context.
    private static Verdict associate(byte[] bytes, int start, int length) {
        if (length >= 2 && Bytes.u8(bytes, start + 1) != 0) {
            return Verdict.NO;
        }
        if (length >= 3 && Bytes.u8(bytes, start + 2) != 0) {
            return Verdict.NO;
        }
        if (length >= 6) {
            long pduLength = Bytes.u32(bytes, start + 2);
            if (pduLength < AssociatePdu.MIN_LENGTH || pduLength > Dicom.ASSOCIATE_MAX_BYTES) {
                return Verdict.NO;
            }
        }
        boolean version = length < 8 || (Bytes.u8(bytes, start + 7) & 1) != 0;
        boolean reserved = length < 10 || Bytes.u16(bytes, start + 8) == 0;
        if (!version || !reserved || !areTitles(bytes, start, length)) {
            return Verdict.NO;
        }
        if (length > AssociatePdu.ITEMS
                && Bytes.u8(bytes, start + AssociatePdu.ITEMS) != ItemCursor.APPLICATION_CONTEXT) {
            return Verdict.NO;
        }
        if (length < SIGNATURE_BYTES) {
            return Verdict.NEED_MORE;
        }
        boolean named =
                Bytes.u16(bytes, start + AssociatePdu.ITEMS + 2)
                                >= APPLICATION_CONTEXT_NAME.length()
                        && Bytes.startsWith(bytes, start + NAME_AT, APPLICATION_CONTEXT_NAME);
        return named ? Verdict.MATCH : Verdict.NO;
    }

    /// Both AE titles are text; those of an acceptor may be blank.
    private static boolean areTitles(byte[] bytes, int start, int length) {
        int end = Math.min(length, AssociatePdu.CALLING_AE_TITLE + AssociatePdu.AE_TITLE_BYTES);
        for (int i = AssociatePdu.CALLED_AE_TITLE; i < end; i++) {
            int b = Bytes.u8(bytes, start + i);
            if (b != 0 && b < ' ' || b == 0x7F) {
                return false;
            }
        }
        return true;
    }

    /// A-ASSOCIATE-RJ, A-RELEASE and A-ABORT: four bytes after the header, few values.
    private static Verdict shortPdu(byte[] bytes, int start, int length) {
        if (length >= 2 && Bytes.u8(bytes, start + 1) != 0) {
            return Verdict.NO;
        }
        if (length < SHORT_PDU_BYTES) {
            // 00 00 00 04, as far as it is there
            for (int i = 2; i < Math.min(length, 6); i++) {
                if (Bytes.u8(bytes, start + i) != (i == 5 ? 4 : 0)) {
                    return Verdict.NO;
                }
            }
            return Verdict.NEED_MORE;
        }
        int type = Bytes.u8(bytes, start);
        int result = Bytes.u8(bytes, start + 7);
        int source = Bytes.u8(bytes, start + 8);
        int reason = Bytes.u8(bytes, start + 9);
        boolean values =
                switch (type) {
                    case Dicom.ASSOCIATE_RJ ->
                            result >= 1
                                    && result <= 2
                                    && source >= 1
                                    && source <= 3
                                    && reason <= 10;
                    case Dicom.ABORT -> result == 0 && source <= 2 && reason <= 6;
                    default -> result == 0 && source == 0 && reason == 0;
                };
        boolean fixed =
                Bytes.u32(bytes, start + 2) == 4
                        && Bytes.u8(bytes, start + 6) == 0
                        && length == SHORT_PDU_BYTES;
        return values && fixed ? Verdict.MATCH : Verdict.NO;
    }

    /// A P-DATA-TF at the start: worth waiting for what would bear it out, if that can still come.
    private static Verdict data(byte[] bytes, int start, int length) {
        if (isCredible(bytes, start, start + length)) {
            return Verdict.MATCH;
        }
        if (length < PduSignature.P_DATA_BYTES) {
            boolean fits =
                    (length < 2 || Bytes.u8(bytes, start + 1) == 0)
                            && (length < 3 || Bytes.u8(bytes, start + 2) == 0);
            return fits ? Verdict.NEED_MORE : Verdict.NO;
        }
        int first = Bytes.i32(bytes, start);
        long rest = Bytes.u64(bytes, start + 4);
        if (!PduSignature.isPData(first, rest)) {
            return Verdict.NO;
        }
        long next = Dicom.PDU_HEADER_BYTES + PduSignature.pduLength(first, rest);
        boolean mayBegin = length < PduSignature.P_DATA_BYTES + BEGINNING_BYTES;
        boolean nextMayCome =
                length < next + Dicom.PDU_HEADER_BYTES
                        && next + Dicom.PDU_HEADER_BYTES <= MAX_BYTES;
        return mayBegin || nextMayCome ? Verdict.NEED_MORE : Verdict.NO;
    }

    /// A P-DATA-TF header, and one more thing that bears it out: another PDU right behind it, or
    /// the beginning of a command set or data set in it.
    private static boolean isCredible(byte[] bytes, int at, int end) {
        if (end - at < PduSignature.P_DATA_BYTES) {
            return false;
        }
        int first = Bytes.i32(bytes, at);
        long rest = Bytes.u64(bytes, at + 4);
        if (!PduSignature.isPData(first, rest)) {
            return false;
        }
        int next = (int) (at + Dicom.PDU_HEADER_BYTES + PduSignature.pduLength(first, rest));
        if (end - next >= Dicom.PDU_HEADER_BYTES) {
            int type = Bytes.u8(bytes, next);
            return type >= Dicom.ASSOCIATE_RQ
                    && type <= Dicom.ABORT
                    && Bytes.u8(bytes, next + 1) == 0
                    && Bytes.u8(bytes, next + 2) == 0;
        }
        int fragment = at + PduSignature.P_DATA_BYTES;
        return end - fragment >= BEGINNING_BYTES
                && isBeginning(bytes, fragment, PduSignature.control(rest));
    }

    private static boolean isBeginning(byte[] bytes, int at, int control) {
        long head = Bytes.u64(bytes, at);
        if ((control & 1) != 0) {
            // (0000,0000), four bytes long
            return head == 0x0000_0000_0400_0000L;
        }
        int tag = (int) (head >>> 32);
        return tag == 0x0800_0500
                || tag == 0x0800_0800
                || tag == 0x0800_1600
                || tag == 0x0008_0005
                || tag == 0x0008_0008
                || tag == 0x0008_0016;
    }
}
