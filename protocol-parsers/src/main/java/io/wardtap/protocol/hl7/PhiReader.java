package io.wardtap.protocol.hl7;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.phi.PhiCategory;
import io.wardtap.protocol.phi.PhiFacts;
import io.wardtap.protocol.unit.KeyedHash;

/// Marks the fields of a message that carry patient data, and hashes its patients to count them.
/// Values are looked at where they lie and never kept. Confined to one parser; allocates nothing.
final class PhiReader {

    /// Bytes of an identifier with its authority that are hashed.
    private static final int CANONICAL_BYTES = 256;

    private static final int PID = Hl7Phi.segment("PID");
    private static final int MRG = Hl7Phi.segment("MRG");
    private static final int OBX = Hl7Phi.segment("OBX");
    private static final int QPD = Hl7Phi.segment("QPD");
    private static final int NTE = Hl7Phi.segment("NTE");
    private static final int NOTE_TEXT = Hl7Phi.entry("NTE-3", PhiCategory.FREE_TEXT, false);

    private static final int OBX_NAME = Hl7Phi.entry("OBX-5", PhiCategory.NAME, true);
    private static final int OBX_ADDRESS = Hl7Phi.entry("OBX-5", PhiCategory.ADDRESS, true);
    private static final int OBX_PHONE = Hl7Phi.entry("OBX-5", PhiCategory.PHONE, true);
    private static final int OBX_ID = Hl7Phi.entry("OBX-5", PhiCategory.ID, true);
    private static final int OBX_DOCUMENT = Hl7Phi.entry("OBX-5", PhiCategory.FREE_TEXT, true);
    private static final int OBX_TEXT = Hl7Phi.entry("OBX-5", PhiCategory.FREE_TEXT, false);
    private static final int OBX_STAFF = Hl7Phi.entry("OBX-5", PhiCategory.STAFF, false);
    private static final int OBX_DATE = Hl7Phi.entry("OBX-14", PhiCategory.DATE, false);
    private static final int OBX_OBSERVER = Hl7Phi.entry("OBX-16", PhiCategory.STAFF, false);
    private static final int QPD_PARAMETER = Hl7Phi.entry("QPD-3", PhiCategory.ID, true);

    private final Hl7Segments segments;
    private final DirectValues direct;
    private final FieldValues values;
    private final TextFields texts;
    private final KeyedHash patientHash;
    private final byte[] canonical = new byte[CANONICAL_BYTES];
    private PhiFacts phi;

    PhiReader(Hl7Segments segments, DirectValues direct, KeyedHash patientHash) {
        this.segments = segments;
        this.direct = direct;
        this.values = new FieldValues(segments, direct);
        this.texts = new TextFields(segments, direct);
        this.patientHash = patientHash;
    }

    /// @param missing bytes of the message that are not in the unit
    void begin(Hl7Facts facts, long missing) {
        phi = facts.phi;
        texts.begin(facts, missing);
        direct.clear(segments.bytes());
    }

    /// Reads the current segment.
    void onSegment() {
        int id = segments.id();
        if (id >>> 16 == 'Z') {
            siteSegment();
            return;
        }
        WantedFields wanted = Hl7Phi.fieldsOf(id);
        if (wanted == null) {
            return;
        }
        if (id == OBX) {
            observation();
            return;
        }
        segments.split();
        if (id == NTE) {
            mark(3, NOTE_TEXT, PhiCategory.FREE_TEXT);
            texts.note();
            return;
        }
        int last = segments.fields();
        for (int i = 0; i < wanted.count(); i++) {
            int n = wanted.number(i);
            if (n > last) {
                break;
            }
            boolean isDirect = wanted.isDirect(i);
            if (segments.has(n)
                    && (isDirect || !phi.isMarked(wanted.entry(i)))
                    && values.isValued(n, wanted.category(i), isDirect)) {
                phi.mark(wanted.entry(i));
            }
        }
        if (id == PID) {
            patient(3);
        } else if (id == MRG) {
            patient(1);
        } else if (id == QPD) {
            queryParameters();
        }
    }

    /// The caller has split the segment.
    private void observation() {
        mark(14, OBX_DATE, PhiCategory.DATE);
        mark(16, OBX_OBSERVER, PhiCategory.STAFF);
        if (!segments.has(2) || !segments.has(5)) {
            return;
        }
        switch (dataType()) {
            case 'X' << 16 | 'P' << 8 | 'N', 'P' << 8 | 'N' -> direct(OBX_NAME, PhiCategory.NAME);
            case 'X' << 16 | 'A' << 8 | 'D', 'A' << 8 | 'D' ->
                    direct(OBX_ADDRESS, PhiCategory.ADDRESS);
            case 'X' << 16 | 'T' << 8 | 'N', 'T' << 8 | 'N' -> direct(OBX_PHONE, PhiCategory.PHONE);
            case 'C' << 8 | 'X', 'C' << 8 | 'K' -> direct(OBX_ID, PhiCategory.ID);
            case 'R' << 8 | 'P' -> {
                mark(5, OBX_DOCUMENT, PhiCategory.FREE_TEXT);
                texts.reference();
            }
            case 'E' << 8 | 'D' -> {
                mark(5, OBX_DOCUMENT, PhiCategory.FREE_TEXT);
                texts.encapsulated();
            }
            case 'F' << 8 | 'T', 'T' << 8 | 'X', 'S' << 8 | 'T' -> {
                mark(5, OBX_TEXT, PhiCategory.FREE_TEXT);
                texts.observation();
            }
            case 'C' << 8 | 'E', 'C' << 16 | 'W' << 8 | 'E' ->
                    mark(5, OBX_TEXT, PhiCategory.FREE_TEXT);
            case 'X' << 16 | 'C' << 8 | 'N', 'C' << 8 | 'N', 'P' << 16 | 'P' << 8 | 'N' ->
                    mark(5, OBX_STAFF, PhiCategory.STAFF);
            default -> {
                // numbers, dates, waveforms
            }
        }
    }

