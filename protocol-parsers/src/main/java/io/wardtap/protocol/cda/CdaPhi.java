package io.wardtap.protocol.cda;

import io.wardtap.protocol.phi.PhiCategory;
import io.wardtap.protocol.phi.PhiField;

import java.util.ArrayList;
import java.util.List;

/// Elements of clinical documents and of IHE transactions that can carry patient data.
public final class CdaPhi {
    private static final List<PhiField> FIELDS = new ArrayList<>();

    // the patient of a document (CDA R2 section 4.2.2.11) or of a version 3 message
    static final int ID = add("patientRole.id", PhiCategory.ID, true);
    static final int NAME = add("patient.name", PhiCategory.NAME, true);
    static final int BIRTH_TIME = add("patient.birthTime", PhiCategory.DOB, true);
    static final int ADDR = add("patientRole.addr", PhiCategory.ADDRESS, true);
    static final int TELECOM = add("patientRole.telecom", PhiCategory.PHONE, true);
    static final int GENDER = add("patient.gender", PhiCategory.DEMOGRAPHIC, false);
    static final int SECTION_TEXT = add("section.text", PhiCategory.FREE_TEXT, false);

    // what a query looks for (IHE ITI-47, ITI-45)
    static final int SUBJECT_NAME = add("livingSubjectName", PhiCategory.NAME, true);
    static final int SUBJECT_ID = add("livingSubjectId", PhiCategory.ID, true);
    static final int SUBJECT_BIRTH_TIME = add("livingSubjectBirthTime", PhiCategory.DOB, true);
    static final int SUBJECT_ADDRESS = add("patientAddress", PhiCategory.ADDRESS, true);

    // metadata of document sharing (IHE ITI TF-3 section 4.2)
    static final int XDS_PATIENT_ID = add("XDSDocumentEntry.patientId", PhiCategory.ID, true);
    static final int XDS_SOURCE_ID = add("XDSDocumentEntry.sourcePatientId", PhiCategory.ID, true);
    static final int XDS_SOURCE_INFO =
            add("XDSDocumentEntry.sourcePatientInfo", PhiCategory.NAME, true);

    /// The fields; a mark in [io.wardtap.protocol.phi.PhiFacts] is an index into this list.
    public static final List<PhiField> CATALOGUE = List.copyOf(FIELDS);

    private CdaPhi() {}

    private static int add(String name, PhiCategory category, boolean direct) {
        FIELDS.add(new PhiField(name, category, direct));
        return FIELDS.size() - 1;
    }
}
