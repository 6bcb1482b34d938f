package io.wardtap.protocol.cda;

import io.wardtap.protocol.phi.PhiFacts;

/// What was found in one document or message: what it is, fields with patient data, patients by
/// keyed hash. No values. Mutable, one owner at a time.
public final class CdaContent {
    private static final int MAX_PATIENTS = 64;

    public final PhiFacts phi = new PhiFacts(CdaPhi.CATALOGUE, MAX_PATIENTS);

    /// Name of the document's or message's root element, "" for one that is not known.
    public String root;

    /// The SOAP action (WS-Addressing) of IHE, "" without one that is known.
    public String action;

    public CdaContent() {
        clear();
    }

    public void clear() {
        phi.clear();
        root = "";
        action = "";
    }
}
