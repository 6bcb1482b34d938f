package io.wardtap.protocol.dicom;

import io.wardtap.protocol.phi.PhiCategory;
import io.wardtap.protocol.phi.PhiField;

import java.util.List;

/// DICOM attributes that can carry patient data, by keyword (PS3.15 Annex E, Table E.1-1).
public final class DicomPhi {
    public static final List<PhiField> CATALOGUE =
            List.of(new PhiField("PatientName", PhiCategory.NAME, true));

    private DicomPhi() {}
}