    /// OBX-2 as a number: two or three characters.
    private int dataType() {
        int type = 0;
        int to = segments.end(2);
        for (int at = segments.start(2); at < to; at++) {
            if (type > 0xFFFF) {
                return 0;
            }
            type = type << 8 | Bytes.u8(segments.bytes(), at);
        }
        return type;
    }

    /// Whether nothing in the current observation (OBX) is worth reading, because it has no such
    /// field or it is marked already: the bulk of all. It need not be split.
    boolean isPlainObservation() {
        int separators = segments.separators();
        if (separators >= 16 || separators >= 14 && !phi.isMarked(OBX_DATE)) {
            return false;
        }
        return switch (segments.shortSecondField()) {
            case 'N' << 8 | 'M' -> true;
            case 'F' << 8 | 'T', 'T' << 8 | 'X', 'S' << 8 | 'T' ->
                    phi.isMarked(OBX_TEXT) && texts.isPlain();
            case 'C' << 8 | 'E', 'C' << 16 | 'W' << 8 | 'E' -> phi.isMarked(OBX_TEXT);
            default -> false;
        };
    }

    private void mark(int n, int entry, PhiCategory category) {
        if (segments.has(n) && !phi.isMarked(entry) && values.isValued(n, category, false)) {
            phi.mark(entry);
        }
    }

    /// Marks OBX-5, which carries a direct identifier.
    private void direct(int entry, PhiCategory category) {
        if (values.isValued(5, category, true)) {
            phi.mark(entry);
        }
    }

    /// Parameters behind QPD-3 name the field they ask by, as in `@PID.5.1^NAME`.
    private void queryParameters() {
        for (int n = 4; n <= segments.fields(); n++) {
            if (segments.has(n)
                    && segments.end(n) - segments.start(n) > 5
                    && Bytes.startsWith(segments.bytes(), segments.start(n), "@PID.")) {
                phi.mark(QPD_PARAMETER);
            }
        }
    }

    /// A Z segment is the site's own: what it holds may be about the patient, and is when it
    /// repeats a direct identifier seen before.
    private void siteSegment() {
        if (phi.isMarked(Hl7Phi.Z_REPEATED)) {
            return;
        }
        segments.split();
        for (int n = 1; n <= segments.fields(); n++) {
            if (segments.has(n) && values.isValued(n, PhiCategory.FREE_TEXT, false)) {
                phi.mark(Hl7Phi.Z_CONTENT);
                if (repeatsDirectValue(segments.start(n), segments.end(n))) {
                    phi.mark(Hl7Phi.Z_REPEATED);
                    return;
                }
            }
        }
    }

    private boolean repeatsDirectValue(int from, int to) {
        int at = from;
        while (at < to) {
            int end = at;
            while (end < to && !segments.isDelimiter(Bytes.u8(segments.bytes(), end))) {
                end++;
            }
            if (end > at && direct.contains(at, end)) {
                return true;
            }
            at = end + 1;
        }
        return false;
    }

    /// Counts the patient of PID or MRG: by the first identifier with its authority (CX.1, CX.4),
    /// else by name.
    private void patient(int identifiers) {
        if (segments.has(identifiers)) {
            int at = values.firstValued(identifiers, PhiCategory.ID);
            if (at >= 0) {
                note(PhiFacts.BY_ID, at, segments.end(identifiers), 4);
                return;
            }
        }
        if (segments.id() == PID && segments.has(5)) {
            int at = values.firstValued(5, PhiCategory.NAME);
            if (at >= 0) {
                note(PhiFacts.BY_NAME, at, segments.end(5), 2);
            }
        }
    }

    /// Hashes component 1 and another of the repetition at `from`, trimmed and in upper case.
    private void note(int domain, int from, int to, int other) {
        int end = segments.repetitionEnd(from, to);
        int length = canonical(0, from, segments.componentEnd(from, end));
        Bytes.putU8(canonical, length++, '^');
        int second = segments.component(other, from, end);
        if (second >= 0) {
            length = canonical(length, second, segments.componentEnd(second, end));
        }
        phi.patient(patientHash.hash(domain, canonical, 0, length));
        for (int i = 0; i < length; i++) {
            Bytes.putU8(canonical, i, 0);
        }
    }

    private int escaped(int from, int to, int start, int limit) {
        int end = EscapeSequences.resolve(segments, from, to, canonical, start, limit);
        for (int i = start; i < end; i++) {
            Bytes.putU8(canonical, i, Bytes.upper(Bytes.u8(canonical, i)));
        }
        return end;
    }

    private int canonical(int at, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && Bytes.u8(segments.bytes(), start) == ' ') {
            start++;
        }
        while (end > start && Bytes.u8(segments.bytes(), end - 1) == ' ') {
            end--;
        }
        int limit = CANONICAL_BYTES / 2 * (at == 0 ? 1 : 2) - 1;
        int length = at;
        for (int i = start; i < end && length < limit; i++) {
            int b = Bytes.u8(segments.bytes(), i);
            if (b == segments.escapeCharacter()) {
                return escaped(i, end, length, limit);
            }
            Bytes.putU8(canonical, length++, Bytes.upper(b));
        }
        return length;
    }
}
