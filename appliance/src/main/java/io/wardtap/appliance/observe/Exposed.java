package io.wardtap.appliance.observe;

import io.wardtap.protocol.phi.PhiCategory;
import io.wardtap.protocol.phi.PhiFacts;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Messages in clear that passed somewhere, and the patient data in them. Analysis thread.
public class Exposed {
    private final DistinctCount patients;
    private AddressScope scope;
    private long messages;
    private long phiMessages;
    private long phiBytes;
    private long firstNs;
    private long lastNs;
    private int categories;

    Exposed(DistinctCount patients, AddressScope scope) {
        this.patients = patients;
        this.scope = scope;
    }

    void note(PhiFacts phi, long bytes, long nowNs) {
        messages++;
        if (!phi.anyDirect()) {
            return;
        }
        firstNs = phiMessages++ == 0 ? nowNs : firstNs;
        lastNs = nowNs;
        phiBytes += bytes;
        categories |= phi.categories();
        for (int i = 0; i < phi.patients(); i++) {
            patients.add(phi.patientHash(i));
        }
    }

    void reach(AddressScope other) {
        scope = other.ordinal() > scope.ordinal() ? other : scope;
    }

    public long messages() {
        return messages;
    }

    /// Messages with a patient's direct identifiers.
    public long phiMessages() {
        return phiMessages;
    }

    /// Bytes of those messages.
    public long phiBytes() {
        return phiBytes;
    }

    /// Packet time of the first of those messages, nanoseconds since 1970; 0 without any.
    public long firstNs() {
        return firstNs;
    }

    public long lastNs() {
        return lastNs;
    }

    /// Distinct ones; many are estimated.
    public long patients() {
        return patients.count();
    }

    /// Whether [#patients()] is an estimate.
    public boolean isEstimate() {
        return patients.isEstimate();
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
