package io.wardtap.protocol.hl7;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.phi.PhiCategory;
import io.wardtap.protocol.phi.PhiFacts;

/// Reads what fields of free text (NTE-3, OBX-5 of type TX, FT, ST) and of documents (OBX-5 of type
/// ED, RP) carry: signs of a person by kind, documents by type and size. Confined to one parser;
/// allocates nothing.
final class TextFields {
    /// Free text of one message that is looked at; the rest is counted as there and no more.
    static final int MAX_TEXT_BYTES = 8 * 1024;

    /// Shorter text is no document.
    private static final int SHORTEST_DOCUMENT = 32;

    /// ED: source application, type, subtype, encoding, data.
    private static final int ED_ENCODING = 4;

    private static final int ED_DATA = 5;

    private static final int[] OBX = entries("OBX-5");
    private static final int[] NTE = entries("NTE-3");

    private final Hl7Segments segments;
    private final FreeText text;
    private Hl7Facts facts;
    private int left;
    private int missing; // bytes of the message that the framer did not keep

    TextFields(Hl7Segments segments, DirectValues direct) {
        this.segments = segments;
        this.text = new FreeText(direct);
    }

    private static int[] entries(String field) {
        return new int[] {
            Hl7Phi.entry(field, PhiCategory.SSN, false),
            Hl7Phi.entry(field, PhiCategory.PHONE, false),
            Hl7Phi.entry(field, PhiCategory.EMAIL, false),
            Hl7Phi.entry(field, PhiCategory.DOB, false),
            Hl7Phi.entry(field, PhiCategory.ID, false),
            Hl7Phi.entry(field, PhiCategory.NAME, false)
        };
    }

    /// @param missingBytes of the message that are not in the unit
    void begin(Hl7Facts found, long missingBytes) {
        facts = found;
        left = MAX_TEXT_BYTES;
        missing = (int) Math.min(missingBytes, Integer.MAX_VALUE / 2);
    }

    /// Whether the current observation's text, which has not been split, shows nothing at a first
    /// look. Most text does not.
    boolean isPlain() {
        if (left <= 0) {
            return true;
        }
        int from = segments.fifthField();
        int to = segments.fieldEnd(from);
        if (mayBeDocument(from, to) || text.maySign(segments.bytes(), from, to)) {
            return false;
        }
        left -= to - from;
        return true;
    }

    private boolean mayBeDocument(int from, int to) {
        return to - from >= SHORTEST_DOCUMENT && mayBeDocument(Bytes.u8(segments.bytes(), from));
    }

    /// OBX-5 of a text type.
    void observation() {
        int from = segments.start(5);
        int to = segments.end(5);
        if (mayBeDocument(from, to)) {
            EmbeddedDocument kind = EmbeddedDocument.of(segments.bytes(), from, to);
            if (kind != EmbeddedDocument.OTHER) {
                document(kind, from, to, true);
                return;
            }
        }
        scan(from, to, OBX);
    }

    /// NTE-3, if it is there.
    void note() {
        if (segments.has(3)) {
            scan(segments.start(3), segments.end(3), NTE);
        }
    }

    /// OBX-5 of type ED.
    void encapsulated() {
        int from = segments.start(5);
        int to = segments.end(5);
        int data = segments.component(ED_DATA, from, to);
        if (data < 0) {
            document(EmbeddedDocument.OTHER, from, to, false);
            return;
        }
        int encoding = segments.component(ED_ENCODING, from, to);
        boolean encoded =
                encoding >= 0
                        && encoding < data
                        && Bytes.upper(Bytes.u8(segments.bytes(), encoding)) == 'B';
        EmbeddedDocument kind = EmbeddedDocument.of(segments.bytes(), data, to);
        document(kind, data, to, encoded);
    }

    /// OBX-5 of type RP.
    void reference() {
        document(EmbeddedDocument.REFERENCE, segments.start(5), segments.start(5), false);
    }

    private void document(EmbeddedDocument kind, int from, int to, boolean isBase64) {
        EmbeddedDocument type = kind;
        if (kind == EmbeddedDocument.XML
                && EmbeddedDocument.hasClinicalRoot(segments.bytes(), from, to)) {
            type = EmbeddedDocument.CDA;
        }
        if (facts.documents == 0) {
            facts.document = type;
        }
        facts.documents++;
        facts.programs += type.isProgram() ? 1 : 0;
        long bytes = (long) to - from + missing;
        missing = 0;
        facts.documentBytes += isBase64 ? bytes * 3 / 4 : bytes;
    }

    private void scan(int from, int to, int[] entries) {
        int length = Math.min(to - from, left);
        if (length <= 0) {
            return;
        }
        left -= length;
        if (!text.maySign(segments.bytes(), from, from + length)) {
            return;
        }
        int found = text.scan(segments.bytes(), from, from + length);
        if (found == 0) {
            return;
        }
        PhiFacts phi = facts.phi;
        facts.textSigns |= found;
        for (int i = 0; i < entries.length; i++) {
            if ((found >>> i & 1) != 0) {
                phi.mark(entries[i]);
            }
        }
    }

    /// What the documents of [EmbeddedDocument] begin with.
    private static boolean mayBeDocument(int first) {
        return switch (first) {
            case '%', '{', '<', 'J', 'e', 'P', '/', 'i', 'S', 'R', 'U', 'T', 'f' -> true;
            default -> false;
        };
    }
}
