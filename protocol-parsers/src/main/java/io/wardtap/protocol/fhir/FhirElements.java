package io.wardtap.protocol.fhir;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.phi.PhiFacts;
import io.wardtap.protocol.unit.KeyedHash;

/// Follows where in which resource the reader of a body stands, and notes which elements have a
/// value; what that means is known at the resource's end, since its type need not come first.
/// Values are looked at where they lie and hashed where they say which patient it is: none is kept.
/// Confined to one parser thread.
final class FhirElements {
    /// Resources inside of each other: a bundle, a resource, what that contains.
    static final int MAX_RESOURCES = 8;

    /// Elements inside of each other.
    static final int MAX_DEPTH = 256;

    private static final String PATIENT = "Patient/";

    // what was found in a resource, by bit
    private static final int IDENTIFIER = 1;
    private static final int NAME = 1 << 1;
    private static final int TELECOM = 1 << 2;
    private static final int BIRTH_DATE = 1 << 3;
    private static final int ADDRESS = 1 << 4;
    private static final int PHOTO = 1 << 5;
    private static final int CONTACT = 1 << 6;
    private static final int GENDER = 1 << 7;
    private static final int DECEASED = 1 << 8;
    private static final int SUBJECT_DISPLAY = 1 << 9;
    private static final int SUBJECT_IDENTIFIER = 1 << 10;
    private static final int SUBJECT_REFERENCE = 1 << 11;
    private static final int SUBSCRIBER = 1 << 12;
    private static final int NARRATIVE = 1 << 13;
    private static final int NOTE = 1 << 14;
    private static final int ATTACHMENT = 1 << 15;
    private static final int DATE = 1 << 16;

    private static final int[] OF_PATIENT = {
        FhirPhi.PATIENT_IDENTIFIER,
        FhirPhi.PATIENT_NAME,
        FhirPhi.PATIENT_TELECOM,
        FhirPhi.PATIENT_BIRTH_DATE,
        FhirPhi.PATIENT_ADDRESS,
        FhirPhi.PATIENT_PHOTO,
        FhirPhi.PATIENT_CONTACT,
        FhirPhi.PATIENT_GENDER,
        FhirPhi.PATIENT_DECEASED,
    };

    private static final int[] OF_PERSON = {
        FhirPhi.PERSON_IDENTIFIER,
        FhirPhi.PERSON_NAME,
        FhirPhi.PERSON_TELECOM,
        FhirPhi.PERSON_BIRTH_DATE,
        FhirPhi.PERSON_ADDRESS,
        FhirPhi.PERSON_PHOTO,
    };

    private static final int[] OF_ANY = {
        FhirPhi.SUBJECT_DISPLAY,
        FhirPhi.SUBJECT_IDENTIFIER,
        FhirPhi.SUBJECT_REFERENCE,
        FhirPhi.SUBSCRIBER_ID,
        FhirPhi.NARRATIVE,
        FhirPhi.NOTE,
        FhirPhi.ATTACHMENT,
        FhirPhi.RESOURCE_DATE,
    };

    private final FhirContent content;
    private final KeyedHash patientHash;
    private final byte[] scratch = new byte[256];
    private final byte[] path = new byte[MAX_DEPTH + 2];
    private int depth;

    // resources that are open, the outermost first
    private final int[] bases = new int[MAX_RESOURCES];
    private final int[] types = new int[MAX_RESOURCES];
    private final int[] found = new int[MAX_RESOURCES];
    private final long[] logicalIds = new long[MAX_RESOURCES];
    private final long[] identifiers = new long[MAX_RESOURCES];
    private final long[] names = new long[MAX_RESOURCES];
    private int resources;

    FhirElements(FhirContent content, KeyedHash patientHash) {
        this.content = content;
        this.patientHash = patientHash;
    }

    void begin() {
        depth = 0;
        resources = 0;
    }

    int depth() {
        return depth;
    }

    /// Enters an element. Deeper ones than are followed are counted by depth alone.
    void enter(int name) {
        if (depth < MAX_DEPTH) {
            path[depth] = (byte) name;
        }
        depth++;
    }

