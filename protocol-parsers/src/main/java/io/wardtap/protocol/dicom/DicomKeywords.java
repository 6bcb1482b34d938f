package io.wardtap.protocol.dicom;

import io.wardtap.protocol.bytes.Bytes;

import java.util.Arrays;

/// Fields of [DicomPhi] by what DICOMweb calls an attribute: its keyword, or its tag in eight
/// hexadecimal digits (PS3.18 section 8.3.4). Any thread; a lookup allocates nothing.
public final class DicomKeywords {
    /// The attribute is not in the catalogue.
    public static final int NONE = -1;

    private static final int TAG_DIGITS = 8;
    private static final int SHIFT = 20;
    private static final short[] SLOTS = new short[1 << (32 - SHIFT)];

    static {
        Arrays.fill(SLOTS, (short) NONE);
        for (int field = 0; field < DicomPhi.CATALOGUE.size(); field++) {
            String name = DicomPhi.CATALOGUE.get(field).name();
            int hash = 0;
            for (int i = 0; i < name.length(); i++) {
                hash = hash * 31 + name.charAt(i);
            }
            int slot = slot(hash);
            while (SLOTS[slot] != NONE) {
                slot = slot + 1 & SLOTS.length - 1;
            }
            SLOTS[slot] = (short) field;
        }
    }

    private DicomKeywords() {}

    /// The field that a keyword or tag names, or [#NONE].
    public static int field(byte[] bytes, int start, int length) {
        if (length == TAG_DIGITS) {
            long tag = tag(bytes, start);
            if (tag >= 0) {
                return WantedTags.phiField(WantedTags.indexOf((int) tag));
            }
        }
        int hash = 0;
        for (int i = 0; i < length; i++) {
            hash = hash * 31 + Bytes.u8(bytes, start + i);
        }
        int slot = slot(hash);
        while (SLOTS[slot] != NONE) {
            String name = DicomPhi.CATALOGUE.get(SLOTS[slot]).name();
            if (name.length() == length && Bytes.startsWith(bytes, start, name)) {
                return SLOTS[slot];
            }
            slot = slot + 1 & SLOTS.length - 1;
        }
        return NONE;
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

    private static int slot(int hash) {
        return hash * 0x9E37_79B1 >>> SHIFT;
    }
}
