package io.wardtap.protocol.dicom;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.json.JsonListener;
import io.wardtap.protocol.json.JsonTokenizer;
import io.wardtap.protocol.phi.PhiCategory;
import io.wardtap.protocol.phi.PhiFacts;
import io.wardtap.protocol.phi.PhiField;
import io.wardtap.protocol.unit.KeyedHash;

/// Reads data sets in the DICOM JSON model (PS3.18 Annex F), and JSON of archives' own in which
/// members have attributes' keywords for names: which attributes with patient data have a value,
/// and of how many patients. Values are looked at where they lie; none is kept. Confined to one
/// parser thread; allocates nothing.
public final class DicomJson implements JsonListener {
    /// Patients told apart in one body.
    public static final int MAX_PATIENTS = 128;

    private static final int TAG_DIGITS = 8;

    private final KeyedHash patientHash;
    private final JsonTokenizer tokens = new JsonTokenizer(this);
    private final byte[] scratch = new byte[JsonTokenizer.MAX_TEXT_BYTES];
    private final long[] tags = new long[JsonTokenizer.MAX_DEPTH + 1];
    private int depth;
    private boolean isVr;
    private boolean byKeyword;
    private long patientId;
    private long patientName;
    private int dataSets;

    /// Fields of [DicomPhi#CATALOGUE] that have a value.
    public final PhiFacts phi = new PhiFacts(DicomPhi.CATALOGUE, MAX_PATIENTS);

    public DicomJson(KeyedHash patientHash) {
        this.patientHash = patientHash;
    }

    public void begin() {
        tokens.begin();
        phi.clear();
        depth = 0;
        isVr = false;
        byKeyword = false;
        patientId = 0;
        patientName = 0;
        dataSets = 0;
        tags[0] = -1;
    }

    public void onBytes(byte[] bytes, int start, int length) {
        tokens.onBytes(bytes, start, length);
    }

    /// The body is over.
    ///
    /// @return whether it was sound and whole
    public boolean end() {
        patient();
        return !tokens.isFailed() && tokens.isWhole();
    }

    /// Whether members were named by keyword: that is not the standard's model.
    public boolean isByKeyword() {
        return byKeyword;
    }

    /// Data sets that have ended: results of a query, or instances.
    public int dataSets() {
        return dataSets;
    }

    @Override
    public void onObjectStart() {
        depth++;
        tags[depth] = -1;
    }

    @Override
    public void onObjectEnd() {
        if (--depth == 0) {
            dataSets++;
            patient();
        }
    }

    @Override
    public void onArrayStart() {
        // values of the attribute at hand, or data sets
    }

    @Override
    public void onArrayEnd() {
        // the next name comes with the next member
    }

    @Override
    public void onKey(byte[] bytes, int start, int length) {
        isVr = Bytes.isText(bytes, start, length, "vr");
        tags[depth] = length == TAG_DIGITS ? DicomKeywords.tag(bytes, start) : -1;
        if (tags[depth] < 0) {
            int field = DicomKeywords.field(bytes, start, length);
            if (field != DicomKeywords.NONE) {
                byKeyword = true;
                tags[depth] = DicomPhi.tag(field) & 0xFFFF_FFFFL;
            }
        }
    }

    @Override
    public void onText(byte[] bytes, int start, int length, long fullLength) {
        if (!isVr && depth > 0 && !PatientText.isBlank(bytes, start, length)) {
            value(bytes, start, length);
        }
    }

    @Override
    public void onScalar(int first) {
        // no identifying attribute is a number
    }

    /// A value of the innermost attribute around it.
    private void value(byte[] bytes, int start, int length) {
        int level = depth;
        while (level > 0 && tags[level] < 0) {
            level--;
        }
        if (level == 0) {
            return;
        }
        int tag = (int) tags[level];
        int field = WantedTags.phiField(WantedTags.indexOf(tag));
        if (field == WantedTags.NONE || isDummy(field, bytes, start, length)) {
            return;
        }
        phi.mark(field);
        if (level > 1 && !byKeyword) {
            return;
        }
        if (tag == WantedTags.PATIENT_ID && patientId == 0) {
            patientId = hash(PhiFacts.BY_ID, bytes, start, length);
        } else if (tag == WantedTags.PATIENT_NAME && patientName == 0) {
            patientName = hash(PhiFacts.BY_NAME, bytes, start, length);
        }
    }

    private static boolean isDummy(int field, byte[] bytes, int start, int length) {
        PhiField what = DicomPhi.CATALOGUE.get(field);
        PhiCategory category = what.category();
        return switch (category) {
            case NAME, ID -> PatientText.isDummy(bytes, start, length);
            case DOB -> PatientText.isDummyDate(bytes, start, length);
            default -> false;
        };
    }

    private long hash(int domain, byte[] bytes, int start, int length) {
        int n = PatientText.normalise(bytes, start, length, scratch, 0);
        long hash = patientHash.hash(domain, scratch, 0, n);
        java.util.Arrays.fill(scratch, 0, n, (byte) 0);
        return hash;
    }

    /// One patient a data set: by identifier, else by name.
    private void patient() {
        if (patientId != 0) {
            phi.patient(patientId);
        } else if (patientName != 0) {
            phi.patient(patientName);
        }
        patientId = 0;
        patientName = 0;
    }
}
