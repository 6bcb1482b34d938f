package io.wardtap.appliance.alert;

import io.wardtap.appliance.detect.RuleInfo;
import io.wardtap.appliance.detect.Severity;
import io.wardtap.appliance.observe.Address;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// One alert of the ledger. Mutable, owned by the analysis thread; outputs encode it while they are
/// called.
public final class Alert {
    /// A flow in which it was seen.
    public record Flow(String communityId, long firstNs, long lastNs, int vlan) {}

    /// At most this many flows are kept.
    public static final int MAX_FLOWS = 10;

    public final UUID id;
    public final RuleInfo rule;
    public final String key;
    public final long openedNs;

    public Severity severity;
    public int revision = 1;
    public int episode = 1;
    public long count;
    public long lastNs;
    public String explanation = "";
    public String service = "";
    public Map<String, Object> evidence = new LinkedHashMap<>();
    public UUID subjectDeviceId;
    public UUID peerDeviceId;
    public final List<Flow> flows = new ArrayList<>();

    /// libpcap filter that shows its traffic.
    public String bpf = "";

    /// `reduced` when the sensor as a whole sees too little, else of the flow it is about `one_way`
    /// (one direction never came by) or `gaps` (more than 1 % of its bytes), else `full`.
    public String visibility = "";

    public UUID correlationId;

    /// quiet, recovered, excepted, operator; "" while open.
    public String closeReason = "";

    // endpoints of the latest finding; null or 0 where there are none
    public Address client;
    public Address server;
    public int clientPort;
    public int serverPort;
    public long clientMac;
    public long serverMac;
    public int transport;
    public String protocol = "";
    public String communityId = "";
    public int vlan;
    public int interfaceIndex;

    /// Distinct patients, by keyed hash; bounded, then a lower bound.
    public int patients;

    /// Keyed hashes of the first patients, at most five, for the pseudonyms of outputs that are set
    /// to show them.
    public long[] patientHashes = {};

    public Alert(UUID id, RuleInfo rule, String key, Severity severity, long openedNs) {
        this.id = id;
        this.rule = rule;
        this.key = key;
        this.severity = severity;
        this.openedNs = openedNs;
        this.lastNs = openedNs;
    }
}
