package io.wardtap.appliance.observe;

import io.wardtap.protocol.phi.PhiFacts;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// What analysis counted of one protocol. Written on the analysis thread, read by any.
public final class ProtocolCounters {
    /// Kinds counted by name; further ones count as [#OTHER].
    public static final int MAX_KINDS = 200;

    public static final String OTHER = "other";

    private final String name;
    private final Tally flows = new Tally();
    private final Tally messages = new Tally();
    private final Tally bytes = new Tally();
    private final Tally parseErrors = new Tally();
    private final ConcurrentHashMap<String, Tally> kinds = new ConcurrentHashMap<>();
    private final Tally[] withPatients = new Tally[AddressScope.count()];

    // by scope of the receiving end; analysis thread only until the end
    private final HashSet64[] patients = new HashSet64[AddressScope.count()];

    ProtocolCounters(String name) {
        this.name = name;
        for (int i = 0; i < withPatients.length; i++) {
            withPatients[i] = new Tally();
            patients[i] = new HashSet64(AnalysisCounters.MAX_PATIENTS);
        }
    }

    public String name() {
        return name;
    }

    public long flows() {
        return flows.get();
    }

    /// Units that the protocol's parser read.
    public long messages() {
        return messages.get();
    }

    /// Payload bytes of its flows.
    public long bytes() {
        return bytes.get();
    }

    /// Messages without a type, and those that others have added.
    public long parseErrors() {
        return parseErrors.get();
    }

    /// Messages by type, in the order of their names.
    public Map<String, Long> kinds() {
        Map<String, Long> sorted = new TreeMap<>();
        kinds.forEach((kind, tally) -> sorted.put(kind, tally.get()));
        return Collections.unmodifiableMap(sorted);
    }

    /// Unencrypted messages with patient data that went to an end of this scope.
    public long messagesWithPatients(AddressScope scope) {
        return withPatients[scope.ordinal()].get();
    }

    /// Distinct patients in them; a lower bound when [#patientsAreLowerBound]. Analysis thread, or
    /// after the end.
    public int patients(AddressScope scope) {
        return patients[scope.ordinal()].size();
    }

    public boolean patientsAreLowerBound(AddressScope scope) {
        return patients[scope.ordinal()].isLowerBound();
    }

    void flow() {
        flows.add(1);
    }

    void message() {
        messages.add(1);
    }

    void bytes(long n) {
        bytes.add(n);
    }

    void parseErrors(long n) {
        parseErrors.add(n);
    }

    void kind(String kind) {
        Tally tally = kinds.get(kind);
        if (tally == null) {
            String name = kinds.size() < MAX_KINDS - 1 ? kind : OTHER;
            tally = kinds.get(name);
            if (tally == null) {
                tally = new Tally();
                kinds.put(name, tally);
            }
        }
        tally.add(1);
    }

    void exposure(AddressScope scope, PhiFacts phi) {
        withPatients[scope.ordinal()].add(1);
        HashSet64 distinct = patients[scope.ordinal()];
        for (int i = 0; i < phi.patients(); i++) {
            distinct.add(phi.patientHash(i));
        }
    }
}
