package io.wardtap.appliance.observe;

import io.wardtap.appliance.observe.Observers.Hl7Observer;
import io.wardtap.protocol.hl7.Hl7Facts;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// All HL7 interfaces by client, server and port. A conversation remembers its own, so that a
/// message needs no search. Bounded; further ones are only counted. Stands before whoever asks a
/// conversation for its interface. Analysis thread.
public final class Hl7Interfaces implements Hl7Observer {
    public static final int MAX_INTERFACES = 4096;

    /// A key with methods of its own, see [ExposureTable].
    private record Key(Address client, Address server, int port) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Key key
                    && port == key.port
                    && client.equals(key.client)
                    && server.equals(key.server);
        }

        @Override
        public int hashCode() {
            return 31 * (31 * client.hashCode() + server.hashCode()) + port;
        }
    }

    private final Map<Key, Hl7Interface> interfaces = new LinkedHashMap<>();
    private final SeenMessages seen = new SeenMessages();
    private long notFollowed;

    @Override
    public void onHl7(Conversation flow, Hl7Facts facts, long packet, long nowNs) {
        Hl7Interface known = flow.hl7Interface;
        if (known == null) {
            known = find(flow, nowNs);
            if (known == null) {
                notFollowed++;
                return;
            }
            flow.hl7Interface = known;
        }
        if (!facts.acknowledgmentCode.isEmpty()) {
            known.onAnswer(facts, nowNs);
            return;
        }
        int repeated = 0;
        if (facts.controlIdHash != 0) {
            repeated =
                    seen.note(
                            facts.controlIdHash,
                            flow.receiver(),
                            flow.serverPort,
                            facts.bodyDigest,
                            nowNs);
        }
        known.onMessage(facts, repeated, seen.ageNs(), nowNs);
    }

    private Hl7Interface find(Conversation flow, long nowNs) {
        Key key = new Key(flow.client, flow.server, flow.serverPort);
        Hl7Interface found = interfaces.get(key);
        if (found == null && interfaces.size() < MAX_INTERFACES) {
            found = new Hl7Interface(flow.client, flow.server, flow.serverPort, nowNs);
            interfaces.put(key, found);
        }
        return found;
    }

    /// Messages of interfaces beyond [#MAX_INTERFACES].
    public long notFollowed() {
        return notFollowed;
    }

    /// Those with most messages first.
    public List<Hl7Interface> busiest(int most) {
        List<Hl7Interface> sorted = new ArrayList<>(interfaces.values());
        sorted.sort(
                Comparator.comparingLong(Hl7Interface::messages)
                        .reversed()
                        .thenComparing(known -> known.server)
                        .thenComparingInt(known -> known.port)
                        .thenComparing(known -> known.client));
        return sorted.subList(0, Math.min(most, sorted.size()));
    }
}
