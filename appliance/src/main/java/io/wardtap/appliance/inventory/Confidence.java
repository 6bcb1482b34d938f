package io.wardtap.appliance.inventory;

import io.wardtap.appliance.observe.Device;
import io.wardtap.appliance.observe.Device.Evidence;

/// Fuses evidence: independent noisy-OR over distinct sources, `1 - prod(1 - weight)`. Several hits
/// of one source count once. Weights are design choices, not calibrated on traffic.
final class Confidence {
    private Confidence() {}

    /// How sure this value of this field is, 0 to 1.
    static double of(Device device, String field, String value) {
        double doubt = 1;
        for (Evidence evidence : device.evidence.values()) {
            if (evidence.field().equals(field) && evidence.value().equals(value)) {
                doubt *= 1 - evidence.weight();
            }
        }
        return 1 - doubt;
    }

    /// The value of a field that is surest, "" without evidence; at a tie the one met first.
    static String best(Device device, String field) {
        String best = "";
        double most = 0;
        for (Evidence evidence : device.evidence.values()) {
            if (evidence.field().equals(field)) {
                double sure = of(device, field, evidence.value());
                if (sure > most + 1e-9) {
                    most = sure;
                    best = evidence.value();
                }
            }
        }
        return best;
    }
}
