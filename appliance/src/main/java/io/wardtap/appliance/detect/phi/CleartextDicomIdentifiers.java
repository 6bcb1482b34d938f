package io.wardtap.appliance.detect.phi;

import io.wardtap.appliance.detect.Detector;
import io.wardtap.appliance.detect.DetectorContext;
import io.wardtap.appliance.detect.RuleInfo;
import io.wardtap.appliance.observe.Conversation;
import io.wardtap.appliance.observe.Observers.DicomObserver;
import io.wardtap.protocol.dicom.DicomFacts;

/// Reports DICOM services through which patients' direct identifiers pass unencrypted (PS3.15 Annex
/// B gives the secure transport connection profiles). Data sets that say that the patient's
/// identity was removed do not count.
public final class CleartextDicomIdentifiers implements Detector, DicomObserver {
    public static final RuleInfo RULE =
            PhiRules.cleartext(
                    "phi-cleartext-dicom",
                    "Patient data in unencrypted DICOM",
                    "Direct patient identifiers pass in DICOM data sets on a connection without"
                            + " TLS.",
                    "Then plan TLS for this DICOM service with its maker (PS3.15 secure transport"
                            + " profiles), or carry it inside an encrypted tunnel, and keep the"
                            + " path within one zone until then.");

    private final ExposedServices services;

    public CleartextDicomIdentifiers(DetectorContext context) {
        this.services = new ExposedServices(RULE, context);
    }

    @Override
    public RuleInfo rule() {
        return RULE;
    }

    @Override
    public void onDicom(Conversation flow, DicomFacts facts, long packet, long nowNs) {
        if (!facts.phi.anyDirect() || facts.deidentified || flow.encrypted) {
            return;
        }
        services.report(
                flow,
                facts.phi,
                facts.callingAeTitle,
                facts.calledAeTitle,
                facts.modality,
                packet,
                nowNs);
    }
}
