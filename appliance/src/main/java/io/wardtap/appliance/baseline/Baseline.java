package io.wardtap.appliance.baseline;

import io.wardtap.appliance.inventory.DeviceInventory;
import io.wardtap.appliance.observe.Address;
import io.wardtap.appliance.observe.AddressScope;
import io.wardtap.appliance.observe.Conversation;
import io.wardtap.appliance.observe.Device;
import io.wardtap.appliance.observe.Observers.DeviceObserver;
import io.wardtap.appliance.observe.Observers.DicomObserver;
import io.wardtap.appliance.observe.Observers.EndObserver;
import io.wardtap.appliance.observe.Observers.FlowObserver;
import io.wardtap.appliance.observe.Observers.Hl7Observer;
import io.wardtap.appliance.observe.Observers.MedicalObserver;
import io.wardtap.appliance.observe.Observers.TickObserver;
import io.wardtap.appliance.observe.Site;
import io.wardtap.appliance.observe.SystemName;
import io.wardtap.protocol.dicom.DicomFacts;
import io.wardtap.protocol.hl7.Hl7Facts;
import io.wardtap.protocol.medical.MedicalFacts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Profiles by device key. A profile learns until it is mature; from then on it judges and takes in
/// nothing new, so that what is odd does not become usual by happening. Devices that a given
/// baseline does not know get a profile that learns and judges nothing. Analysis thread only.
public final class Baseline
        implements FlowObserver,
                DicomObserver,
                Hl7Observer,
                MedicalObserver,
                TickObserver,
                EndObserver,
                DeviceObserver {
    /// Profiles; at about 16 KiB each this is the bound of their memory.
    public static final int MAX_PROFILES = 1 << 14;

    private static final int FIRST_EPHEMERAL_PORT = 32768; // Linux; IANA's range is above
    private static final long DAY_NS = 86_400_000_000_000L;

    private final Site site;
    private final LearningConfig config;
    private final DeviceInventory inventory;
    private final boolean live;
    private final Map<String, Profile> profiles = new LinkedHashMap<>();
    private final Map<Device, Profile> byDevice = new HashMap<>();
    private final Map<Address, Profile> givenByAddress = new HashMap<>();
    private final Map<String, Set<String>> usersOfTitle = new HashMap<>();
    private final Map<String, Set<String>> usersOfApplication = new HashMap<>();
    private final Habits habits = new Habits();
    private final LocalHours hours;
    private boolean given;
    private boolean judges;
    private long refused;
    private long agedNs = Long.MIN_VALUE;

    /// @param live profiles become mature by the settings; in a replay only a given baseline is
    public Baseline(Site site, LearningConfig config, DeviceInventory inventory, boolean live) {
        this.site = site;
        this.config = config;
        this.inventory = inventory;
        this.live = live;
        this.hours = new LocalHours(site.timezone());
    }

    /// Takes a profile from a file: it is mature from now on, unless frozen.
    void give(Profile profile) {
        if (profile.state == LearningState.LEARNING) {
            profile.state = LearningState.MATURE;
        }
        given = true;
        profiles.put(profile.key, profile);
        for (Address address : profile.addresses) {
            givenByAddress.putIfAbsent(address, profile);
        }
        matured(profile);
    }

    void giveGateway(long mac) {
        inventory.declareShared(mac);
    }

    List<Long> gateways() {
        return inventory.sharedMacs();
    }

    /// All profiles, in the order in which they were met.
    public List<Profile> profiles() {
        return List.copyOf(profiles.values());
    }

    /// Whether any profile judges: the learning detectors have something to go by.
    public boolean judges() {
        return judges;
    }

    /// Whether a file has given it.
    public boolean isGiven() {
        return given;
    }

    /// Devices that got no profile because there were too many.
    public long refused() {
        return refused;
    }

    /// For the summary and the console: why the learning rules are quiet; "" once they are not.
    public String learningNote() {
        if (judges) {
            return "";
        }
        return "Learning: no mature baseline yet ("
                + profiles.size()
                + " devices are being learned), so the rules that compare with what is usual stay"
                + " quiet. Save what was learned with --save-baseline and judge with --baseline;"
                + " live, a device is judged after "
                + config.maturity().toDays()
                + " days and "
                + config.observations()
                + " observations.";
    }

    /// Forbids all profiles to learn or age.
    public void freeze() {
        for (Profile profile : profiles.values()) {
            boolean learned = profile.state == LearningState.LEARNING;
            profile.state = LearningState.FROZEN;
            if (learned) {
                matured(profile);
            }
        }
    }

    /// Forgets one device's profile: it learns anew.
    ///
    /// @return whether there was one
    public boolean reset(String key) {
        Profile profile = profiles.remove(key);
        if (profile == null) {
            return false;
        }
        byDevice.values().removeIf(known -> known == profile);
        givenByAddress.values().removeIf(known -> known == profile);
        usersOfTitle.values().forEach(users -> users.remove(key));
        usersOfApplication.values().forEach(users -> users.remove(key));
        return true;
    }

    /// The profile that judges this device, or null.
    public Profile judge(Device device) {
        if (device == null || !judges) {
            return null;
        }
        Profile profile = known(device);
        return profile != null && profile.judges() ? profile : null;
    }

    /// How baselines name the device at one end of a flow: its profile's key, which outlives a
    /// change of MAC, else its own; an address without a device by itself; null for multicast.
    public String keyOf(Device device, Address address) {
        if (device != null) {
            Profile profile = known(device);
            return profile != null ? profile.key : device.key();
        }
        return site.scopeOf(address) == AddressScope.MULTICAST ? null : "ip:" + address;
    }

    /// Whether any judging profile uses this AE title as its own.
    public boolean knowsTitle(String aeTitle) {
        Set<String> users = usersOfTitle.get(aeTitle);
        return users != null && !users.isEmpty();
    }

    /// Whether the device at this end uses this AE title as its own.
    public boolean usesTitle(Device device, Address address, String aeTitle) {
        Set<String> users = usersOfTitle.get(aeTitle);
        return users != null && users.contains(keyOf(device, address));
    }

    /// Whether any judging profile is this HL7 application (MSH-3).
    public boolean knowsApplication(String application) {
        Set<String> users = usersOfApplication.get(application);
        return users != null && !users.isEmpty();
    }

    /// Whether the device at this end is this HL7 application. Says yes when it is so many that not
    /// all were kept.
    public boolean usesApplication(Device device, Address address, String application) {
        Set<String> users = usersOfApplication.get(application);
        if (users != null && users.contains(keyOf(device, address))) {
            return true;
        }
        Profile profile = judge(device);
        return profile != null && profile.hasManyApplications();
    }

    /// Whether a port names a service; ephemeral ones do so only when content says what they speak.
    public static boolean isService(Conversation flow) {
        return flow.serverPort > 0
                && (flow.serverPort < FIRST_EPHEMERAL_PORT
                        || flow.byContent && !flow.protocol.isEmpty());
    }

    @Override
    public void onFlowBegin(Conversation flow, long packet, long nowNs) {
        if (flow.refused) {
            return;
        }
        Profile client = observe(flow.clientDevice, nowNs);
        observe(flow.serverDevice, nowNs);
        if (client != null && !client.judges()) {
            client.silence.active(nowNs);
        }
    }

    @Override
    public void onFlowIdentified(Conversation flow, long packet, long nowNs) {
        relations(flow, nowNs);
    }

    @Override
    public void onFlowProgress(Conversation flow, long packet, long nowNs) {
        relations(flow, nowNs);
        if (flow.clientPacketsDelta > 0) {
            Profile client = profile(flow.clientDevice, nowNs);
            if (client != null && !client.judges()) {
                client.silence.active(flow.lastNs);
            }
        }
    }

    @Override
    public void onFlowEnd(Conversation flow, long packet, long nowNs) {
        onFlowProgress(flow, packet, nowNs);
        habits.forget(flow.serial);
    }

    /// Learns who talks with whom, both ends' view, once both have really spoken.
    private void relations(Conversation flow, long nowNs) {
        if (!flow.isConversation()) {
            return;
        }
        boolean service = isService(flow);
        int port = service ? flow.serverPort : 0;
        Profile client = profile(flow.clientDevice, nowNs);
        Profile server = profile(flow.serverDevice, nowNs);
        if (client != null) {
            peer(client, keyOf(flow.serverDevice, flow.server), true, flow, port, nowNs);
        }
        if (server != null) {
            peer(server, keyOf(flow.clientDevice, flow.client), false, flow, port, nowNs);
            if (service && !server.judges()) {
                server.service(flow.transport, flow.serverPort);
            }
        }
    }

    private static void peer(
            Profile profile, String key, boolean outbound, Conversation flow, int port, long now) {
        if (key == null) {
            return;
        }
        if (!profile.judges()) {
            profile.peer(key, PeerUse.pack(outbound, flow.transport, port), now);
            return;
        }
        PeerUse known = profile.peers.get(key);
        if (known != null) {
            known.lastNs = now;
        }
    }

    @Override
    public void onDicom(Conversation flow, DicomFacts facts, long packet, long nowNs) {
        if (facts.kind == DicomFacts.Kind.ASSOCIATION) {
            titles(flow, facts, nowNs);
        } else if (facts.kind == DicomFacts.Kind.MESSAGE) {
            Profile sender = observe(flow.senderDevice(), nowNs);
            if (sender != null && !sender.judges() && flow.fromClient) {
                sender.silence.active(nowNs);
                habits.request(sender, flow, facts, nowNs);
            } else if (!flow.fromClient) {
                habits.response(flow, facts);
            }
        }
    }

    private void titles(Conversation flow, DicomFacts facts, long now) {
        if (facts.result != DicomFacts.Result.ACCEPTED) {
            return;
        }
        Profile client = profile(flow.clientDevice, now);
        if (client != null && !client.judges() && SystemName.isPlausible(facts.callingAeTitle)) {
            client.calling(facts.callingAeTitle);
        }
        Profile server = profile(flow.serverDevice, now);
        if (server != null && !server.judges() && SystemName.isPlausible(facts.calledAeTitle)) {
            server.called(facts.calledAeTitle);
        }
    }

    @Override
    public void onHl7(Conversation flow, Hl7Facts facts, long packet, long nowNs) {
        Profile sender = observe(flow.senderDevice(), nowNs);
        if (sender == null || sender.judges() || !facts.acknowledgmentCode.isEmpty()) {
            return;
        }
        if (flow.fromClient) {
            sender.silence.active(nowNs);
        }
        Habits.sent(sender, facts);
    }

    @Override
    public void onMedical(Conversation flow, MedicalFacts facts, long packet, long nowNs) {
        Profile sender = observe(flow.senderDevice(), nowNs);
        if (sender != null && !sender.judges() && flow.fromClient) {
            sender.silence.active(nowNs);
        }
    }

    @Override
    public void onTick(long packet, long nowNs) {
        if (agedNs == Long.MIN_VALUE) {
            agedNs = nowNs;
        } else if (nowNs - agedNs >= DAY_NS) {
            agedNs = nowNs;
            long before = nowNs - config.ageing().toNanos();
            for (Profile profile : profiles.values()) {
                if (profile.state != LearningState.FROZEN) {
                    profile.age(before);
                }
            }
        }
    }

    @Override
    public void onCaptureEnd(long packet, long nowNs) {
        for (Profile profile : profiles.values()) {
            if (!profile.judges()) {
                profile.silence.ends(nowNs);
                profile.rates.settle();
            }
        }
    }

    @Override
    public void onDevice(Device device, String action, long packet, long nowNs) {
        Profile profile = byDevice.get(device);
        if (profile == null) {
            return;
        }
        if (device.retired) {
            byDevice.remove(device);
            if (!profile.judges()) {
                profiles.remove(profile.key); // what was learned was several hosts'
            }
        } else if (!profile.judges()) {
            describe(profile, device);
        }
    }

    /// Counts one observation of a device.
    private Profile observe(Device device, long now) {
        Profile profile = profile(device, now);
        if (profile == null) {
            return null;
        }
        profile.lastNs = Math.max(profile.lastNs, now);
        profile.observations++;
        if (profile.state == LearningState.LEARNING) {
            long hour = hours.hour(now);
            profile.rates.observe(hour, LocalHours.hourOfWeek(hour));
            if (live
                    && profile.observations >= config.observations()
                    && now - profile.firstNs >= config.maturity().toNanos()) {
                profile.state = LearningState.MATURE;
                matured(profile);
            }
        }
        return profile;
    }

    private void matured(Profile profile) {
        judges = true;
        for (String title : profile.callingAeTitles) {
            usersOfTitle.computeIfAbsent(title, _ -> new LinkedHashSet<>()).add(profile.key);
        }
        for (String application : profile.hl7.keySet()) {
            usersOfApplication
                    .computeIfAbsent(application, _ -> new LinkedHashSet<>())
                    .add(profile.key);
        }
    }

    /// The profile of a device, made when it is new; null when there are too many.
    private Profile profile(Device device, long now) {
        if (device == null) {
            return null;
        }
        Profile profile = known(device);
        if (profile != null) {
            return profile;
        }
        if (profiles.size() >= MAX_PROFILES) {
            refused++;
            return null;
        }
        profile = new Profile(device.key(), now);
        describe(profile, device);
        profiles.put(profile.key, profile);
        byDevice.put(device, profile);
        return profile;
    }

    /// By device, by key, or by an address of the given baseline: a device is what stays when its
    /// MAC changes.
    private Profile known(Device device) {
        Profile profile = byDevice.get(device);
        if (profile != null) {
            return profile;
        }
        profile = profiles.get(device.key());
        for (int i = 0; profile == null && i < device.addresses.size(); i++) {
            profile = givenByAddress.get(device.addresses.get(i));
        }
        if (profile != null) {
            if (byDevice.size() >= 4 * MAX_PROFILES) {
                byDevice.clear(); // of devices that the inventory has given up
            }
            byDevice.put(device, profile);
        }
        return profile;
    }

    private static void describe(Profile profile, Device device) {
        for (int i = 0; i < device.addresses.size(); i++) {
            profile.address(device.addresses.get(i));
        }
        profile.deviceClass = device.deviceClass;
    }

    /// Profiles that mark their device as always on.
    public List<Profile> alwaysOn(int factor, long floorNs) {
        List<Profile> found = new ArrayList<>();
        for (Profile profile : profiles.values()) {
            if (profile.judges() && profile.silence.isAlwaysOn(factor, floorNs)) {
                found.add(profile);
            }
        }
        return found;
    }
}
