package io.wardtap.appliance.observe;

import io.wardtap.appliance.observe.Observers.DicomObserver;
import io.wardtap.appliance.observe.Observers.Hl7Observer;
import io.wardtap.protocol.dicom.DicomFacts;
import io.wardtap.protocol.hl7.Hl7Facts;
import io.wardtap.protocol.phi.PhiCategory;
import io.wardtap.protocol.phi.PhiFacts;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Through which services patient data passes unencrypted: one entry a server, port and protocol.
/// Bounded; further services are only counted. Analysis thread.
public final class ExposureTable implements DicomObserver, Hl7Observer {
    public static final int MAX_SERVICES = 4096;
    private static final int MAX_PATIENTS = 4096;
    private static final int MAX_CLIENTS = 1024;

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

    /// What passed through one service.
    public static final class Service {
        public final Address server;
        public final int port;
        public final String protocol;
        private final HashSet64 clients = new HashSet64(MAX_CLIENTS);
        private final HashSet64 patients = new HashSet64(MAX_PATIENTS);
        private AddressScope scope;
        private long messages;
        private long phiMessages;
        private int categories;

        Service(Address server, int port, String protocol, AddressScope scope) {
            this.server = server;
            this.port = port;
            this.protocol = protocol;
            this.scope = scope;
        }

        public long messages() {
            return messages;
        }

        public long phiMessages() {
            return phiMessages;
        }

        /// Distinct ones, then a lower bound.
        public int patients() {
            return patients.size();
        }

        public int clients() {
            return clients.size();
        }

        /// The farthest that patient data went: server or client.
        public AddressScope scope() {
            return scope;
        }

        /// Sorted.
        public List<String> categories() {
            List<String> labels = new ArrayList<>();
            for (PhiCategory category : PhiCategory.values()) {
                if ((categories >>> category.ordinal() & 1) != 0) {
                    labels.add(category.label());
                }
            }
            Collections.sort(labels);
            return labels;
        }
    }

    private final Site site;
    private final Map<Key, Service> services = new LinkedHashMap<>();
    private Service last;
    private long overflow;

    public ExposureTable(Site site) {
        this.site = site;
    }

    @Override
    public void onDicom(Conversation flow, DicomFacts facts, long packet, long nowNs) {
        if (facts.kind == DicomFacts.Kind.MESSAGE) {
            note(flow, facts.phi, "dicom");
        }
    }

    @Override
    public void onHl7(Conversation flow, Hl7Facts facts, long packet, long nowNs) {
        note(flow, facts.phi, "hl7");
    }

    /// In order of first sight.
    public List<Service> services() {
        return List.copyOf(services.values());
    }

    /// Messages of services that found no room.
    public long overflow() {
        return overflow;
    }

    private void note(Conversation flow, PhiFacts phi, String protocol) {
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
        service.messages++;
        if (phi.anyDirect()) {
            service.phiMessages++;
            service.categories |= phi.categories();
            service.clients.add(flow.client.high() * 31 + flow.client.low());
            for (int i = 0; i < phi.patients(); i++) {
                service.patients.add(phi.patientHash(i));
            }
            AddressScope clientScope = site.scopeOf(flow.client);
            if (clientScope.ordinal() > service.scope.ordinal()) {
                service.scope = clientScope;
            }
        }
    }

    private Service find(Conversation flow, String protocol) {
        Key key = new Key(flow.server, flow.serverPort, protocol);
        Service found = services.get(key);
        if (found == null && services.size() < MAX_SERVICES) {
            found = new Service(flow.server, flow.serverPort, protocol, site.scopeOf(flow.server));
            services.put(key, found);
        }
        return found;
    }
}
