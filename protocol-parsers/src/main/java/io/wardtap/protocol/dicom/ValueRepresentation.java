package io.wardtap.protocol.dicom;

/// Value representations as the two letters on the wire, first letter in the upper byte (PS3.5
/// sections 6.2 and 7.1.2).
final class ValueRepresentation {
    /// Not an explicit VR: the element has none.
    static final int NONE = 0;

    static final int SQ = 'S' << 8 | 'Q';
    static final int UN = 'U' << 8 | 'N';

    private ValueRepresentation() {}

    /// Whether these are the letters of a VR of PS3.5.
    static boolean isKnown(int vr) {
        return hasLongLength(vr) || hasShortLength(vr);
    }

    /// VRs with two reserved bytes and a 32-bit length.
    static boolean hasLongLength(int vr) {
        return switch (vr) {
            case 'O' << 8 | 'B',
                    'O' << 8 | 'D',
                    'O' << 8 | 'F',
                    'O' << 8 | 'L',
                    'O' << 8 | 'V',
                    'O' << 8 | 'W',
                    SQ,
                    'S' << 8 | 'V',
                    'U' << 8 | 'C',
                    UN,
                    'U' << 8 | 'R',
                    'U' << 8 | 'T',
                    'U' << 8 | 'V' ->
                    true;
            default -> false;
        };
    }

    /// VRs with a 16-bit length.
    static boolean hasShortLength(int vr) {
        return switch (vr) {
            case 'A' << 8 | 'E',
                    'A' << 8 | 'S',
                    'A' << 8 | 'T',
                    'C' << 8 | 'S',
                    'D' << 8 | 'A',
                    'D' << 8 | 'S',
                    'D' << 8 | 'T',
                    'F' << 8 | 'L',
                    'F' << 8 | 'D',
                    'I' << 8 | 'S',
                    'L' << 8 | 'O',
                    'L' << 8 | 'T',
                    'P' << 8 | 'N',
                    'S' << 8 | 'H',
                    'S' << 8 | 'L',
                    'S' << 8 | 'S',
                    'S' << 8 | 'T',
                    'T' << 8 | 'M',
                    'U' << 8 | 'I',
                    'U' << 8 | 'L',
                    'U' << 8 | 'S' ->
                    true;
            default -> false;
        };
    }

    /// Two capital letters: a VR of an edition newer than ours, perhaps.
    static boolean isLetters(int vr) {
        int first = vr >>> 8;
        int second = vr & 0xFF;
        return first >= 'A' && first <= 'Z' && second >= 'A' && second <= 'Z';
    }

    /// Bytes of any kind, which may be encapsulated with an undefined length.
    static boolean isOther(int vr) {
        return vr >>> 8 == 'O';
    }
}
