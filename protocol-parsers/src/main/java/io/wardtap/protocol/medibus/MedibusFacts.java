package io.wardtap.protocol.medibus;

import io.wardtap.protocol.medical.MedicalFacts;

import java.util.List;

/// What the MEDIBUS parser found in one telegram. The kind is `initialize`, `identify`, `stop` or
/// `data`. The protocol carries no patient's identity that is known to us.
public final class MedibusFacts extends MedicalFacts {
    /// A response: the device has sent it.
    public boolean isResponse;

    public MedibusFacts() {
        super("medibus.identification", List.of());
        clear();
    }

    @Override
    public void clear() {
        super.clear();
        isResponse = false;
    }
}
