package io.wardtap.protocol.fhir;

import io.wardtap.protocol.bytes.Bytes;

/// Search parameters (FHIR R4 and R5, Search) that say who is searched for. Modifiers and chains
/// (`name:exact`, `subject.identifier`) count as what they are about. Any thread; allocates
/// nothing.
public final class FhirSearch {
    /// The parameter identifies nobody.
    public static final int NONE = -1;

    private static final String[] NAMES = {
        "identifier",
        "name",
        "family",
        "given",
        "phonetic",
        "birthdate",
        "phone",
        "email",
        "telecom",
        "address",
        "address-city",
        "address-postalcode",
        "patient",
        "subject",
        "_id",
        "gender",
        "death-date",
        "beneficiary",
        "subscriber",
    };

    private static final int[] FIELDS = {
        FhirPhi.PATIENT_IDENTIFIER,
        FhirPhi.PATIENT_NAME,
        FhirPhi.PATIENT_NAME,
        FhirPhi.PATIENT_NAME,
        FhirPhi.PATIENT_NAME,
        FhirPhi.PATIENT_BIRTH_DATE,
        FhirPhi.PATIENT_TELECOM,
        FhirPhi.PATIENT_TELECOM,
        FhirPhi.PATIENT_TELECOM,
        FhirPhi.PATIENT_ADDRESS,
        FhirPhi.PATIENT_ADDRESS,
        FhirPhi.PATIENT_ADDRESS,
        FhirPhi.SUBJECT_REFERENCE,
        FhirPhi.SUBJECT_REFERENCE,
        FhirPhi.PATIENT_ID,
        FhirPhi.PATIENT_GENDER,
        FhirPhi.PATIENT_DECEASED,
        FhirPhi.SUBJECT_REFERENCE,
        FhirPhi.SUBSCRIBER_ID,
    };

    private FhirSearch() {}

    /// The field of [FhirPhi#CATALOGUE] that a search by this parameter is about, or [#NONE].
    ///
    /// @param type the resource type that is searched, or [FhirTypes#NONE]
    public static int field(int type, byte[] bytes, int start, int length) {
        if (type != FhirTypes.NONE && !FhirTypes.isPatientData(type)) {
            return NONE;
        }
        int end = start + length;
        int last = start;
        int name = start;
        // `subject:Patient.identifier`: the last link of a chain says what is searched by
        while (last < end && Bytes.u8(bytes, last) != ':') {
            if (Bytes.u8(bytes, last) == '.') {
                name = last + 1;
            }
            last++;
        }
        int dot = Bytes.indexOf(bytes, last, end, '.');
        if (dot >= 0) {
            name = dot + 1;
            int colon = Bytes.indexOf(bytes, name, end, ':');
            last = colon < 0 ? end : colon;
        }
        boolean chained = name > start;
        int found = find(bytes, name, last - name);
        if (found == NONE) {
            return chained ? NONE : found;
        }
        boolean aboutPatient = chained || FhirTypes.about(type) != FhirTypes.CLINICAL;
        return aboutPatient || FIELDS[found] == FhirPhi.SUBJECT_REFERENCE
                ? FIELDS[found]
                : ofClinical(found);
    }

    /// Of a clinical resource, an identifier is its own.
    private static int ofClinical(int found) {
        return FIELDS[found] == FhirPhi.PATIENT_IDENTIFIER ? FhirPhi.RESOURCE_IDENTIFIER : NONE;
    }

    private static int find(byte[] bytes, int start, int length) {
        for (int i = 0; i < NAMES.length; i++) {
            if (Bytes.isText(bytes, start, length, NAMES[i])) {
                return i;
            }
        }
        return NONE;
    }
}
