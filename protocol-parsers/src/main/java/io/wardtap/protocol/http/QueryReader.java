package io.wardtap.protocol.http;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.bytes.KnownWords;
import io.wardtap.protocol.bytes.UrlText;
import io.wardtap.protocol.dicom.DicomKeywords;
import io.wardtap.protocol.fhir.FhirPhi;
import io.wardtap.protocol.fhir.FhirSearch;
import io.wardtap.protocol.fhir.FhirTypes;
import io.wardtap.protocol.phi.PhiFacts;
import io.wardtap.protocol.unit.KeyedHash;

import java.util.Arrays;

/// Reads pairs of names and values as queries and forms have them (URL Standard, section 5.1):
/// which known names there are, whether one holds a secret, and what in FHIR and DICOMweb
/// identifies a patient. Values are hashed or only looked at; none is kept. Confined to one parser
/// thread; allocates nothing.
final class QueryReader {
    /// Pairs that are read of one query.
    static final int MAX_PAIRS = 256;

    /// Bytes of a value that are read.
    private static final int MAX_VALUE_BYTES = 256;

    private final KeyedHash patientHash;
    private final byte[] name = new byte[64];
    private final byte[] value = new byte[MAX_VALUE_BYTES];
    private int nameLength;
    private int valueLength;
    private final long[] known = new long[2];
    private int others;
    private boolean secret;
    private boolean wado;
    private boolean fhir;
    private boolean dicom;
    private int type;
    private PhiFacts phi;

    QueryReader(KeyedHash patientHash) {
        this.patientHash = patientHash;
    }

    /// @param fhir it is a search of FHIR, for resources of `type`
    /// @param dicom it is a query of DICOMweb
    /// @param phi where to mark what identifies patients
    void read(
            byte[] bytes,
            int start,
            int length,
            boolean fhir,
            int type,
            boolean dicom,
            PhiFacts phi) {
        this.fhir = fhir;
        this.type = type;
        this.dicom = dicom;
        this.phi = phi;
        Arrays.fill(known, 0);
        others = 0;
        secret = false;
        wado = false;
        int end = start + length;
        int at = start;
        for (int pairs = 0; at < end && pairs < MAX_PAIRS; pairs++) {
            int to = Bytes.indexOf(bytes, at, end, '&');
            to = to < 0 ? end : to;
            int equals = Bytes.indexOf(bytes, at, to, '=');
            int nameEnd = equals < 0 ? to : equals;
            nameLength = UrlText.decode(bytes, at, nameEnd, name);
            valueLength = equals < 0 ? 0 : UrlText.decode(bytes, equals + 1, to, value);
            if (nameLength > 0) {
                pair();
            }
            at = to + 1;
        }
        Arrays.fill(value, (byte) 0);
    }

    private void pair() {
        int plain = 0;
        while (plain < nameLength && name[plain] != ':' && name[plain] != '.') {
            plain++;
        }
        int number = QueryNames.ALL.find(name, 0, plain);
        if (number == KnownWords.NONE) {
            others++;
        } else {
            known[number >>> 6] |= 1L << number;
        }
        if (valueLength == 0) {
            return;
        }
        secret |= QueryNames.isSecret(name, 0, nameLength);
        wado |=
                number == QueryNames.REQUEST_TYPE
                        && valueLength == 4
                        && Bytes.startsWith(value, 0, "WADO");
        if (fhir) {
            fhirField();
        }
        if (dicom) {
            dicomField();
        }
    }

    private void fhirField() {
        int field = FhirSearch.field(type, name, 0, nameLength);
        if (field == FhirSearch.NONE) {
            return;
        }
        phi.mark(HttpPhi.FHIR + field);
        if (Bytes.startsWith(name, 0, "identifier")) {
            int bar = Bytes.indexOf(value, 0, valueLength, '|');
            hash(PhiFacts.BY_ID, bar + 1, true);
        } else if (Bytes.startsWith(name, 0, "patient")
                || Bytes.startsWith(name, 0, "subject")
                || Bytes.startsWith(name, 0, "_id") && type == FhirTypes.PATIENT_TYPE) {
            int slash = Bytes.indexOf(value, 0, valueLength, '/');
            boolean reference = slash == 7 && Bytes.startsWith(value, 0, "Patient");
            hash(PhiFacts.BY_LOGICAL_ID, reference ? slash + 1 : 0, false);
        }
    }

    private void dicomField() {
        int field = DicomKeywords.field(name, 0, nameLength);
        if (field == DicomKeywords.NONE || !DicomKeywords.isRestricting(value, 0, valueLength)) {
            return;
        }
        phi.mark(HttpPhi.DICOM + field);
        boolean wild =
                Bytes.indexOf(value, 0, valueLength, '*') >= 0
                        || Bytes.indexOf(value, 0, valueLength, '?') >= 0;
        if (wild) {
            return;
        }
        if (is("PatientID") || is("00100020")) {
            hash(PhiFacts.BY_ID, 0, true);
        } else if (is("PatientName") || is("00100010")) {
            hash(PhiFacts.BY_NAME, 0, true);
        }
    }

    /// A patient's logical id stands in the path.
    void patientOfPath(byte[] bytes, int start, int length, int type, PhiFacts phi) {
        if (length > 0 && type == FhirTypes.PATIENT_TYPE) {
            phi.mark(HttpPhi.FHIR + FhirPhi.PATIENT_ID);
            phi.patient(patientHash.hash(PhiFacts.BY_LOGICAL_ID, bytes, start, length));
        }
    }

    private boolean is(String text) {
        return Bytes.isText(name, 0, nameLength, text);
    }

    private void hash(int domain, int from, boolean upper) {
        for (int i = from; upper && i < valueLength; i++) {
            value[i] = (byte) Bytes.upper(value[i]);
        }
        if (valueLength > from) {
            phi.patient(patientHash.hash(domain, value, from, valueLength - from));
        }
    }

    /// Which of [QueryNames#ALL] there were, a bit each, 64 in each half.
    long known(int half) {
        return known[half];
    }

    /// Parameters of other names.
    int others() {
        return others;
    }

    /// One of the parameters holds a password or token.
    boolean hasSecret() {
        return secret;
    }

    /// `requestType=WADO` (PS3.18 section 9): an object is asked for by URI.
    boolean isWado() {
        return wado;
    }
}
