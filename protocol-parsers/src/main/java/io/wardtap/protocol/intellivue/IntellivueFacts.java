package io.wardtap.protocol.intellivue;

import io.wardtap.protocol.medical.MedicalFacts;

/// What the IntelliVue parser found in one datagram. Names and numbers only; the kind is one of the
/// framer's, or `patient` and `monitor` for results that tell of one.
public final class IntellivueFacts extends MedicalFacts {
    /// Where the monitor stands, as it is labelled.
    public String bedLabel;

    public IntellivueFacts() {
        super("intellivue.mds", IntellivuePhi.CATALOGUE);
        clear();
    }

    @Override
    public void clear() {
        super.clear();
        bedLabel = "";
    }
}
