package io.wardtap.appliance.detect.phi;

import io.wardtap.appliance.detect.Detector;
import io.wardtap.appliance.detect.DetectorContext;
import io.wardtap.appliance.detect.RuleInfo;
import io.wardtap.appliance.observe.Conversation;
import io.wardtap.appliance.observe.Observers.HttpObserver;
import io.wardtap.protocol.http.HttpFacts;

/// Reports DICOMweb servers (PS3.18) through which patients' direct identifiers pass unencrypted,
/// in objects, results or query keys. Data sets that say that the patient's identity was removed do
/// not count.
public final class CleartextDicomWebIdentifiers implements Detector, HttpObserver {
    public static final RuleInfo RULE =
            PhiRules.cleartext(
                    "phi-cleartext-dicomweb",
                    "Patient data in unencrypted DICOMweb",
                    "Direct patient identifiers pass in DICOMweb objects, results or query keys"
                            + " over HTTP without TLS.",
                    "Then have the server answer over HTTPS only, and point viewers and senders to"
                            + " it; keep the path within one zone until then.");

    private final ExposedServices services;

    public CleartextDicomWebIdentifiers(DetectorContext context) {
        this.services = new ExposedServices(RULE, context);
    }

    @Override
    public RuleInfo rule() {
        return RULE;
    }

    @Override
    public void onHttp(Conversation flow, HttpFacts facts, long packet, long nowNs) {
        if (facts.service != HttpFacts.Service.DICOMWEB
                || !facts.phi.anyDirect()
                || facts.deidentified
                || flow.encrypted) {
            return;
        }
        services.report(
                flow, facts.phi, facts.userAgent, facts.server, facts.interaction, packet, nowNs);
    }
}
