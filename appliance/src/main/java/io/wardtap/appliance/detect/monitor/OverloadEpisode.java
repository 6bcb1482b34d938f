package io.wardtap.appliance.detect.monitor;

import io.wardtap.appliance.detect.LoadState;

import java.util.LinkedHashMap;
import java.util.Map;

/// One time of too much: it begins with the first loss and is over when nothing has given way for a
/// minute. Confined to its detector.
final class OverloadEpisode {
    private static final long CALM_NS = 60_000_000_000L;

    /// A disk that was full costs records for some time after it takes them again: those between
    /// two looks, and until what waits is written.
    private static final long DISK_NS = 15_000_000_000L;

    private final LoadState load;
    private boolean open;
    private boolean diskFailed;
    private long diskNs;
    private boolean known;
    private long lastNs;
    private long packets;
    private long units;
    private long records;
    private long packetsBefore;
    private long unitsBefore;
    private long recordsBefore;

    OverloadEpisode(LoadState load) {
        this.load = load;
    }

    /// Looks at the numbers.
    ///
    /// @return whether the episode goes on
    boolean look(long now) {
        long packetsNow = load.packetsShed();
        long unitsNow = load.unitsShed();
        long recordsNow = load.recordsLeftOut();
        if (load.isDiskFailing()) {
            diskFailed = true;
            diskNs = now;
        }
        boolean disk = diskFailed && now - diskNs < DISK_NS;
        boolean loses =
                load.isOverloaded()
                        || packetsNow > packets
                        || unitsNow > units
                        || recordsNow > records && !disk;
        if (loses && !open) {
            open = true;
            packetsBefore = packets;
            unitsBefore = units;
            recordsBefore = records;
        }
        packets = packetsNow;
        units = unitsNow;
        records = recordsNow;
        if (loses) {
            known = true;
            lastNs = now;
        }
        open &= loses || now - lastNs < CALM_NS;
        return open;
    }

    /// Whether something has given way within that time.
    boolean within(long ns, long now) {
        return known && now - lastNs < ns;
    }

    /// What this episode has cost.
    Map<String, Object> evidence() {
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("event_records_left_out", records - recordsBefore);
        evidence.put("units_shed", units - unitsBefore);
        evidence.put("packets_shed", packets - packetsBefore);
        return evidence;
    }

    String explanation() {
        return "There is more traffic than this machine can take: "
                + (records - recordsBefore)
                + " event records, "
                + (units - unitsBefore)
                + " messages of the heaviest flows and "
                + (packets - packetsBefore)
                + " whole packets were left out since it began; alerts never are.";
    }
}
