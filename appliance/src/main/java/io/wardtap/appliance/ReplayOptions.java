package io.wardtap.appliance;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// What one replay reads, how, and where it writes. Immutable.
///
/// @param captures files in any order, `-` is standard input; merged in time order
/// @param config the configuration file, or null for the defaults
/// @param output folder that gets events.jsonl, summary.json and inventory.json
/// @param workers parser threads, at least 1
/// @param speed packet time over wall time; [#MAX_SPEED] does not wait
/// @param events datasets to write without their `wardtap.`, e.g. `alert`; null writes all
/// @param tokenKey file with the pseudonym key, or null for a random key
/// @param baseline file to start from, declared mature; or null
/// @param saveBaseline file to write what was learned to, or null
/// @param streamDigests adds SHA-256 and length of each direction's payload to flow events
/// @param deliver hands alerts to the configured network outputs and the live store, marked as a
///   replay
/// @param serve keeps /metrics up after the last packet until cancelled
public record ReplayOptions(
        List<String> captures,
        Path config,
        Path output,
        int workers,
        double speed,
        Set<String> events,
        Path tokenKey,
        Path baseline,
        Path saveBaseline,
        boolean streamDigests,
        boolean deliver,
        boolean serve) {
    /// As fast as the machine can.
    public static final double MAX_SPEED = Double.POSITIVE_INFINITY;

    /// Standard input as a capture.
    public static final String STANDARD_INPUT = "-";

    public static final Path DEFAULT_OUTPUT = Path.of("wardtap-out");
    public static final int MAX_WORKERS = 256;

    public ReplayOptions {
        captures = List.copyOf(captures);
        events = events == null ? null : Set.copyOf(events);
        if (captures.isEmpty()) {
            throw new IllegalArgumentException("captures: at least one is needed");
        }
        if (workers < 1 || workers > MAX_WORKERS) {
            throw new IllegalArgumentException(
                    "workers: " + workers + " is not between 1 and " + MAX_WORKERS);
        }
        if (!(speed > 0)) {
            throw new IllegalArgumentException("speed: " + speed + " is not above 0");
        }
    }

    /// One parser thread for every core but the lane's.
    public static int defaultWorkers() {
        return Math.clamp(Runtime.getRuntime().availableProcessors() - 1, 1, MAX_WORKERS);
    }

    /// Starts from the defaults.
    public static Builder of(List<String> captures) {
        return new Builder(captures);
    }

    /// Settings by name, for callers that change few of them. One thread.
    public static final class Builder {
        private final List<String> captures;
        private Path config;
        private Path output = DEFAULT_OUTPUT;
        private int workers = defaultWorkers();
        private double speed = MAX_SPEED;
        private Set<String> events;
        private Path tokenKey;
        private Path baseline;
        private Path saveBaseline;
        private boolean streamDigests;
        private boolean deliver;
        private boolean serve;

        private Builder(List<String> captures) {
            this.captures = captures;
        }

        public Builder config(Path file) {
            config = file;
            return this;
        }

        public Builder output(Path folder) {
            output = folder;
            return this;
        }

        public Builder workers(int count) {
            workers = count;
            return this;
        }

        public Builder speed(double factor) {
            speed = factor;
            return this;
        }

        public Builder events(Set<String> datasets) {
            events = datasets;
            return this;
        }

        public Builder tokenKey(Path file) {
            tokenKey = file;
            return this;
        }

        public Builder baseline(Path file) {
            baseline = file;
            return this;
        }

        public Builder saveBaseline(Path file) {
            saveBaseline = file;
            return this;
        }

        public Builder streamDigests(boolean on) {
            streamDigests = on;
            return this;
        }

        public Builder deliver(boolean on) {
            deliver = on;
            return this;
        }

        public Builder serve(boolean on) {
            serve = on;
            return this;
        }

        public ReplayOptions build() {
            return new ReplayOptions(
                    captures,
                    config,
                    output,
                    workers,
                    speed,
                    events,
                    tokenKey,
                    baseline,
                    saveBaseline,
                    streamDigests,
                    deliver,
                    serve);
        }
    }
}
