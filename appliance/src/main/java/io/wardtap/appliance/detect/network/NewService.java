package io.wardtap.appliance.detect.network;

import io.wardtap.appliance.baseline.Baseline;
import io.wardtap.appliance.baseline.Profile;
import io.wardtap.appliance.detect.Detector;
import io.wardtap.appliance.detect.DetectorContext;
import io.wardtap.appliance.detect.Finding;
import io.wardtap.appliance.detect.FindingSink;
import io.wardtap.appliance.detect.Responses;
import io.wardtap.appliance.detect.RuleInfo;
import io.wardtap.appliance.detect.RuleInfo.Kind;
import io.wardtap.appliance.detect.RuleInfo.Standards;
import io.wardtap.appliance.detect.Severity;
import io.wardtap.appliance.detect.Wording;
import io.wardtap.appliance.observe.Conversation;
import io.wardtap.appliance.observe.Device;
import io.wardtap.appliance.observe.Observers.FlowObserver;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reports a device that answers on a port on which it was not learned to answer. A port counts
/// once a client has really used it, so that a scan that finds it open says nothing; ephemeral
/// ports count only when content shows a known protocol there.
public final class NewService implements Detector, FlowObserver {
    public static final RuleInfo RULE =
            new RuleInfo(
                    "behav-new-service",
                    "New service on a device",
                    "behaviour",
                    "A device answers on a port on which it was not learned to answer.",
                    Kind.INCIDENT,
                    Severity.MEDIUM,
                    List.of(Severity.MEDIUM, Severity.HIGH),
                    "T1021 Remote Services",
                    new Standards(
                            List.of("CM-7", "CM-8(3)"),
                            List.of("DE.CM-01"),
                            List.of("SAHD"),
                            List.of("SAHD"),
                            List.of("SR 7.7"),
                            List.of("164.308(a)(1)(ii)(D)")),
                    "device and service",
                    Duration.ofDays(3),
                    Responses.CLINICAL_FIRST
                            + "Ask whether software was installed or a service visit took place; if"
                            + " not, have the maker say what listens on this port.",
                    true);

    private static final int TOLD = 1 << 1;

    private final Baseline baseline;
    private final FindingSink findings;

    public NewService(DetectorContext context) {
        this.baseline = context.baseline();
        this.findings = context.findings();
    }

    @Override
    public RuleInfo rule() {
        return RULE;
    }

    @Override
    public void onFlowIdentified(Conversation flow, long packet, long nowNs) {
        judge(flow, packet, nowNs);
    }

    @Override
    public void onFlowProgress(Conversation flow, long packet, long nowNs) {
        judge(flow, packet, nowNs);
    }

    @Override
    public void onFlowEnd(Conversation flow, long packet, long nowNs) {
        judge(flow, packet, nowNs);
    }

    private void judge(Conversation flow, long packet, long now) {
        if ((flow.marks & TOLD) != 0
                || !flow.isConversation()
                || flow.midstream && !flow.byContent // who is the server is a guess then
                || !Baseline.isService(flow)) {
            return;
        }
        Device server = flow.serverDevice;
        Profile profile = baseline.judge(server);
        if (profile == null || profile.hasService(flow.transport, flow.serverPort)) {
            return;
        }
        flow.marks |= TOLD;
        String service = flow.service();
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("port", flow.serverPort);
        evidence.put("protocol", flow.protocol.isEmpty() ? "unknown" : flow.protocol);
        evidence.put("clients", List.of(flow.client.toString()));
        evidence.put("learned_since", Wording.time(profile.firstNs()));
        findings.report(
                new Finding(
                        RULE,
                        Severity.MEDIUM,
                        Wording.key(server, null) + "|" + service,
                        server,
                        flow.clientDevice,
                        flow,
                        service,
                        Wording.of(server, flow.server)
                                + " answers on "
                                + service
                                + " since "
                                + Wording.time(flow.beginNs)
                                + ", where it did not answer while it was learned; "
                                + Wording.of(flow.clientDevice, flow.client)
                                + " uses it.",
                        evidence,
                        null,
                        packet,
                        now));
    }
}
