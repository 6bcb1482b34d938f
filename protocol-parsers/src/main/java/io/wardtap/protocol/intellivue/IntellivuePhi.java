package io.wardtap.protocol.intellivue;

import io.wardtap.protocol.phi.PhiCategory;
import io.wardtap.protocol.phi.PhiField;

import java.util.List;

/// IntelliVue attributes with patient data.
public final class IntellivuePhi {
    static final int PATIENT_ID = 0;
    static final int FAMILY_NAME = 1;
    static final int GIVEN_NAME = 2;
    static final int BIRTH_DATE = 3;
    static final int SEX = 4;
    static final int NOTES = 5;

    /// All of them.
    public static final List<PhiField> CATALOGUE =
            List.of(
                    new PhiField("PatientIdentifier", PhiCategory.ID, true),
                    new PhiField("PatientFamilyName", PhiCategory.NAME, true),
                    new PhiField("PatientGivenName", PhiCategory.NAME, true),
                    new PhiField("PatientDateOfBirth", PhiCategory.DOB, true),
                    new PhiField("PatientSexCode", PhiCategory.DEMOGRAPHIC, false),
                    new PhiField("PatientNotes", PhiCategory.FREE_TEXT, false));

    private IntellivuePhi() {}
}
