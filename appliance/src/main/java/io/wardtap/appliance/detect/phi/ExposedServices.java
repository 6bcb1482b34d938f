package io.wardtap.appliance.detect.phi;

import io.wardtap.appliance.detect.DetectorContext;
import io.wardtap.appliance.detect.Finding;
import io.wardtap.appliance.detect.FindingSink;
import io.wardtap.appliance.detect.RuleInfo;
import io.wardtap.appliance.detect.Severity;
import io.wardtap.appliance.detect.Trackers;
import io.wardtap.appliance.detect.Wording;
import io.wardtap.appliance.observe.Address;
import io.wardtap.appliance.observe.AddressScope;
import io.wardtap.appliance.observe.Conversation;
import io.wardtap.appliance.observe.DeclaredDevice;
import io.wardtap.appliance.observe.Device;
import io.wardtap.appliance.observe.Site;
import io.wardtap.protocol.phi.PhiCategory;
import io.wardtap.protocol.phi.PhiFacts;

import java.util.Arrays;
import java.util.Objects;

/// Reports services through which patient data passes unencrypted: posture, one alert a server and
/// service; medium inside a zone, high between zones, critical to an external address that is no
/// declared partner. Such messages are ordinary traffic, so all but the finding itself is made once
/// a service. Analysis thread only.
final class ExposedServices {
    /// Services remembered; beyond, the one used longest ago is made anew when it comes back.
    static final int CAPACITY = 16_384;

    /// One service: the server's address and its port.
    private static final class Ports {
        int[] ports = new int[1];
        ExposedService[] services = new ExposedService[1];
        int size;
    }

    private static final int MAX_PORTS = 64;

    private final RuleInfo rule;
    private final Site site;
    private final FindingSink findings;
    private final Trackers<Address, Ports> servers = new Trackers<>(CAPACITY);

    ExposedServices(RuleInfo rule, DetectorContext context) {
        this.rule = rule;
        this.site = context.site();
        this.findings = context.findings();
    }

    void report(
            Conversation flow,
            PhiFacts phi,
            String sender,
            String receiver,
            String type,
            long packet,
            long now) {
        ExposedService service = service(flow, now);
        Severity severity = severity(service, flow);
        findings.report(
                new Finding(
                        rule,
                        severity,
                        service.key,
                        flow.serverDevice,
                        flow.clientDevice,
                        flow,
                        service.service,
                        explanation(service, flow, phi, severity),
                        service.evidence(sender, receiver, type),
                        phi,
                        packet,
                        now));
    }

    /// The severity that a message of this flow has, going from sender to receiver.
    static Severity severity(
            Site site,
            Address sender,
            DeclaredDevice senderDeclared,
            Address receiver,
            DeclaredDevice receiverDeclared) {
        AddressScope to = site.scopeOf(receiver);
        if (to == AddressScope.EXTERNAL) {
            return site.networksDeclared() ? Severity.CRITICAL : Severity.MEDIUM;
        }
        AddressScope from = site.scopeOf(sender);
        if (from == AddressScope.EXTERNAL) {
            return site.networksDeclared() ? Severity.HIGH : Severity.MEDIUM;
        }
        if (to == AddressScope.PARTNER || from == AddressScope.PARTNER) {
            return Severity.HIGH;
        }
        String senders = zone(site, sender, senderDeclared);
        String receivers = zone(site, receiver, receiverDeclared);
        // without the site's zones, a device nobody has put anywhere is not elsewhere
        boolean known = site.zonesDeclared() || !senders.isEmpty() && !receivers.isEmpty();
        return known && !senders.equals(receivers) ? Severity.HIGH : Severity.MEDIUM;
    }

    private static String zone(Site site, Address address, DeclaredDevice declared) {
        return declared == null || declared.zone().isEmpty()
                ? site.zoneOf(address)
                : declared.zone();
    }

    /// The zone of one end, as its declaration or its address says; empty without one.
    static String zone(Site site, Address address, Device device) {
        return zone(site, address, declared(device));
    }

    private static DeclaredDevice declared(Device device) {
        return device == null ? null : device.declared;
    }

    private Severity severity(ExposedService service, Conversation flow) {
        DeclaredDevice client = declared(flow.clientDevice);
        DeclaredDevice server = declared(flow.serverDevice);
        if (!flow.client.equals(service.pairClient)
                || !Objects.equals(client, service.pairClientDeclared)
                || !Objects.equals(server, service.pairServerDeclared)) {
            service.pairClient = flow.client;
            service.pairClientDeclared = client;
            service.pairServerDeclared = server;
            service.pairSeverity[0] = severity(site, flow.client, client, flow.server, server);
            service.pairSeverity[1] = severity(site, flow.server, server, flow.client, client);
        }
        return service.pairSeverity[flow.fromClient ? 0 : 1];
    }

    private ExposedService service(Conversation flow, long now) {
        Ports ports = servers.get(flow.server, _ -> new Ports());
        Device server = flow.serverDevice;
        for (int i = 0; i < ports.size; i++) {
            if (ports.ports[i] == flow.serverPort) {
                if (ports.services[i].server != server) {
                    ports.services[i] =
                            new ExposedService(server, flow.server, flow.service(), now);
                }
                return ports.services[i];
            }
        }
        int at = ports.size < MAX_PORTS ? ports.size++ : MAX_PORTS - 1;
        if (at == ports.ports.length) {
            ports.ports = Arrays.copyOf(ports.ports, at * 2);
            ports.services = Arrays.copyOf(ports.services, at * 2);
        }
        ports.ports[at] = flow.serverPort;
        ports.services[at] = new ExposedService(server, flow.server, flow.service(), now);
        return ports.services[at];
    }

    private static String explanation(
            ExposedService service, Conversation flow, PhiFacts phi, Severity severity) {
        String known = service.explanations[severity.ordinal()];
        if (known == null) {
            known =
                    "Patient data ("
                            + categories(phi)
                            + ") passes unencrypted "
                            + (severity == Severity.MEDIUM ? "" : "beyond its zone ")
                            + "between "
                            + Wording.of(flow.clientDevice, flow.client)
                            + " and "
                            + Wording.of(flow.serverDevice, flow.server)
                            + " on "
                            + service.service
                            + "; data that identifies patients is to be encrypted in transit;"
                            + " seen since "
                            + Wording.time(service.firstNs)
                            + ".";
            service.explanations[severity.ordinal()] = known;
        }
        return known;
    }

    static String categories(PhiFacts phi) {
        StringBuilder text = new StringBuilder();
        for (PhiCategory category : PhiCategory.values()) {
            if (phi.has(category)) {
                text.append(text.isEmpty() ? "" : ", ").append(category.label());
            }
        }
        return text.isEmpty() ? "identifiers" : text.toString();
    }
}
