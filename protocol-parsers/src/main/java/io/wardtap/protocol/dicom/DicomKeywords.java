package io.wardtap.protocol.dicom;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.bytes.KnownWords;
import io.wardtap.protocol.phi.PhiField;

/// Fields of [DicomPhi] by what DICOMweb calls an attribute: its keyword, or its tag in eight
/// hexadecimal digits (PS3.18 section 8.3.4). Any thread; a lookup allocates nothing.
public final class DicomKeywords {
    /// The attribute is not in the catalogue.
    public static final int NONE = KnownWords.NONE;

    private static final int TAG_DIGITS = 8;
    private static final KnownWords NAMES =
            new KnownWords(DicomPhi.CATALOGUE.stream().map(PhiField::name).toList());

    private DicomKeywords() {}

    /// The field that a keyword or tag names, or [#NONE].
    public static int field(byte[] bytes, int start, int length) {
        if (length == TAG_DIGITS) {
            long tag = tag(bytes, start);
            if (tag >= 0) {
                return WantedTags.phiField(WantedTags.indexOf((int) tag));
            }
        }
        return NAMES.find(bytes, start, length);
    }

    /// Whether a value says something: it is neither blank nor matches everything.
    public static boolean isRestricting(byte[] bytes, int start, int length) {
        return !PatientText.isBlank(bytes, start, length)
                && !PatientText.isUniversal(bytes, start, length);
    }

    /// The tag in eight hexadecimal digits, or -1.
    static long tag(byte[] bytes, int start) {
        long tag = 0;
        for (int i = 0; i < TAG_DIGITS; i++) {
            int digit = Character.digit(Bytes.u8(bytes, start + i), 16);
            if (digit < 0) {
                return -1;
            }
            tag = tag << 4 | digit;
        }
        return tag;
    }
}
