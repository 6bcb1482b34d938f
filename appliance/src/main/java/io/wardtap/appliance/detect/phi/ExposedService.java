package io.wardtap.appliance.detect.phi;

import io.wardtap.appliance.detect.Severity;
import io.wardtap.appliance.detect.Wording;
import io.wardtap.appliance.observe.Address;
import io.wardtap.appliance.observe.DeclaredDevice;
import io.wardtap.appliance.observe.Device;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One service of one server through which patient data passes unencrypted: what all findings about
/// it share, made once. Analysis thread only.
final class ExposedService {
    private static final int MAX_NAMES = 8;
    private static final int MAX_TYPES = 16;

    final Device server;
    final String key;
    final String service;
    final long firstNs;
    final String[] explanations = new String[Severity.values().length];
    private final List<String> senders = new ArrayList<>();
    private final List<String> receivers = new ArrayList<>();
    private final List<String> types = new ArrayList<>();
    private Map<String, Object> evidence = Map.of();

    // the severity of the pair looked at last, by who sends
    Address pairClient;
    DeclaredDevice pairClientDeclared;
    DeclaredDevice pairServerDeclared;
    final Severity[] pairSeverity = new Severity[2];

    // the names noted last, so that repeats cost a comparison each
    private String lastSender = "";
    private String lastReceiver = "";
    private String lastType = "";

    ExposedService(Device server, Address address, String service, long firstNs) {
        this.server = server;
        this.key = Wording.key(server, address) + "|" + service;
        this.service = service;
        this.firstNs = firstNs;
    }

    /// The same map until there is something new in it.
    Map<String, Object> evidence(String sender, String receiver, String type) {
        if (!sender.equals(lastSender)
                || !receiver.equals(lastReceiver)
                || !type.equals(lastType)
                || evidence.isEmpty()) {
            lastSender = sender;
            lastReceiver = receiver;
            lastType = type;
            boolean changed = Wording.note(senders, sender, MAX_NAMES);
            changed |= Wording.note(receivers, receiver, MAX_NAMES);
            if (!type.isEmpty() && types.size() < MAX_TYPES && !types.contains(type)) {
                types.add(type);
                changed = true;
            }
            if (changed || evidence.isEmpty()) {
                Map<String, Object> made = new LinkedHashMap<>();
                made.put("senders", List.copyOf(senders));
                made.put("receivers", List.copyOf(receivers));
                made.put("message_types", List.copyOf(types));
                evidence = made;
            }
        }
        return evidence;
    }
}
