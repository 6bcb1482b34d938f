package io.wardtap.appliance.observe;

import java.util.List;

/// Names of the protocols in which medical systems speak of patients, as `network.protocol` has
/// them. Any thread.
public final class MedicalProtocols {
    public static final List<String> NAMES =
            List.of("dicom", "hl7", "astm", "poct1", "intellivue", "ws-discovery", "medibus");

    private MedicalProtocols() {}

    public static boolean contains(String protocol) {
        return NAMES.contains(protocol);
    }
}
