package io.wardtap.protocol.dicom;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.bytes.Padding;
import io.wardtap.protocol.phi.SystemNames;
import io.wardtap.protocol.unit.NameInterner;

/// Names of devices and systems as clean text: AE titles, UIDs, device attributes. Padding is
/// stripped, what cannot be printed becomes `?`. Confined to one parser thread; allocates only for
/// a name that is new.
final class DicomNames {
    /// In place of a name that is written as a person's is.
    static final String MASKED = "masked";

    /// PS3.5 section 9.1.
    private static final int MAX_UID_LENGTH = 64;

    private final NameInterner names;
    private final byte[] clean = new byte[NameInterner.MAX_LENGTH];

    DicomNames(NameInterner names) {
        this.names = names;
    }

    /// Whether the bytes have a mark that names of persons and mailboxes have, and names of systems
    /// have not: components (PS3.5 section 6.2.1), an at sign, a comma with a blank.
    static boolean isPerson(byte[] bytes, int start, int length) {
        for (int i = 0; i < length; i++) {
            int b = Bytes.u8(bytes, start + i);
            if (b == '^'
                    || b == '@'
                    || SystemNames.isPersonsComma(bytes, start + i, start + length)) {
                return true;
            }
        }
        return false;
    }

    /// The name in these bytes, ISO 8859-1; "" for nothing but padding, [#MASKED] for a person's.
    String name(byte[] bytes, int start, int length) {
        int from = Padding.skip(bytes, start, start + length);
        int to = Padding.drop(bytes, from, start + length);
        if (isPerson(bytes, from, to - from)) {
            return MASKED;
        }
        int n = Math.min(to - from, NameInterner.MAX_LENGTH);
        for (int i = 0; i < n; i++) {
            if (!isPrintable(Bytes.u8(bytes, from + i))) {
                return cleaned(bytes, from, n);
            }
        }
        return names.intern(bytes, from, n);
    }

    /// The UID in these bytes, or "" when it is none.
    String uid(byte[] bytes, int start, int length) {
        int n = Padding.drop(bytes, start, start + length) - start;
        if (n > MAX_UID_LENGTH) {
            return "";
        }
        for (int i = 0; i < n; i++) {
            int b = Bytes.u8(bytes, start + i);
            if (b != '.' && (b < '0' || b > '9')) {
                return "";
            }
        }
        return names.intern(bytes, start, n);
    }

    private String cleaned(byte[] bytes, int from, int n) {
        for (int i = 0; i < n; i++) {
            int b = Bytes.u8(bytes, from + i);
            Bytes.putU8(clean, i, isPrintable(b) ? b : '?');
        }
        return names.intern(clean, 0, n);
    }

    private static boolean isPrintable(int b) {
        return b >= ' ' && b < 0x7F || b >= 0xA0;
    }
}
