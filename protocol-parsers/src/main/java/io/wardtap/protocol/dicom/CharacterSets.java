package io.wardtap.protocol.dicom;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.bytes.Padding;

/// Defined terms of Specific Character Set (0008,0005), PS3.3 section C.12.1.1.2. Any thread.
final class CharacterSets {
    /// For a term that the standard has not.
    static final String OTHER = "other";

    private static final String[] TERMS = {
        "ISO_IR 6",
        "ISO_IR 13",
        "ISO_IR 100",
        "ISO_IR 101",
        "ISO_IR 109",
        "ISO_IR 110",
        "ISO_IR 126",
        "ISO_IR 127",
        "ISO_IR 138",
        "ISO_IR 144",
        "ISO_IR 148",
        "ISO_IR 166",
        "ISO_IR 192",
        "ISO_IR 203",
        "ISO 2022 IR 6",
        "ISO 2022 IR 13",
        "ISO 2022 IR 58",
        "ISO 2022 IR 87",
        "ISO 2022 IR 100",
        "ISO 2022 IR 101",
        "ISO 2022 IR 109",
        "ISO 2022 IR 110",
        "ISO 2022 IR 126",
        "ISO 2022 IR 127",
        "ISO 2022 IR 138",
        "ISO 2022 IR 144",
        "ISO 2022 IR 148",
        "ISO 2022 IR 149",
        "ISO 2022 IR 159",
        "ISO 2022 IR 166",
        "ISO 2022 IR 203",
        "GB18030",
        "GBK",
    };

    private CharacterSets() {}

    /// The last of the values, which says most: those before it are what escape sequences come back
    /// to. "" when there is none.
    static String of(byte[] bytes, int start, int length) {
        int end = Padding.drop(bytes, start, start + length);
        int from = end;
        while (from > start && Bytes.u8(bytes, from - 1) != '\\') {
            from--;
        }
        from = Padding.skip(bytes, from, end);
        if (from == end) {
            return "";
        }
        for (String term : TERMS) {
            if (Bytes.isText(bytes, from, end - from, term)) {
                return term;
            }
        }
        return OTHER;
    }
}
