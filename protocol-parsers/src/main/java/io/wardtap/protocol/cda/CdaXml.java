package io.wardtap.protocol.cda;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.phi.PhiFacts;
import io.wardtap.protocol.unit.KeyedHash;
import io.wardtap.protocol.xml.XmlListener;
import io.wardtap.protocol.xml.XmlTokenizer;

/// Reads a clinical document, or a SOAP message of IHE: which it is, and which elements of it say
/// who the patient is. Values are looked at where they lie; none is kept. Confined to one parser
/// thread; allocates nothing.
public final class CdaXml implements XmlListener {
    /// What a slot or identifier of document sharing is about.
    private static final int NO_SLOT = -1;

    // ITI TF-3 table 4.2.3.2-1: what XDSDocumentEntry.patientId and XDSSubmissionSet.patientId are
    // told by
    private static final String[] PATIENT_ID_SCHEMES = {
        "urn:uuid:58a6f841-87b3-4a3e-92fd-a8ffeff98427",
        "urn:uuid:6b5aea1a-874d-4603-a4bc-96a0a7b38446",
    };

    /// How far out of a text the element is looked for that says what it is.
    private static final int MAX_LEVELS_OUT = 12;

    private final CdaContent content;
    private final KeyedHash patientHash;
    private final XmlTokenizer tokens = new XmlTokenizer(this);
    private final byte[] path = new byte[XmlTokenizer.MAX_DEPTH + 1];
    private final byte[] scratch = new byte[XmlTokenizer.MAX_TEXT_BYTES];
    private int depth;
    private int patientDepth; // of the element around the patient, 0 outside
    private boolean hashed; // this patient counts
    private int slot;

    public CdaXml(CdaContent content, KeyedHash patientHash) {
        this.content = content;
        this.patientHash = patientHash;
    }

    public void begin() {
        tokens.begin();
        depth = 0;
        patientDepth = 0;
        slot = NO_SLOT;
    }

    public void onBytes(byte[] bytes, int start, int length) {
        tokens.onBytes(bytes, start, length);
    }

    /// The body is over.
    ///
    /// @return whether it was sound and whole
    public boolean end() {
        return !tokens.isFailed() && tokens.isWhole();
    }

    @Override
    public void onStart(byte[] bytes, int start, int length) {
        int name = CdaNames.element(bytes, start, length);
        boolean message = depth > 0 && path[depth - 1] == CdaNames.BODY && isInEnvelope();
        if (content.root.isEmpty() && (depth == 0 || message)) {
            content.root = CdaNames.root(bytes, start, length);
        }
        path[depth++] = (byte) name;
        boolean patient =
                name == CdaNames.PATIENT_ROLE
                        || name == CdaNames.PATIENT
                        || name == CdaNames.PATIENT_PERSON;
        if (patient && patientDepth == 0) {
            patientDepth = depth;
            hashed = false;
        }
        if (name == CdaNames.SLOT || name == CdaNames.EXTERNAL_IDENTIFIER) {
            slot = NO_SLOT;
        }
    }

    private boolean isInEnvelope() {
        return depth == 2 && path[0] == CdaNames.ENVELOPE;
    }

    @Override
    public void onEnd() {
        depth--;
        if (depth < patientDepth) {
            patientDepth = 0;
        }
    }

    @Override
    public void onAttribute(
            byte[] names,
            int name,
            int nameLength,
            byte[] bytes,
            int start,
            int length,
            long fullLength) {
        if (length == 0) {
            return;
        }
        int element = path[depth - 1];
        boolean isValue = Bytes.isText(names, name, nameLength, "value");
        boolean isExtension = Bytes.isText(names, name, nameLength, "extension");
        switch (element) {
            case CdaNames.ID -> {
                if (isExtension && isPatients()) {
                    content.phi.mark(CdaPhi.ID);
                    patient(bytes, start, length);
                }
            }
            case CdaNames.BIRTH_TIME -> markIf(isValue && isPatients(), CdaPhi.BIRTH_TIME);
            case CdaNames.TELECOM -> markIf(isValue && isPatients(), CdaPhi.TELECOM);
            case CdaNames.GENDER -> markIf(isPatients(), CdaPhi.GENDER);
            case CdaNames.SLOT -> {
                if (Bytes.isText(names, name, nameLength, "name")) {
                    slot = slot(bytes, start, length);
                }
            }
            case CdaNames.EXTERNAL_IDENTIFIER -> externalIdentifier(isValue, bytes, start, length);
            default -> queried(isValue, isExtension, bytes, start, length);
        }
    }

