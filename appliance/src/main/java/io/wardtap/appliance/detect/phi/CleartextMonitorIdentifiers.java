package io.wardtap.appliance.detect.phi;

import io.wardtap.appliance.detect.DetectorContext;
import io.wardtap.appliance.detect.RuleInfo;
import io.wardtap.appliance.observe.Conversation;
import io.wardtap.appliance.observe.Site;

/// Reports patient monitors whose patients' direct identifiers pass in the maker's own protocol,
/// which has no encryption by design: not inside one zone of the site, where such monitors belong.
public final class CleartextMonitorIdentifiers extends CleartextMedicalIdentifiers {
    public static final RuleInfo RULE =
            PhiRules.cleartext(
                    "phi-cleartext-monitor",
                    "Patient data in a monitor's own protocol",
                    "Direct patient identifiers pass in the unencrypted protocol of patient"
                            + " monitors outside of one zone of the site.",
                    "Then keep the monitors and what collects from them in a network of their own,"
                            + " declared as one zone, or carry the collector's path inside an"
                            + " encrypted tunnel: the protocol has no encryption.");

    private final Site site;

    public CleartextMonitorIdentifiers(DetectorContext context) {
        super(RULE, context);
        site = context.site();
    }

    @Override
    boolean isAbout(String protocol) {
        return protocol.equals("intellivue") || protocol.equals("ws-discovery");
    }

    @Override
    boolean isExempt(Conversation flow) {
        String zone = ExposedServices.zone(site, flow.client, flow.clientDevice);
        return !zone.isEmpty()
                && zone.equals(ExposedServices.zone(site, flow.server, flow.serverDevice));
    }
}
