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
import io.wardtap.appliance.observe.Address;
import io.wardtap.appliance.observe.AddressScope;
import io.wardtap.appliance.observe.Conversation;
import io.wardtap.appliance.observe.Device;
import io.wardtap.appliance.observe.Observers.FlowObserver;
import io.wardtap.appliance.observe.Site;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reports a medical device that talks with somebody it was not learned to talk with. A refused,
/// unanswered or empty connection is no talk, so that a scanner makes no peers. Told once a flow,
/// of one end: of the client when it is medical and judged, else of the server.
public final class NewPeer implements Detector, FlowObserver {
    public static final RuleInfo RULE =
            new RuleInfo(
                    "behav-new-peer",
                    "New peer of a medical device",
                    "behaviour",
                    "A medical device talks with a host that it was not learned to talk with.",
                    Kind.INCIDENT,
                    Severity.MEDIUM,
                    List.of(Severity.MEDIUM, Severity.HIGH, Severity.CRITICAL),
                    "T0886 Remote Services",
                    new Standards(
                            List.of("SI-4", "AC-4"),
                            List.of("DE.CM-01"),
                            List.of("AUTH"),
                            List.of("AUTH"),
                            List.of("SR 5.2"),
                            List.of("164.308(a)(1)(ii)(D)")),
                    "device, peer and service",
                    Duration.ofDays(3),
                    Responses.CLINICAL_FIRST
                            + "Ask whether anything was installed, moved or serviced. If nobody"
                            + " knows the peer, have the network team restrict the peer's side, not"
                            + " the device's.",
                    true);

    private static final int TOLD = 1;

    private final Site site;
    private final Baseline baseline;
    private final FindingSink findings;

    public NewPeer(DetectorContext context) {
        this.site = context.site();
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
        if ((flow.marks & TOLD) != 0 || !flow.isConversation() || !baseline.judges()) {
            return;
        }
        boolean told =
                judge(flow, true, flow.clientDevice, flow.serverDevice, flow.server, packet, now)
                        || judge(
                                flow,
                                false,
                                flow.serverDevice,
                                flow.clientDevice,
                                flow.client,
                                packet,
                                now);
        if (told) {
            flow.marks |= TOLD;
        }
    }

    private boolean judge(
            Conversation flow,
            boolean outbound,
            Device device,
            Device peer,
            Address address,
            long packet,
            long now) {
        Profile profile = baseline.judge(device);
        if (profile == null || !isMedical(device, profile)) {
            return false;
        }
        AddressScope scope = site.scopeOf(address);
        if (scope == AddressScope.MULTICAST || Infrastructure.is(flow, scope)) {
            return false;
        }
        String key = baseline.keyOf(peer, address);
        if (key == null || profile.hasPeer(key)) {
            return false;
        }
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("peer", address.toString());
        evidence.put("peer_scope", scope.label());
        evidence.put("direction", outbound ? "outbound" : "inbound");
        evidence.put(
                "device_class", device.isMedical() ? device.deviceClass : profile.deviceClass());
        evidence.put("learned_since", Wording.time(profile.firstNs()));
        String service = flow.service();
        findings.report(
                new Finding(
                        RULE,
                        severity(scope),
                        Wording.key(device, null)
                                + "|"
                                + Wording.key(peer, address)
                                + "|"
                                + service,
                        device,
                        peer,
                        flow,
                        service,
                        Wording.of(device)
                                + (outbound ? " talks to " : " is talked to by ")
                                + (scope == AddressScope.EXTERNAL ? "the outside address " : "")
                                + Wording.of(peer, address)
                                + " on "
                                + service
                                + " since "
                                + Wording.time(flow.beginNs)
                                + ", a peer it did not have while it was learned.",
                        evidence,
                        null,
                        packet,
                        now));
        return true;
    }

    private Severity severity(AddressScope scope) {
        boolean outside = scope == AddressScope.EXTERNAL && site.networksDeclared();
        return outside ? Severity.HIGH : Severity.MEDIUM;
    }

    private static boolean isMedical(Device device, Profile profile) {
        return device.isMedical() || Device.isMedical(profile.deviceClass());
    }
}
