package io.wardtap.appliance.detect.phi;

import io.wardtap.appliance.detect.Detector;
import io.wardtap.appliance.detect.DetectorContext;
import io.wardtap.appliance.detect.Finding;
import io.wardtap.appliance.detect.FindingSink;
import io.wardtap.appliance.detect.Responses;
import io.wardtap.appliance.detect.RuleInfo;
import io.wardtap.appliance.detect.RuleInfo.Kind;
import io.wardtap.appliance.detect.RuleInfo.Standards;
import io.wardtap.appliance.detect.Severity;
import io.wardtap.appliance.detect.Trackers;
import io.wardtap.appliance.detect.Wording;
import io.wardtap.appliance.observe.Address;
import io.wardtap.appliance.observe.AddressScope;
import io.wardtap.appliance.observe.Conversation;
import io.wardtap.appliance.observe.Observers.DicomObserver;
import io.wardtap.appliance.observe.Observers.Hl7Observer;
import io.wardtap.appliance.observe.Observers.MedicalObserver;
import io.wardtap.appliance.observe.Site;
import io.wardtap.protocol.dicom.DicomFacts;
import io.wardtap.protocol.hl7.Hl7Facts;
import io.wardtap.protocol.medical.MedicalFacts;
import io.wardtap.protocol.phi.PhiFacts;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reports patient data that goes to an address outside, which is no declared partner's. Until the
/// site's networks are declared nobody knows what is outside: at most medium then.
public final class ExternalPatientData
        implements Detector, DicomObserver, Hl7Observer, MedicalObserver {
    public static final RuleInfo RULE =
            new RuleInfo(
                    "phi-external-destination",
                    "Patient data sent outside the organisation",
                    PhiRules.CATEGORY,
                    "Patient data goes to an address that is neither the site's nor a declared"
                            + " partner's.",
                    Kind.INCIDENT,
                    Severity.CRITICAL,
                    List.of(Severity.MEDIUM, Severity.HIGH, Severity.CRITICAL),
                    "T1048 Exfiltration Over Alternative Protocol",
                    new Standards(
                            List.of("AC-4", "SC-7(5)"),
                            List.of("DE.CM-01"),
                            List.of("TXCF"),
                            List.of("TXCF"),
                            List.of("SR 5.2"),
                            List.of("164.312(e)(1)", "164.308(a)(6)(ii)")),
                    "sending device, receiving address and service",
                    Duration.ofDays(3),
                    Responses.CLINICAL_FIRST
                            + "Find out who owns the address; a partner belongs into"
                            + " site.partners. If nobody knows it, have the firewall team stop this"
                            + " destination at the border and tell the privacy officer: this may be"
                            + " a breach to be notified.",
                    false);

    /// Pairs remembered, for the time of their first sight.
    private static final int CAPACITY = 4096;

    /// A key with methods of its own: those of a record are made when they are first called, which
    /// every start would wait for.
    private record Pair(Address sender, Address receiver, String service) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Pair pair
                    && sender.equals(pair.sender)
                    && receiver.equals(pair.receiver)
                    && service.equals(pair.service);
        }

        @Override
        public int hashCode() {
            return 31 * (31 * sender.hashCode() + receiver.hashCode()) + service.hashCode();
        }
    }

    private final Site site;
    private final FindingSink findings;
    private final Trackers<Pair, Long> pairs = new Trackers<>(CAPACITY);

    public ExternalPatientData(DetectorContext context) {
        this.site = context.site();
        this.findings = context.findings();
    }

    @Override
    public RuleInfo rule() {
        return RULE;
    }

    @Override
    public void onDicom(Conversation flow, DicomFacts facts, long packet, long nowNs) {
        if (facts.phi.anyDirect() && !facts.deidentified) {
            judge(flow, facts.phi, packet, nowNs);
        }
    }

    @Override
    public void onHl7(Conversation flow, Hl7Facts facts, long packet, long nowNs) {
        if (facts.phiDirect) {
            judge(flow, facts.phi, packet, nowNs);
        }
    }

    @Override
    public void onMedical(Conversation flow, MedicalFacts facts, long packet, long nowNs) {
        if (facts.phi.anyDirect()) {
            judge(flow, facts.phi, packet, nowNs);
        }
    }

    private void judge(Conversation flow, PhiFacts phi, long packet, long now) {
        Address receiver = flow.receiver();
        if (site.scopeOf(receiver) != AddressScope.EXTERNAL) {
            return;
        }
        Address sender = flow.sender();
        String service = flow.service();
        long since = pairs.get(new Pair(sender, receiver, service), _ -> now);
        boolean declared = site.networksDeclared();
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("destination", receiver.toString());
        evidence.put("networks_declared", declared);
        findings.report(
                new Finding(
                        RULE,
                        declared ? Severity.CRITICAL : Severity.MEDIUM,
                        Wording.key(flow.senderDevice(), sender)
                                + "|"
                                + Wording.key(flow.receiverDevice(), receiver)
                                + "|"
                                + service,
                        flow.senderDevice(),
                        flow.receiverDevice(),
                        flow,
                        service,
                        Wording.of(flow.senderDevice(), sender)
                                + " sends patient data ("
                                + ExposedServices.categories(phi)
                                + ") to "
                                + receiver
                                + ", which is "
                                + (declared
                                        ? "neither the site's nor a declared partner's"
                                        : "outside the private ranges (site.networks is not"
                                                + " declared)")
                                + ", since "
                                + Wording.time(since)
                                + ".",
                        evidence,
                        phi,
                        packet,
                        now));
    }
}
