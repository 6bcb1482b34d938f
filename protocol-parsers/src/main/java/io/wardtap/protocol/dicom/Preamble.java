package io.wardtap.protocol.dicom;

import io.wardtap.protocol.bytes.Bytes;

import java.util.Locale;

/// What the 128 bytes before a DICOM file's prefix are (PS3.10 section 7.1): they belong to nobody,
/// and a file may be a program as well (CVE-2019-11687).
public enum Preamble {
    /// Zeros, as most are.
    EMPTY,
    /// Something that is no known kind of file.
    OTHER,
    /// Whole-slide images are TIFF files as well, as the standard means it.
    TIFF,
    /// A program for Windows or DOS.
    PE,
    ELF,
    MACH_O,
    JAVA,
    SCRIPT,
    ZIP;

    private static final int BYTES = 128;

    private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /// The kind of 128 bytes.
    static Preamble of(byte[] bytes, int start) {
        long first = Bytes.u32(bytes, start);
        if (first >>> 16 == 0x4D5A) {
            return PE;
        }
        if (first == 0x7F45_4C46L) {
            return ELF;
        }
        if (first == 0xCFFA_EDFEL || first == 0xCEFA_EDFEL || first == 0xFEED_FACFL) {
            return MACH_O;
        }
        if (first == 0xCAFE_BABEL) {
            return JAVA;
        }
        if (first >>> 16 == 0x2321) {
            return SCRIPT;
        }
        if (first == 0x504B_0304L) {
            return ZIP;
        }
        if (first == 0x4949_2A00L || first == 0x4D4D_002AL) {
            return TIFF;
        }
        for (int i = 0; i < BYTES; i++) {
            if (bytes[start + i] != 0) {
                return OTHER;
            }
        }
        return EMPTY;
    }

    /// A program, or an archive that may be one.
    public boolean isExecutable() {
        return ordinal() >= PE.ordinal();
    }

    public String label() {
        return label;
    }
}
