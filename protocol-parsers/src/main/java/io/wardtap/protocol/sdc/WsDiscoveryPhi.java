package io.wardtap.protocol.sdc;

import io.wardtap.protocol.phi.PhiCategory;
import io.wardtap.protocol.phi.PhiField;

import java.util.List;

/// Where patient data can stand in a device's scopes.
public final class WsDiscoveryPhi {
    static final int PATIENT_CONTEXT = 0;

    /// The patient context must not be a scope (11073-20701); where it is, it identifies.
    public static final List<PhiField> CATALOGUE =
            List.of(new PhiField("PatientContextScope", PhiCategory.ID, true));

    private WsDiscoveryPhi() {}
}