    /// Leaves the innermost element, and the resource that begins with it.
    ///
    /// @return its name
    int leave() {
        depth--;
        if (resources > 0 && bases[resources - 1] == depth) {
            close();
        }
        return depth < MAX_DEPTH ? path[depth] : ElementName.OTHER;
    }

    /// The innermost element is, or holds, a resource.
    void openResource(int type) {
        if (resources == MAX_RESOURCES) {
            content.tooDeep++;
            return;
        }
        bases[resources] = depth - 1;
        types[resources] = type;
        found[resources] = 0;
        logicalIds[resources] = 0;
        identifiers[resources] = 0;
        names[resources] = 0;
        resources++;
    }

    void type(int type) {
        if (resources > 0) {
            types[resources - 1] = type;
        }
    }

    int innermost() {
        return depth > 0 && depth <= MAX_DEPTH ? path[depth - 1] : ElementName.OTHER;
    }

    /// The innermost element has this value.
    void value(byte[] bytes, int start, int length) {
        if (resources == 0 || length == 0 || depth > MAX_DEPTH) {
            return;
        }
        int at = resources - 1;
        int first = bases[at] + 1;
        if (first >= depth) {
            return;
        }
        int leaf = path[depth - 1];
        switch (path[first]) {
            case ElementName.ID -> {
                if (depth - first == 1) {
                    logicalIds[at] = patientHash.hash(PhiFacts.BY_LOGICAL_ID, bytes, start, length);
                }
            }
            case ElementName.IDENTIFIER -> {
                if (leaf == ElementName.VALUE && depth - first == 2) {
                    found[at] |= IDENTIFIER;
                    if (identifiers[at] == 0) {
                        identifiers[at] = hash(PhiFacts.BY_ID, bytes, start, length);
                    }
                }
            }
            case ElementName.NAME -> name(at, leaf, bytes, start, length);
            case ElementName.TELECOM -> mark(at, leaf == ElementName.VALUE, TELECOM);
            case ElementName.BIRTH_DATE -> found[at] |= BIRTH_DATE;
            case ElementName.ADDRESS -> mark(at, isOfAddress(leaf), ADDRESS);
            case ElementName.PHOTO -> mark(at, isOfAttachment(leaf), PHOTO);
            case ElementName.CONTACT -> mark(at, isOfContact(leaf), CONTACT);
            case ElementName.GENDER -> found[at] |= GENDER;
            case ElementName.DECEASED -> found[at] |= DECEASED;
            case ElementName.SUBJECT -> subject(at, leaf);
            case ElementName.SUBSCRIBER_ID -> found[at] |= SUBSCRIBER;
            case ElementName.TEXT -> mark(at, depth - first > 1 && isInDiv(first), NARRATIVE);
            case ElementName.NOTE -> mark(at, leaf == ElementName.TEXT, NOTE);
            case ElementName.CONTENT -> mark(at, leaf == ElementName.DATA, ATTACHMENT);
            case ElementName.DATA -> mark(at, depth - first == 1, ATTACHMENT);
            case ElementName.DATE -> found[at] |= DATE;
            default -> {
                // no element that identifies
            }
        }
        if (leaf == ElementName.REFERENCE) {
            reference(at, bytes, start, length);
        }
    }

    private void mark(int at, boolean fits, int bit) {
        if (fits) {
            found[at] |= bit;
        }
    }

    private void name(int at, int leaf, byte[] bytes, int start, int length) {
        boolean part = leaf == ElementName.FAMILY || leaf == ElementName.TEXT;
        mark(at, part || leaf == ElementName.GIVEN, NAME);
        if (part && names[at] == 0) {
            names[at] = hash(PhiFacts.BY_NAME, bytes, start, length);
        }
    }

    private void subject(int at, int leaf) {
        mark(at, leaf == ElementName.DISPLAY, SUBJECT_DISPLAY);
        boolean identifier = leaf == ElementName.VALUE && path[depth - 2] == ElementName.IDENTIFIER;
        mark(at, identifier, SUBJECT_IDENTIFIER);
    }

