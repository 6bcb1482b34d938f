package io.wardtap.protocol.hl7;

import io.wardtap.protocol.phi.PhiCategory;
import io.wardtap.protocol.phi.PhiField;

import java.util.List;

/// HL7 v2 fields that can carry patient data, by segment and position.
public final class Hl7Phi {
    public static final List<PhiField> CATALOGUE =
            List.of(new PhiField("PID-5", PhiCategory.NAME, true));

    private Hl7Phi() {}
}
