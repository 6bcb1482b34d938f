package io.wardtap.appliance.detect.phi;

import io.wardtap.appliance.detect.Detector;
import io.wardtap.appliance.detect.DetectorContext;
import io.wardtap.appliance.detect.RuleInfo;
import io.wardtap.appliance.observe.Conversation;
import io.wardtap.appliance.observe.Observers.MedicalObserver;
import io.wardtap.protocol.medical.MedicalFacts;

/// What the rules about patients' direct identifiers in devices' own protocols share: a rule is
/// about some of the protocols.
abstract class CleartextMedicalIdentifiers implements Detector, MedicalObserver {
    private final RuleInfo rule;
    private final ExposedServices services;

    CleartextMedicalIdentifiers(RuleInfo rule, DetectorContext context) {
        this.rule = rule;
        this.services = new ExposedServices(rule, context);
    }

    /// Whether the rule is about a protocol, by its name.
    abstract boolean isAbout(String protocol);

    /// Whether the rule does not mind this flow, although it is about its protocol.
    boolean isExempt(Conversation flow) {
        return false;
    }

    @Override
    public final RuleInfo rule() {
        return rule;
    }

    @Override
    public final void onMedical(Conversation flow, MedicalFacts facts, long packet, long nowNs) {
        if (!facts.phi.anyDirect() || flow.encrypted || !isAbout(flow.protocol) || isExempt(flow)) {
            return;
        }
        services.report(
                flow,
                facts.phi,
                facts.senderName(),
                facts.receiverName(),
                facts.kind,
                packet,
                nowNs);
    }
}
