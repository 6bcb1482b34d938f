package io.wardtap.appliance.detect.phi;

import io.wardtap.appliance.detect.Detector;
import io.wardtap.appliance.detect.DetectorContext;
import io.wardtap.appliance.detect.RuleInfo;
import io.wardtap.appliance.observe.Conversation;
import io.wardtap.appliance.observe.Observers.HttpObserver;
import io.wardtap.protocol.http.HttpFacts;

/// Reports FHIR servers through which patients' direct identifiers pass unencrypted, in resources
/// or in what is searched for.
public final class CleartextFhirIdentifiers implements Detector, HttpObserver {
    public static final RuleInfo RULE =
            PhiRules.cleartext(
                    "phi-cleartext-fhir",
                    "Patient data in unencrypted FHIR",
                    "Direct patient identifiers pass in FHIR resources or searches over HTTP"
                            + " without TLS.",
                    "Then have the server answer over HTTPS only, and change tokens and passwords"
                            + " that passed in clear; keep the path within one zone until then.");

    private final ExposedServices services;

    public CleartextFhirIdentifiers(DetectorContext context) {
        this.services = new ExposedServices(RULE, context);
    }

    @Override
    public RuleInfo rule() {
        return RULE;
    }

    @Override
    public void onHttp(Conversation flow, HttpFacts facts, long packet, long nowNs) {
        if (facts.service != HttpFacts.Service.FHIR || !facts.phi.anyDirect() || flow.encrypted) {
            return;
        }
        services.report(
                flow,
                facts.phi,
                facts.userAgent,
                facts.server,
                facts.resourceType.isEmpty() ? facts.interaction : facts.resourceType,
                packet,
                nowNs);
    }
}
