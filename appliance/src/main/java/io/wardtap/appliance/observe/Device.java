package io.wardtap.appliance.observe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// One device as the inventory knows it: what stays when addresses change. Owned by the analysis
/// thread; outputs read it while analysis calls them.
public final class Device {
    /// One piece of evidence: which field, which value, who said so, when last.
    ///
    /// @param source a protocol's part, e.g. `dicom.data-set`, `hl7.MSH`, `arp`
    /// @param weight 0 to 1, see reference to evidence classes in the module's documents
    public record Evidence(
            String field, String value, String source, double weight, long lastSeenNs) {}

    private final UUID id;
    private final String key;
    private final long firstSeenNs;

    /// 48 bits, 0 when unknown or a router's.
    public long mac;

    /// In order of first sight; bounded.
    public final List<Address> addresses = new ArrayList<>();

    public final List<String> aliases = new ArrayList<>();

    /// Roles such as `dicom.scp`, `hl7.sender`; bounded.
    public final List<String> roles = new ArrayList<>();

    /// By field and value, the strongest evidence of each source; bounded.
    public final Map<String, Evidence> evidence = new LinkedHashMap<>();

    public String hostname = "";
    public String vendor = "";
    public String model = "";
    public String serial = "";
    public String software = "";

    /// Class id of the classification scheme, e.g. `imaging.ct`, `pacs.archive`, `unknown`.
    public String deviceClass = "unknown";

    public double confidence;
    public String zone = "";
    public String criticality = "";
    public String location = "";
    public String owner = "";
    public long lastSeenNs;

    /// What the configuration says of it, or null; its name is the alias `name:…`.
    public DeclaredDevice declared;

    /// It was seen on the wire, not only known from a baseline.
    public boolean seen;

    /// It is no device any more: its MAC turned out to be a router's, or it was merged into
    /// another. Flows that still point here are pointed elsewhere at their next unit.
    public boolean retired;

    /// TCP conversations of its that have ended, with four packets or more; those of them with one
    /// direction only; and bytes of its streams that were never seen.
    public long conversations;

    public long oneWayConversations;
    public long gapBytes;

    /// Patient data was seen to or from it.
    public boolean handlesPatientData;

    public Device(UUID id, String key, long firstSeenNs) {
        this.id = id;
        this.key = key;
        this.firstSeenNs = firstSeenNs;
        this.lastSeenNs = firstSeenNs;
    }

    public UUID id() {
        return id;
    }

    /// What identifies it across restarts and baselines: `mac:00-11-22-33-44-55` or `ip:10.0.0.1`.
    public String key() {
        return key;
    }

    public long firstSeenNs() {
        return firstSeenNs;
    }

    /// Its first address, or null.
    public Address address() {
        return addresses.isEmpty() ? null : addresses.getFirst();
    }

    /// Whether its class says that it is a medical device or system.
    public boolean isMedical() {
        return isMedical(deviceClass);
    }

    /// Whether a class id is a medical device's or system's.
    public static boolean isMedical(String deviceClass) {
        return !deviceClass.equals("unknown")
                && !deviceClass.startsWith("iot.")
                && !deviceClass.startsWith("network.")
                && !deviceClass.startsWith("infra.");
    }
}
