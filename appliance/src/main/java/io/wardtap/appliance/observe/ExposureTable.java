package io.wardtap.appliance.observe;

import io.wardtap.appliance.observe.Observers.DicomObserver;
import io.wardtap.appliance.observe.Observers.FlowObserver;
import io.wardtap.appliance.observe.Observers.Hl7Observer;
import io.wardtap.appliance.observe.Observers.MedicalObserver;
import io.wardtap.protocol.dicom.DicomFacts;
import io.wardtap.protocol.hl7.Hl7Facts;
import io.wardtap.protocol.medical.MedicalFacts;
import io.wardtap.protocol.phi.PhiFacts;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Through which services patient data passes unencrypted, to whom and since when: one entry a
/// server, port and protocol, with one a client in it. Bounded; what finds no room is only counted.
/// Analysis thread.
public final class ExposureTable
        implements DicomObserver, Hl7Observer, MedicalObserver, FlowObserver {
    public static final int MAX_SERVICES = 4096;

    /// Clients of one service that are told apart.
    public static final int MAX_CLIENTS = 1024;

    /// Pairs of client and service in all.
    public static final int MAX_PAIRS = 4096;

    /// Servers whose flows are counted before patient data was seen.
    private static final int MAX_SERVERS = 16_384;

    // patients counted one by one, and what estimates the rest: estimates differ a little from key
    // to key
    private static final int SERVICE_PATIENTS = 4096;
    private static final int SERVICE_REGISTER_BITS = 12;
    private static final int PAIR_PATIENTS = 1024;
    private static final int PAIR_REGISTER_BITS = 9;

    /// A key with methods of its own: those of a record are made when they are first called, which
    /// every start would wait for.
    private record Key(Address server, int port, String protocol) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Key key
                    && port == key.port
                    && server.equals(key.server)
                    && protocol.equals(key.protocol);
        }

        @Override
        public int hashCode() {
            return 31 * (31 * server.hashCode() + port) + protocol.hashCode();
        }
    }

    /// One client's part.
    public static final class Pair extends Exposed {
        public final Address client;

        Pair(Address client, AddressScope scope) {
            super(new DistinctCount(PAIR_PATIENTS, PAIR_REGISTER_BITS), scope);
            this.client = client;
        }
    }

    /// What passed through one service.
    public static final class Service extends Exposed {
        public final Address server;
        public final int port;
        public final String protocol;
        private final HashSet64 clients = new HashSet64(MAX_CLIENTS);
        private final Map<Address, Pair> pairs = new LinkedHashMap<>();
        private final Flows flows;
        private Pair last;

        private Service(
                Address server, int port, String protocol, AddressScope scope, Flows flows) {
            super(new DistinctCount(SERVICE_PATIENTS, SERVICE_REGISTER_BITS), scope);
            this.server = server;
            this.port = port;
            this.protocol = protocol;
            this.flows = flows;
        }

        /// Clients whose messages had patient data; many are a lower bound.
        public int clients() {
            return clients.size();
        }

        /// In order of first sight; not more than there was room for.
        public Collection<Pair> pairs() {
            return Collections.unmodifiableCollection(pairs.values());
        }

        /// Of the server's flows that were recognised as TLS or as a medical protocol, the share
        /// that was encrypted: 0 to 1.
        public double encryptedRatio() {
            long all = flows.clear + flows.encrypted;
            return all == 0 ? 0 : (double) flows.encrypted / all;
        }
    }

    /// Of one server.
    private static final class Flows {
        private long clear;
        private long encrypted;
    }

    private final Site site;
    private final Map<Key, Service> services = new LinkedHashMap<>();
    private final Map<Address, Flows> servers = new HashMap<>();
    private Service last;
    private int pairs;
    private long overflow;

    public ExposureTable(Site site) {
        this.site = site;
    }

    @Override
    public void onDicom(Conversation flow, DicomFacts facts, long packet, long nowNs) {
        if (facts.kind == DicomFacts.Kind.MESSAGE) {
            note(flow, facts.phi, "dicom", facts.dataSetBytes, nowNs);
        }
    }

    @Override
    public void onHl7(Conversation flow, Hl7Facts facts, long packet, long nowNs) {
        note(flow, facts.phi, "hl7", facts.bytes, nowNs);
    }

    @Override
    public void onMedical(Conversation flow, MedicalFacts facts, long packet, long nowNs) {
        note(flow, facts.phi, flow.protocol, facts.bytes, nowNs);
    }

    @Override
    public void onFlowIdentified(Conversation flow, long packet, long nowNs) {
        Flows flows = servers.get(flow.server);
        if (flows == null) {
            if (servers.size() >= MAX_SERVERS) {
                return;
            }
            flows = new Flows();
            servers.put(flow.server, flows);
        }
        if (flow.encrypted) {
            flows.encrypted++;
        } else if (MedicalProtocols.contains(flow.protocol)) {
            flows.clear++;
        }
    }

    /// In order of first sight.
    public List<Service> services() {
        return List.copyOf(services.values());
    }

    /// Messages of services that found no room.
    public long overflow() {
        return overflow;
    }

    private void note(Conversation flow, PhiFacts phi, String protocol, long bytes, long nowNs) {
        Service service = last;
        if (service == null
                || service.port != flow.serverPort
                || !service.server.equals(flow.server)
                || !service.protocol.equals(protocol)) {
            service = find(flow, protocol);
            if (service == null) {
                overflow++;
                return;
            }
            last = service;
        }
        service.note(phi, bytes, nowNs);
        Pair pair = pair(service, flow.client);
        if (pair != null) {
            pair.note(phi, bytes, nowNs);
        }
        if (phi.anyDirect()) {
            service.clients.add(flow.client.high() * 31 + flow.client.low());
            service.reach(pair == null ? site.scopeOf(flow.client) : pair.scope());
        }
    }

    private Service find(Conversation flow, String protocol) {
        Key key = new Key(flow.server, flow.serverPort, protocol);
        Service found = services.get(key);
        if (found == null && services.size() < MAX_SERVICES) {
            found =
                    new Service(
                            flow.server,
                            flow.serverPort,
                            protocol,
                            site.scopeOf(flow.server),
                            servers.computeIfAbsent(flow.server, _ -> new Flows()));
            services.put(key, found);
        }
        return found;
    }

    private Pair pair(Service service, Address client) {
        if (service.last != null && service.last.client.equals(client)) {
            return service.last;
        }
        Pair found = service.pairs.get(client);
        if (found == null && service.pairs.size() < MAX_CLIENTS && pairs < MAX_PAIRS) {
            pairs++;
            found = new Pair(client, site.scopeOf(client));
            service.pairs.put(client, found);
        }
        service.last = found;
        return found;
    }
}
