package io.wardtap.protocol.http;

import io.wardtap.protocol.cda.CdaPhi;
import io.wardtap.protocol.dicom.DicomPhi;
import io.wardtap.protocol.fhir.FhirPhi;
import io.wardtap.protocol.phi.PhiField;

import java.util.ArrayList;
import java.util.List;

/// Fields with patient data of all that is read in HTTP, one catalogue behind the other.
public final class HttpPhi {
    /// Where the fields of FHIR, clinical documents and DICOM begin.
    static final int FHIR = 0;

    static final int CDA = FhirPhi.CATALOGUE.size();
    static final int DICOM = CDA + CdaPhi.CATALOGUE.size();

    /// The fields; a mark in [io.wardtap.protocol.phi.PhiFacts] is an index into this list.
    public static final List<PhiField> CATALOGUE = all();

    private HttpPhi() {}

    private static List<PhiField> all() {
        List<PhiField> all = new ArrayList<>(FhirPhi.CATALOGUE);
        all.addAll(CdaPhi.CATALOGUE);
        all.addAll(DicomPhi.CATALOGUE);
        return List.copyOf(all);
    }
}
