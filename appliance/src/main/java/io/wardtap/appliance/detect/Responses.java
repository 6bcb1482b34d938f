package io.wardtap.appliance.detect;

/// What to do first, for the parts that rules share. A device may be attached to a patient:
/// clinical engineering comes first, and nothing here tells to cut one off.
public final class Responses {
    /// Begins every response about a device that may be attached to a patient.
    public static final String CLINICAL_FIRST =
            "Call clinical engineering before touching the device: it may be attached to a patient"
                    + " or needed for care. ";

    private Responses() {}
}
