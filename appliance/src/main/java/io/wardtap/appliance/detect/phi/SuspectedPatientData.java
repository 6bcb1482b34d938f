package io.wardtap.appliance.detect.phi;

import io.wardtap.appliance.detect.Detector;
import io.wardtap.appliance.detect.DetectorContext;
import io.wardtap.appliance.detect.Finding;
import io.wardtap.appliance.detect.FindingSink;
import io.wardtap.appliance.detect.RuleInfo;
import io.wardtap.appliance.detect.Severity;
import io.wardtap.appliance.detect.Wording;
import io.wardtap.appliance.observe.Conversation;
import io.wardtap.appliance.observe.DeclaredDevice;
import io.wardtap.appliance.observe.Device;
import io.wardtap.appliance.observe.Observers.SignsObserver;
import io.wardtap.appliance.observe.Site;
import io.wardtap.protocol.cleartext.PersonSign;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reports services of no known protocol whose cleartext shows signs of patients' data: two kinds
/// where a medical device or system is at either end, else three. Kinds are told, never text.
/// Nothing is remembered.
public final class SuspectedPatientData implements Detector, SignsObserver {
    public static final RuleInfo RULE =
            PhiRules.cleartext(
                    "phi-cleartext-suspected",
                    "Suspected patient data in unknown cleartext",
                    "Text on a connection of no known protocol shows signs of patients' data.",
                    "Then find out with the maker or the interface team what this service carries;"
                            + " if it is patient data, plan its encryption, and keep the path"
                            + " within one zone until then.");

    /// Kinds of signs that are enough between hosts of which nothing medical is known.
    static final int KINDS_ELSEWHERE = 3;

    private final Site site;
    private final FindingSink findings;

    public SuspectedPatientData(DetectorContext context) {
        this.site = context.site();
        this.findings = context.findings();
    }

    @Override
    public RuleInfo rule() {
        return RULE;
    }

    @Override
    public void onSigns(Conversation flow, int signs, long packet, long nowNs) {
        if (!flow.protocol.isEmpty() || flow.encrypted) {
            return;
        }
        List<String> kinds = new ArrayList<>();
        for (int i = 0; i < PersonSign.count(); i++) {
            PersonSign sign = PersonSign.of(i);
            if ((signs & sign.bit()) != 0) {
                kinds.add(sign.label());
            }
        }
        boolean medical = isMedical(flow.clientDevice) || isMedical(flow.serverDevice);
        if (!medical && kinds.size() < KINDS_ELSEWHERE) {
            return;
        }
        Severity severity =
                ExposedServices.severity(
                        site,
                        flow.sender(),
                        declared(flow.senderDevice()),
                        flow.receiver(),
                        declared(flow.receiverDevice()));
        String service = flow.service();
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("kinds", kinds);
        evidence.put("medical_device", medical);
        evidence.put("from_client", flow.fromClient);
        findings.report(
                new Finding(
                        RULE,
                        severity,
                        Wording.key(flow.serverDevice, flow.server) + "|" + service,
                        flow.serverDevice,
                        flow.clientDevice,
                        flow,
                        service,
                        "Text between "
                                + Wording.of(flow.clientDevice, flow.client)
                                + " and "
                                + Wording.of(flow.serverDevice, flow.server)
                                + " on "
                                + service
                                + ", whose protocol is not known, shows signs of patients' data ("
                                + String.join(", ", kinds)
                                + "); data that identifies patients is to be encrypted in transit;"
                                + " seen at "
                                + Wording.time(nowNs)
                                + ".",
                        evidence,
                        null,
                        packet,
                        nowNs));
    }

    private static boolean isMedical(Device device) {
        return device != null && (device.isMedical() || device.handlesPatientData);
    }

    private static DeclaredDevice declared(Device device) {
        return device == null ? null : device.declared;
    }
}
