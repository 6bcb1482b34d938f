package io.wardtap.appliance.export;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/// The recordings under way, a file an alert. Bounded in files, flows and bytes; each ends some
/// time after its alert was last told of. The recorder's thread only.
final class Recordings implements AutoCloseable {
    static final int MAX_OPEN = 32;
    static final int MAX_FLOWS = 256;

    /// Recorded after the alert was last told of.
    static final long FOLLOW_NS = 60_000_000_000L;

    /// One alert's file.
    static final class Recording {
        private final RecordingFolder folder;
        private final List<Long> keys = new ArrayList<>();
        private PcapngFile file; // null once it has failed
        private long askedNs;
        private boolean begun;

        private Recording(RecordingFolder folder, PcapngFile file) {
            this.folder = folder;
            this.file = file;
        }

        /// Whether the flow asked for last is new in it.
        boolean isNew() {
            return begun;
        }

        /// @return false when it does not fit any more
        boolean add(
                int linkType, String interfaceName, long timeNs, byte[] packet, long wireLength) {
            if (file == null
                    || file.bytes() + PcapngFile.bytesOf(packet.length) > folder.fileBytes()) {
                return false;
            }
            try {
                file.packet(linkType, interfaceName, timeNs, packet, wireLength);
                return true;
            } catch (IOException e) {
                folder.failed(e);
                close();
                return false;
            }
        }

        private void close() {
            PcapngFile closing = file;
            file = null;
            if (closing != null) {
                try {
                    closing.close();
                } catch (IOException e) {
                    folder.failed(e);
                }
            }
        }
    }

    private final RecordingFolder folder;
    private final Map<String, Recording> byAlert = new HashMap<>();
    private final Map<Long, Recording> byKey = new HashMap<>();
    private long filter; // a bit a key: most packets are of none of them

    Recordings(RecordingFolder folder) {
        this.folder = folder;
    }

    boolean isEmpty() {
        return byKey.isEmpty();
    }

    /// Whose flow that is, or null.
    Recording of(long key) {
        return (filter >>> key & 1) == 0 ? null : byKey.get(key);
    }

    /// The recording that a flow belongs to from now on; null when there are too many, or the disk
    /// does not take it.
    Recording begin(String alert, String rule, long openedNs, long key, long nowNs) {
        Recording recording = byAlert.get(alert);
        Recording former = byKey.get(key);
        if (former != null) {
            former.askedNs = nowNs;
            former.begun = false;
            return former; // one flow is in one file
        }
        if (byKey.size() >= MAX_FLOWS || recording == null && byAlert.size() >= MAX_OPEN) {
            return null;
        }
        if (recording == null) {
            try {
                recording = new Recording(folder, folder.create(alert, rule, openedNs));
            } catch (IOException e) {
                folder.failed(e);
                return null;
            }
            byAlert.put(alert, recording);
        }
        recording.begun = true;
        recording.askedNs = nowNs;
        recording.keys.add(key);
        byKey.put(key, recording);
        filter |= 1L << key;
        return recording;
    }

    /// Ends what nobody has asked for a while.
    void expire(long nowNs) {
        for (Iterator<Recording> all = byAlert.values().iterator(); all.hasNext(); ) {
            Recording recording = all.next();
            if (nowNs - recording.askedNs > FOLLOW_NS) {
                recording.close();
                recording.keys.forEach(byKey::remove);
                all.remove();
            } else {
                flush(recording);
            }
        }
        filter = 0;
        for (long key : byKey.keySet()) {
            filter |= 1L << key;
        }
    }

    private void flush(Recording recording) {
        if (recording.file != null) {
            try {
                recording.file.flush();
            } catch (IOException e) {
                folder.failed(e);
                recording.close();
            }
        }
    }

    @Override
    public void close() {
        byAlert.values().forEach(Recording::close);
        byAlert.clear();
        byKey.clear();
        filter = 0;
    }
}
