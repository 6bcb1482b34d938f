package io.wardtap.protocol.dicom;

/// What makes bytes in midstream a credible P-DATA-TF PDU: its header and its first PDV's, twelve
/// bytes that have to agree.
final class PduSignature {
    /// Both headers.
    static final int P_DATA_BYTES = 12;

    /// Larger PDUs are not looked for in midstream.
    static final long MAX_P_DATA_LENGTH = 4 << 20;

    private static final long MIN_P_DATA_LENGTH = 10;

    private PduSignature() {}

    /// @param first the PDU header's first four bytes, big-endian
    /// @param rest the eight bytes after them
    static boolean isPData(int first, long rest) {
        if (first >>> 16 != Dicom.P_DATA_TF << 8) {
            return false;
        }
        long length = pduLength(first, rest);
        long itemLength = itemLength(rest);
        int contextId = contextId(rest);
        int control = control(rest);
        // one PDV fills the PDU, or another one has room after it; fragments are of even length
        long after = length - 4 - itemLength;
        return length >= MIN_P_DATA_LENGTH
                && length <= MAX_P_DATA_LENGTH
                && itemLength >= 2
                && (itemLength & 1) == 0
                && (after == 0 || after >= Dicom.PDV_HEADER_BYTES)
                && (contextId & 1) != 0
                && control <= 3;
    }

    static long pduLength(int first, long rest) {
        return (first & 0xFFFFL) << 16 | rest >>> 48;
    }

    static long itemLength(long rest) {
        return rest >>> 16 & 0xFFFF_FFFFL;
    }

    static int contextId(long rest) {
        return (int) (rest >>> 8) & 0xFF;
    }

    static int control(long rest) {
        return (int) rest & 0xFF;
    }
}
