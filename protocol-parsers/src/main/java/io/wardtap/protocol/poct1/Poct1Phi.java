package io.wardtap.protocol.poct1;

import io.wardtap.protocol.phi.PhiCategory;
import io.wardtap.protocol.phi.PhiField;

import java.util.List;

/// POCT1-A elements that can carry patient data.
public final class Poct1Phi {
    static final int PATIENT_ID = 0;
    static final int NAME = 1;
    static final int BIRTH_DATE = 2;
    static final int GENDER = 3;
    static final int OTHER = 4;
    static final int OPERATOR_ID = 5;
    static final int OPERATOR_NAME = 6;
    static final int ORDER = 7;
    static final int NOTE = 8;

    /// All elements. Whatever else is said of a patient counts as `PT.other`.
    public static final List<PhiField> CATALOGUE =
            List.of(
                    new PhiField("PT.patient_id", PhiCategory.ID, true),
                    new PhiField("PT.name", PhiCategory.NAME, true),
                    new PhiField("PT.birth_date", PhiCategory.DOB, true),
                    new PhiField("PT.gender_cd", PhiCategory.DEMOGRAPHIC, false),
                    new PhiField("PT.other", PhiCategory.DEMOGRAPHIC, false),
                    new PhiField("OPR.operator_id", PhiCategory.STAFF, false),
                    new PhiField("OPR.name", PhiCategory.STAFF, false),
                    new PhiField("ORD.order_id", PhiCategory.ACCOUNT, false),
                    new PhiField("NTE.text", PhiCategory.FREE_TEXT, false));

    private Poct1Phi() {}
}
