package io.wardtap.protocol.testkit;

import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.status.DecodeEvent;
import io.wardtap.protocol.unit.UnitSink;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// Keeps all that a framer hands on: units in order with their bytes copied, the rest as sums,
/// since how often a framer adds to them may depend on the cut.
public final class RecordingUnitSink implements UnitSink {
    /// One unit as the sink got it.
    public static final class Unit {
        private final int type;
        private final Direction from;
        private final byte[] bytes;
        private final long detail;

        private Unit(int type, Direction from, byte[] bytes, long detail) {
            this.type = type;
            this.from = from;
            this.bytes = bytes;
            this.detail = detail;
        }

        public int type() {
            return type;
        }

        public Direction from() {
            return from;
        }

        public byte[] bytes() {
            return bytes.clone();
        }

        public long detail() {
            return detail;
        }

        /// The bytes as characters 0 to 255.
        public String text() {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Unit unit
                    && type == unit.type
                    && from == unit.from
                    && detail == unit.detail
                    && Arrays.equals(bytes, unit.bytes);
        }

        @Override
        public int hashCode() {
            return Objects.hash(type, from, detail, Arrays.hashCode(bytes));
        }

        @Override
        public String toString() {
            return "unit %d from %s, detail %d, %d bytes %s"
                    .formatted(type, from, detail, bytes.length, HexFormat.of().formatHex(bytes));
        }
    }

    private final List<Unit> units = new ArrayList<>();
    private final Map<Integer, Integer> counts = new TreeMap<>();
    private final Map<DecodeEvent, Integer> events = new EnumMap<>(DecodeEvent.class);
    private long uninspected;
    private boolean encrypted;
    private Direction client;

    @Override
    public void onUnit(int type, Direction from, byte[] bytes, int start, int length, long detail) {
        byte[] copy = Arrays.copyOfRange(bytes, start, start + length);
        units.add(new Unit(type, from, copy, detail));
    }

    @Override
    public void onCount(int kind) {
        counts.merge(kind, 1, Integer::sum);
    }

    @Override
    public void onEvent(DecodeEvent event) {
        events.merge(event, 1, Integer::sum);
    }

    @Override
    public void onUninspected(long bytes) {
        uninspected += bytes;
    }

    @Override
    public void onEncrypted() {
        encrypted = true;
    }

    @Override
    public void onClientIs(Direction client) {
        this.client = client;
    }

    public List<Unit> units() {
        return Collections.unmodifiableList(units);
    }

    public List<Unit> units(int type) {
        return units.stream().filter(unit -> unit.type == type).toList();
    }

    /// How many of each kind were counted.
    public Map<Integer, Integer> counts() {
        return Collections.unmodifiableMap(counts);
    }

    public Map<DecodeEvent, Integer> events() {
        return Collections.unmodifiableMap(events);
    }

    public long uninspected() {
        return uninspected;
    }

    public boolean isEncrypted() {
        return encrypted;
    }

    /// The end that content showed to be the client, or null.
    public Direction client() {
        return client;
    }

    public void clear() {
        units.clear();
        counts.clear();
        events.clear();
        uninspected = 0;
        encrypted = false;
        client = null;
    }

    @Override
    public String toString() {
        return "%d units, counts %s, events %s, %d uninspected, encrypted %s, client %s"
                .formatted(units.size(), counts, events, uninspected, encrypted, client);
    }
}
