package io.wardtap.appliance.detect;

import java.util.List;
import java.util.function.LongSupplier;

/// What Wardtap knows of itself, for the rules of kind health: filled by the composition root and
/// by other detectors, read by those rules. Analysis thread only; interfaces' numbers may be
/// written by others.
public final class MonitorState {
    /// One interface that is listened on.
    public interface Interface {
        String name();

        long packets();

        /// Packets that the kernel had to drop.
        long dropped();

        /// 0 before the first packet.
        long lastPacketNs();
    }

    private List<Interface> interfaces = List.of();
    private LongSupplier evictedFlows = () -> 0;
    private LongSupplier unanswered = () -> 0;
    private SightState sight = SightState.NONE;
    private LoadState load = LoadState.NONE;

    /// Devices that are usually never silent, and how many of them are at the moment, when that is
    /// so many that the sight is lost and not the devices; else 0.
    public int devicesWatched;

    public int devicesQuiet;

    /// Faults of a configuration that was refused, 0 while the one in force is the latest; where
    /// the first one is.
    public int configurationFaults;

    public int configurationLine;
    public String configurationKey = "";

    /// A live run: these interfaces are watched.
    ///
    /// @param seen what was seen, and what not, in the latest quarter of an hour
    public void live(List<Interface> watched, SightState seen) {
        interfaces = List.copyOf(watched);
        sight = seen;
    }

    /// The table of conversations: how many it threw out to make room, and how many openings nobody
    /// answered, both so far.
    public void flowTable(LongSupplier evicted, LongSupplier openings) {
        evictedFlows = evicted;
        unanswered = openings;
    }

    public long evictedFlows() {
        return evictedFlows.getAsLong();
    }

    public long unansweredOpenings() {
        return unanswered.getAsLong();
    }

    /// A live run: what gives way under load; before the detectors are made.
    public void load(LoadState state) {
        load = state;
    }

    /// [LoadState#NONE] in a replay.
    public LoadState load() {
        return load;
    }

    /// Empty in a replay.
    public List<Interface> interfaces() {
        return interfaces;
    }

    /// [SightState#NONE] in a replay, whose summary says it.
    public SightState sight() {
        return sight;
    }

    public void quiet(int quiet, int watched) {
        devicesQuiet = quiet;
        devicesWatched = watched;
    }

    public void configurationRefused(int faults, int line, String key) {
        configurationFaults = faults;
        configurationLine = line;
        configurationKey = key;
    }

    public void configurationTaken() {
        configurationFaults = 0;
    }
}
