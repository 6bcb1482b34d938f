package io.wardtap.appliance;

import io.wardtap.appliance.capture.live.CaptureKind;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// What a live run listens on, how, and where it writes. Immutable.
///
/// @param interfaces in place of those of the configuration; empty takes the configuration's
/// @param kind how packets are taken
/// @param filter in libpcap's language, in place of the configuration's; null takes that
/// @param config the configuration file, or null for the defaults
/// @param output folder that gets events.jsonl, summary.json and inventory.json
/// @param workers parser threads; 0 takes the configuration's
/// @param events datasets to write without their `wardtap.`; null takes the configuration's
/// @param tokenKey file with the pseudonym key, or null
/// @param baseline file to start from, declared mature; or null
/// @param saveBaseline file to write what was learned to, or null
/// @param streamDigests adds SHA-256 and length of each direction's payload to flow events
public record LiveOptions(
        List<String> interfaces,
        CaptureKind kind,
        String filter,
        Path config,
        Path output,
        int workers,
        Set<String> events,
        Path tokenKey,
        Path baseline,
        Path saveBaseline,
        boolean streamDigests) {
    public LiveOptions {
        interfaces = List.copyOf(interfaces);
        events = events == null ? null : Set.copyOf(events);
        if (workers < 0 || workers > ReplayOptions.MAX_WORKERS) {
            throw new IllegalArgumentException(
                    "workers: " + workers + " is not between 0 and " + ReplayOptions.MAX_WORKERS);
        }
    }
}