    /// A reference to a patient (FHIR, References), relative or absolute.
    private void reference(int at, byte[] bytes, int start, int length) {
        int end = start + length;
        int last = end - PATIENT.length();
        for (int from = start; from < last; from++) {
            boolean begins = from == start || Bytes.u8(bytes, from - 1) == '/';
            if (begins && Bytes.startsWith(bytes, from, PATIENT)) {
                int id = from + PATIENT.length();
                int to = id;
                while (to < end && Bytes.u8(bytes, to) != '/' && Bytes.u8(bytes, to) != '?') {
                    to++;
                }
                found[at] |= SUBJECT_REFERENCE;
                content.phi.patient(patientHash.hash(PhiFacts.BY_LOGICAL_ID, bytes, id, to - id));
                return;
            }
        }
    }

    private static boolean isOfAddress(int leaf) {
        return leaf == ElementName.LINE
                || leaf == ElementName.CITY
                || leaf == ElementName.POSTAL_CODE
                || leaf == ElementName.DISTRICT
                || leaf == ElementName.TEXT;
    }

    private static boolean isOfAttachment(int leaf) {
        return leaf == ElementName.DATA || leaf == ElementName.URL;
    }

    private static boolean isOfContact(int leaf) {
        return leaf == ElementName.FAMILY
                || leaf == ElementName.GIVEN
                || leaf == ElementName.VALUE
                || isOfAddress(leaf);
    }

    private boolean isInDiv(int first) {
        return path[first + 1] == ElementName.DIV;
    }

    /// Identifiers and names as DICOM's hashes have them: in upper case.
    private long hash(int domain, byte[] bytes, int start, int length) {
        int n = Math.min(length, scratch.length);
        for (int i = 0; i < n; i++) {
            scratch[i] = (byte) Bytes.upper(bytes[start + i]);
        }
        long hash = patientHash.hash(domain, scratch, 0, n);
        java.util.Arrays.fill(scratch, 0, n, (byte) 0);
        return hash;
    }

    /// The innermost resource has ended, or the body has within it.
    private void close() {
        int at = --resources;
        int type = types[at];
        if (type != FhirTypes.NONE) {
            content.resources++;
            content.addType(type);
        }
        int bits = found[at];
        switch (FhirTypes.about(type)) {
            case FhirTypes.PATIENT -> {
                markAll(OF_PATIENT, bits);
                patient(at);
            }
            case FhirTypes.PERSON -> markAll(OF_PERSON, bits);
            case FhirTypes.STAFF -> {
                markIf(bits & NAME, FhirPhi.PRACTITIONER_NAME);
                markIf(bits & TELECOM, FhirPhi.PRACTITIONER_TELECOM);
                return;
            }
            case FhirTypes.CLINICAL -> markIf(bits & IDENTIFIER, FhirPhi.RESOURCE_IDENTIFIER);
            default -> bits &= SUBJECT_DISPLAY | SUBJECT_IDENTIFIER | SUBJECT_REFERENCE;
        }
        markAll(OF_ANY, bits >>> 9);
    }

    private void markAll(int[] fields, int bits) {
        for (int i = 0; i < fields.length; i++) {
            markIf(bits >>> i & 1, fields[i]);
        }
    }

    private void markIf(int bit, int field) {
        if (bit != 0) {
            content.phi.mark(field);
        }
    }

    /// One patient a resource: by logical id, which references have, else by identifier or name.
    private void patient(int at) {
        if (logicalIds[at] != 0) {
            content.phi.mark(FhirPhi.PATIENT_ID);
            content.phi.patient(logicalIds[at]);
        } else if (identifiers[at] != 0) {
            content.phi.patient(identifiers[at]);
        } else if (names[at] != 0) {
            content.phi.patient(names[at]);
        }
    }

    /// The body is over: resources that have not ended count as far as they came.
    void end() {
        while (resources > 0) {
            close();
        }
        depth = 0;
    }
}
