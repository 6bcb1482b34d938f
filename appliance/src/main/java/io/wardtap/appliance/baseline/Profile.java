package io.wardtap.appliance.baseline;

import io.wardtap.appliance.observe.Address;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What is usual for one device, about 16 KiB at most. A set that is full knows that it is: nothing
/// is judged by it any more. Analysis thread only.
public final class Profile {
    static final int MAX_ADDRESSES = 8;
    static final int MAX_PEERS = 128;
    static final int MAX_SERVICES = 64;
    static final int MAX_AE_TITLES = 32;
    static final int MAX_SOP_CLASSES = 32;
    static final int MAX_APPLICATIONS = 12;

    final String key;
    final List<Address> addresses = new ArrayList<>();
    String deviceClass = "unknown";
    LearningState state = LearningState.LEARNING;
    long firstNs;
    long lastNs;
    long observations;

    final Map<String, PeerUse> peers = new LinkedHashMap<>();
    boolean peersFull;

    /// Ascending, transport << 16 | port.
    int[] services = {};

    boolean servicesFull;
    final Set<String> callingAeTitles = new LinkedHashSet<>();
    final Set<String> calledAeTitles = new LinkedHashSet<>();
    final Map<String, DicomHabit> dicom = new LinkedHashMap<>();
    final Map<String, Hl7Habit> hl7 = new LinkedHashMap<>();
    final Silence silence = new Silence();
    final HourlyRates rates = new HourlyRates();

    // the running minute of C-FIND requests
    long findMinute = Long.MIN_VALUE;
    int finds;

    Profile(String key, long firstNs) {
        this.key = key;
        this.firstNs = firstNs;
        this.lastNs = firstNs;
    }

    public String key() {
        return key;
    }

    public List<Address> addresses() {
        return List.copyOf(addresses);
    }

    public String deviceClass() {
        return deviceClass;
    }

    public LearningState state() {
        return state;
    }

    public long firstNs() {
        return firstNs;
    }

    public long lastNs() {
        return lastNs;
    }

    public long observations() {
        return observations;
    }

    public boolean judges() {
        return state.judges();
    }

    /// Whether this peer is usual. Says yes when the set is full: nobody can tell any more.
    public boolean hasPeer(String peerKey) {
        return peersFull || peers.containsKey(peerKey);
    }

    /// Whether it usually answers on this port. Says yes when the set is full.
    public boolean hasService(int transport, int port) {
        return servicesFull || Arrays.binarySearch(services, transport << 16 | port) >= 0;
    }

    public boolean calls(String aeTitle) {
        return callingAeTitles.contains(aeTitle);
    }

    /// How it uses a SOP class, or null when it does not.
    public DicomHabit dicom(String sopClassUid) {
        return dicom.get(sopClassUid);
    }

    /// Whether there may be applications here that it has no room for.
    boolean hasManyApplications() {
        return hl7.size() >= MAX_APPLICATIONS;
    }

    public Hl7Habit hl7(String application) {
        return hl7.get(application);
    }

    public Silence silence() {
        return silence;
    }

    public HourlyRates rates() {
        return rates;
    }

    int peerCount() {
        return peers.size();
    }

    void address(Address address) {
        if (addresses.size() < MAX_ADDRESSES && !addresses.contains(address)) {
            addresses.add(address);
        }
    }

    void peer(String peerKey, int service, long now) {
        PeerUse use = peers.get(peerKey);
        if (use == null) {
            if (peers.size() >= MAX_PEERS) {
                peersFull = true;
                return;
            }
            use = new PeerUse(now);
            peers.put(peerKey, use);
        }
        use.lastNs = now;
        use.take(service);
    }

    void service(int transport, int port) {
        int service = transport << 16 | port;
        if (Arrays.binarySearch(services, service) >= 0) {
            return;
        }
        if (services.length >= MAX_SERVICES) {
            servicesFull = true;
            return;
        }
        services = Arrays.copyOf(services, services.length + 1);
        services[services.length - 1] = service;
        Arrays.sort(services);
    }

    void calling(String aeTitle) {
        if (callingAeTitles.size() < MAX_AE_TITLES) {
            callingAeTitles.add(aeTitle);
        }
    }

    void called(String aeTitle) {
        if (calledAeTitles.size() < MAX_AE_TITLES) {
            calledAeTitles.add(aeTitle);
        }
    }

    DicomHabit habit(String sopClassUid) {
        DicomHabit habit = dicom.get(sopClassUid);
        if (habit == null && dicom.size() < MAX_SOP_CLASSES) {
            habit = new DicomHabit();
            dicom.put(sopClassUid, habit);
        }
        return habit;
    }

    Hl7Habit application(String application) {
        Hl7Habit habit = hl7.get(application);
        if (habit == null && hl7.size() < MAX_APPLICATIONS) {
            habit = new Hl7Habit();
            hl7.put(application, habit);
        }
        return habit;
    }

    /// Forgets peers that were not seen since then.
    void age(long before) {
        peers.values().removeIf(use -> use.lastNs < before);
    }
}
