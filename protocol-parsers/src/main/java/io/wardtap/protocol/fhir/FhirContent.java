package io.wardtap.protocol.fhir;

import io.wardtap.protocol.phi.PhiFacts;

/// What was found in one body: fields with patient data, patients by keyed hash, resource types. No
/// values. Mutable, one owner at a time.
public final class FhirContent {
    /// Distinct patients told apart in one body.
    public static final int MAX_PATIENTS = 128;

    public final PhiFacts phi = new PhiFacts(FhirPhi.CATALOGUE, MAX_PATIENTS);

    /// Resources read, those inside of others too.
    public int resources;

    /// A token of OAuth 2.0 (RFC 6749 section 5.1) stands in it.
    public boolean token;

    /// Resources that were not read for being too deep in others.
    public int tooDeep;

    private final long[] types = new long[4];

    public void clear() {
        phi.clear();
        resources = 0;
        token = false;
        tooDeep = 0;
        for (int i = 0; i < types.length; i++) {
            types[i] = 0;
        }
    }

    void addType(int type) {
        types[type >>> 6] |= 1L << type;
    }

    public boolean hasType(int type) {
        return (types[type >>> 6] >>> type & 1) != 0;
    }

    /// Whether any of the resources is about a patient.
    public boolean hasPatientData() {
        for (int type = 0; type < FhirTypes.count(); type++) {
            if (hasType(type) && FhirTypes.isPatientData(type)) {
                return true;
            }
        }
        return false;
    }
}
