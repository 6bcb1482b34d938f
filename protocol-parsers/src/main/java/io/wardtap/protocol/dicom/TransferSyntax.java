package io.wardtap.protocol.dicom;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.bytes.Padding;

/// How the elements of a data set are encoded (PS3.5 sections 7 and 10, Annex A), as far as a walk
/// to the pixel data needs to know: all compressed syntaxes are Explicit VR Little Endian there.
enum TransferSyntax {
    UNKNOWN,
    IMPLICIT_LE,
    EXPLICIT_LE,
    EXPLICIT_BE,
    /// The whole data set is a deflate stream.
    DEFLATED;

    private static final String STANDARD = "1.2.840.10008.1.2";

    private static final TransferSyntax[] VALUES = values();

    static TransferSyntax of(int ordinal) {
        return VALUES[ordinal];
    }

    /// The syntax of a UID as it stands in an association item; padding is tolerated.
    static TransferSyntax of(byte[] bytes, int start, int length) {
        int n = Padding.drop(bytes, start, start + length) - start;
        if (Bytes.isText(bytes, start, n, STANDARD)
                || Bytes.isText(bytes, start, n, "1.2.840.113619.5.2")) {
            return IMPLICIT_LE;
        }
        if (Bytes.isText(bytes, start, n, "1.2.840.10008.1.2.2")) {
            return EXPLICIT_BE;
        }
        if (Bytes.isText(bytes, start, n, "1.2.840.10008.1.2.1.99")
                || Bytes.isText(bytes, start, n, "1.2.840.10008.1.2.4.95")
                || Bytes.isText(bytes, start, n, "1.2.840.10008.1.2.4.205")) {
            return DEFLATED;
        }
        boolean standard =
                n > STANDARD.length() + 1
                        && Bytes.startsWith(bytes, start, STANDARD)
                        && Bytes.u8(bytes, start + STANDARD.length()) == '.';
        return standard ? EXPLICIT_LE : UNKNOWN;
    }
}