    /// What stands below the parameters of a query for a patient.
    private void queried(
            boolean isValue, boolean isExtension, byte[] bytes, int start, int length) {
        int around = depth > 1 ? path[depth - 2] : CdaNames.OTHER;
        markIf(isValue && around == CdaNames.SUBJECT_BIRTH_TIME, CdaPhi.SUBJECT_BIRTH_TIME);
        if (isExtension && around == CdaNames.SUBJECT_ID) {
            content.phi.mark(CdaPhi.SUBJECT_ID);
            patient(bytes, start, length);
        }
    }

    private static int slot(byte[] bytes, int start, int length) {
        if (Bytes.isText(bytes, start, length, "sourcePatientInfo")) {
            return CdaPhi.XDS_SOURCE_INFO;
        }
        if (Bytes.isText(bytes, start, length, "sourcePatientId")) {
            return CdaPhi.XDS_SOURCE_ID;
        }
        boolean query = length > 0 && Bytes.u8(bytes, start) == '$';
        String tail = "PatientId";
        boolean id = length > tail.length();
        return query && id && Bytes.startsWith(bytes, start + length - tail.length(), tail)
                ? CdaPhi.XDS_PATIENT_ID
                : NO_SLOT;
    }

    /// Scheme and value may come in any order: what the scheme says counts for the element, and the
    /// value of a patient's identifier has a form of its own (ITI TF-3 section 4.2.3.1.7: CX).
    private void externalIdentifier(boolean isValue, byte[] bytes, int start, int length) {
        for (String scheme : PATIENT_ID_SCHEMES) {
            if (Bytes.isText(bytes, start, length, scheme)) {
                content.phi.mark(CdaPhi.XDS_PATIENT_ID);
                return;
            }
        }
        if (isValue && Bytes.indexOf(bytes, start, start + length, "^^^&") >= 0) {
            content.phi.mark(CdaPhi.XDS_PATIENT_ID);
            patient(bytes, start, length);
        }
    }

    @Override
    public void onText(byte[] bytes, int start, int length, long fullLength) {
        int element = path[depth - 1];
        if (element == CdaNames.ACTION) {
            if (content.action.isEmpty()) {
                content.action = CdaNames.action(bytes, start, length);
            }
        } else if (element == CdaNames.VALUE && slot != NO_SLOT) {
            content.phi.mark(slot);
            if (slot != CdaPhi.XDS_SOURCE_INFO) {
                patient(bytes, start, length);
            }
        } else {
            markAround();
        }
    }

    private void markAround() {
        for (int i = depth - 1; i >= Math.max(0, depth - MAX_LEVELS_OUT); i--) {
            switch (path[i]) {
                case CdaNames.NAME -> {
                    markIf(isPatients(), CdaPhi.NAME);
                    return;
                }
                case CdaNames.ADDR -> {
                    markIf(isPatients(), CdaPhi.ADDR);
                    return;
                }
                case CdaNames.SUBJECT_NAME -> {
                    content.phi.mark(CdaPhi.SUBJECT_NAME);
                    return;
                }
                case CdaNames.SUBJECT_ADDRESS -> {
                    content.phi.mark(CdaPhi.SUBJECT_ADDRESS);
                    return;
                }
                case CdaNames.TEXT -> {
                    boolean narrative = i > 0 && path[i - 1] == CdaNames.SECTION;
                    markIf(narrative, CdaPhi.SECTION_TEXT);
                    return;
                }
                default -> {
                    // look further out
                }
            }
        }
    }

    private void markIf(boolean fits, int field) {
        if (fits) {
            content.phi.mark(field);
        }
    }

    /// Whether the element at hand is the patient's own: not of the organisation that keeps the
    /// record.
    private boolean isPatients() {
        if (patientDepth == 0) {
            return false;
        }
        for (int i = patientDepth; i < depth; i++) {
            if (path[i] == CdaNames.PROVIDER) {
                return false;
            }
        }
        return true;
    }

    /// Counts a patient by the identifier, as far as a caret: one each element around it.
    private void patient(byte[] bytes, int start, int length) {
        if (patientDepth > 0 && hashed) {
            return;
        }
        hashed = true;
        int from = start;
        // a value of a query stands in quotes, or in brackets and quotes
        while (from < start + length && isQuote(Bytes.u8(bytes, from))) {
            from++;
        }
        int n = 0;
        while (from + n < start + length && n < scratch.length) {
            int b = Bytes.u8(bytes, from + n);
            if (b == '^' || isQuote(b)) {
                break;
            }
            scratch[n++] = (byte) Bytes.upper(b);
        }
        if (n > 0) {
            content.phi.patient(patientHash.hash(PhiFacts.BY_ID, scratch, 0, n));
            java.util.Arrays.fill(scratch, 0, n, (byte) 0);
        }
    }

    private static boolean isQuote(int b) {
        return b == '\'' || b == '(' || b == ')';
    }
}
