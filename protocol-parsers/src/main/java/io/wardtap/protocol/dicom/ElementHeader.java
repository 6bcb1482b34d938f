package io.wardtap.protocol.dicom;

import io.wardtap.protocol.bytes.Bytes;

/// One element's header, gathered from however many slices it lies in (PS3.5 section 7.1): at most
/// 12 bytes, held in two numbers as little-endian reads of them. Confined to its walker.
final class ElementHeader {
    /// Length of a sequence, item or encapsulated value that a delimiter ends.
    static final long UNDEFINED_LENGTH = 0xFFFF_FFFFL;

    /// Group of items and delimiters, which have no VR in any syntax.
    static final int DELIMITERS = 0xFFFE;

    private static final int SHORT = 8;
    private static final int LONG = 12;

    /// An element without a VR in an explicit syntax is believed up to this length.
    private static final long PLAUSIBLE_LENGTH = 16 << 20;

    private long low;
    private long high;
    private int have;
    private int need;
    private TransferSyntax syntax;
    private int vr;
    private boolean unreadable;

    void clear() {
        low = 0;
        high = 0;
        have = 0;
        need = SHORT;
    }

    /// Begins with four bytes that have been read already.
    void resume(int firstBytes) {
        clear();
        low = firstBytes & 0xFFFF_FFFFL;
        have = 4;
    }

    /// Takes bytes up to the eighth, which say how long the header is.
    ///
    /// @return where reading goes on
    int fill(byte[] bytes, int at, int end) {
        if (have == 0 && end - at >= SHORT) {
            low = Bytes.u64Le(bytes, at);
            have = SHORT;
            return at + SHORT;
        }
        int next = at;
        while (have < SHORT && next < end) {
            low |= (long) Bytes.u8(bytes, next++) << (have++ << 3);
        }
        return next;
    }

    /// Takes the four bytes more of a long header.
    int fillLong(byte[] bytes, int at, int end) {
        if (have == SHORT && need == LONG && end - at >= 4) {
            high = Bytes.u32Le(bytes, at);
            have = LONG;
            return at + 4;
        }
        int next = at;
        while (have < need && next < end) {
            high |= (long) Bytes.u8(bytes, next++) << ((have++ - SHORT) << 3);
        }
        return next;
    }

    boolean hasFirstEight() {
        return have >= SHORT;
    }

    boolean isComplete() {
        return have >= SHORT && have == need;
    }

    /// Bytes gathered so far.
    int have() {
        return have;
    }

    /// Says in which syntax to read the first eight bytes; from then on the header's length is
    /// known.
    void interpret(TransferSyntax syntax) {
        this.syntax = syntax;
        unreadable = false;
        vr = ValueRepresentation.NONE;
        need = SHORT;
        if (syntax == TransferSyntax.IMPLICIT_LE || group() == DELIMITERS) {
            return;
        }
        vr = letters();
        if (ValueRepresentation.hasLongLength(vr)) {
            need = LONG;
        } else if (!ValueRepresentation.hasShortLength(vr)) {
            unknownVr();
        }
    }

    /// The encoder's fault, or a VR of a newer edition: PS3.5 section 6.2 gives all new ones the
    /// long form, whose reserved bytes are zero.
    private void unknownVr() {
        boolean reservedZero = low >>> 48 == 0;
        if (ValueRepresentation.isLetters(vr) || vr == ('?' << 8 | '?')) {
            need = reservedZero ? LONG : SHORT;
        } else {
            vr = ValueRepresentation.NONE;
            unreadable = word() > PLAUSIBLE_LENGTH;
        }
    }

    /// Neither a VR nor a length stands where one should.
    boolean isUnreadable() {
        return unreadable;
    }

    int group() {
        return half(0);
    }

    int element() {
        return half(16);
    }

    int tag() {
        return group() << 16 | element();
    }

    /// The VR's letters, or [ValueRepresentation#NONE].
    int vr() {
        return vr;
    }

    /// Length of the value, or [#UNDEFINED_LENGTH].
    long length() {
        if (vr == ValueRepresentation.NONE) {
            return word();
        }
        if (need == LONG) {
            return syntax == TransferSyntax.EXPLICIT_BE
                    ? Integer.reverseBytes((int) high) & 0xFFFF_FFFFL
                    : high;
        }
        return half(48);
    }

    /// The syntax that the first header of a data set speaks for, given the negotiated one; UNKNOWN
    /// when it speaks for none (reference: PS3.5 section 7.1; letters of a VR, else a length).
    TransferSyntax guess(TransferSyntax negotiated) {
        boolean explicit = ValueRepresentation.isKnown(letters());
        boolean asNegotiated =
                switch (negotiated) {
                    case IMPLICIT_LE -> !explicit;
                    case EXPLICIT_LE, EXPLICIT_BE -> ValueRepresentation.isLetters(letters());
                    case DEFLATED, UNKNOWN -> false;
                };
        if (asNegotiated) {
            return negotiated;
        }
        int first = (int) low & 0xFF;
        int second = (int) low >>> 8 & 0xFF;
        if (explicit) {
            return first == 0 && second != 0
                    ? TransferSyntax.EXPLICIT_BE
                    : TransferSyntax.EXPLICIT_LE;
        }
        long length = low >>> 32;
        boolean plausible =
                second == 0
                        && (length == UNDEFINED_LENGTH
                                || (length & 1) == 0 && length <= PLAUSIBLE_LENGTH);
        return plausible ? TransferSyntax.IMPLICIT_LE : TransferSyntax.UNKNOWN;
    }

    /// Whether a data set may begin like this: with an element of group 0008 or 0010, where all
    /// that DIMSE carries begins.
    boolean mayBeginDataSet() {
        int group = (int) low & 0xFFFF;
        int swapped = (group >>> 8 | group << 8) & 0xFFFF;
        return group == 0x0008 || group == 0x0010 || swapped == 0x0008 || swapped == 0x0010;
    }

    private int letters() {
        return (int) (low >>> 32 & 0xFF) << 8 | (int) (low >>> 40 & 0xFF);
    }

    private int half(int shift) {
        int half = (int) (low >>> shift) & 0xFFFF;
        return syntax == TransferSyntax.EXPLICIT_BE ? (half >>> 8 | half << 8) & 0xFFFF : half;
    }

    private long word() {
        int word = (int) (low >>> 32);
        return (syntax == TransferSyntax.EXPLICIT_BE ? Integer.reverseBytes(word) : word)
                & 0xFFFF_FFFFL;
    }
}
