package io.wardtap.appliance.detect.phi;

import io.wardtap.appliance.detect.Detector;
import io.wardtap.appliance.detect.DetectorContext;
import io.wardtap.appliance.detect.RuleInfo;
import io.wardtap.appliance.observe.Conversation;
import io.wardtap.appliance.observe.Observers.Hl7Observer;
import io.wardtap.protocol.hl7.Hl7Facts;

/// Reports HL7 v2 interfaces through which patients' direct identifiers pass unencrypted.
public final class CleartextHl7Identifiers implements Detector, Hl7Observer {
    public static final RuleInfo RULE =
            PhiRules.cleartext(
                    "phi-cleartext-hl7",
                    "Patient data in unencrypted HL7 v2",
                    "Direct patient identifiers pass in HL7 v2 messages on a connection without"
                            + " TLS.",
                    "Then plan MLLP over TLS with the makers of both interfaces, or carry the feed"
                            + " inside an encrypted tunnel, and keep the path within one zone"
                            + " until then.");

    private final ExposedServices services;

    public CleartextHl7Identifiers(DetectorContext context) {
        this.services = new ExposedServices(RULE, context);
    }

    @Override
    public RuleInfo rule() {
        return RULE;
    }

    @Override
    public void onHl7(Conversation flow, Hl7Facts facts, long packet, long nowNs) {
        if (!facts.phiDirect || flow.encrypted) {
            return;
        }
        services.report(
                flow,
                facts.phi,
                facts.sendingApplication,
                facts.receivingApplication,
                facts.messageType,
                packet,
                nowNs);
    }
}
