package io.wardtap.protocol.dicom;

import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.status.DecodeEvent;
import io.wardtap.protocol.unit.StreamFramer;
import io.wardtap.protocol.unit.UnitSink;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// Feeds a framer and records what it hands on. Each slice lies alone in memory that is overwritten
/// after the call, so a framer that keeps a reference or reads beyond its slice is found out.
final class FramerFeeder implements UnitSink {
    /// One unit as it was handed on.
    record Unit(int type, Direction from, String hex, long detail) {
        byte[] bytes() {
            return HexFormat.of().parseHex(hex);
        }
    }

    /// One direction's turn in a conversation.
    static final class Turn {
        private final Direction from;
        private final byte[] bytes;

        Turn(Direction from, byte[] bytes) {
            this.from = from;
            this.bytes = bytes;
        }

        Direction from() {
            return from;
        }

        byte[] bytes() {
            return bytes;
        }
    }

    final List<Unit> units = new ArrayList<>();
    final int[] counts = new int[7];
    final Map<DecodeEvent, Integer> events = new EnumMap<>(DecodeEvent.class);
    final StreamFramer framer;
    long uninspectedBytes;
    Direction client;

    FramerFeeder(StreamFramer framer) {
        this.framer = framer;
    }

    static Turn client(byte[] bytes) {
        return new Turn(Direction.ORIGINATOR, bytes);
    }

    static Turn server(byte[] bytes) {
        return new Turn(Direction.RESPONDER, bytes);
    }

    FramerFeeder feed(Direction from, byte[] bytes) {
        byte[] slice = new byte[bytes.length + 1];
        System.arraycopy(bytes, 0, slice, 1, bytes.length);
        framer.onBytes(from, slice, 1, bytes.length, this);
        Arrays.fill(slice, (byte) 0xA5);
        return this;
    }

    FramerFeeder feed(List<Turn> turns) {
        turns.forEach(t -> feed(t.from(), t.bytes()));
        return this;
    }

    /// Every turn cut into pieces of at most `size` bytes.
    FramerFeeder feedInPieces(List<Turn> turns, int size) {
        for (Turn turn : turns) {
            for (int at = 0; at < turn.bytes().length; at += size) {
                int end = Math.min(turn.bytes().length, at + size);
                feed(turn.from(), Arrays.copyOfRange(turn.bytes(), at, end));
            }
        }
        return this;
    }

    /// The conversation's byte `cut` begins a new slice.
    FramerFeeder feedCutAt(List<Turn> turns, int cut) {
        int before = 0;
        for (Turn turn : turns) {
            int at = cut - before;
            byte[] bytes = turn.bytes();
            if (at > 0 && at < bytes.length) {
                feed(turn.from(), Arrays.copyOfRange(bytes, 0, at));
                feed(turn.from(), Arrays.copyOfRange(bytes, at, bytes.length));
            } else {
                feed(turn.from(), bytes);
            }
            before += bytes.length;
        }
        return this;
    }

    FramerFeeder end() {
        framer.onEnd(Direction.ORIGINATOR, this);
        framer.onEnd(Direction.RESPONDER, this);
        return this;
    }

    List<Integer> types() {
        return units.stream().map(Unit::type).toList();
    }

    int count(DecodeEvent event) {
        return events.getOrDefault(event, 0);
    }

    @Override
    public void onUnit(int type, Direction from, byte[] bytes, int start, int length, long detail) {
        String hex = HexFormat.of().formatHex(bytes, start, start + length);
        units.add(new Unit(type, from, hex, detail));
    }

    @Override
    public void onCount(int kind) {
        counts[kind]++;
    }

    @Override
    public void onEvent(DecodeEvent event) {
        events.merge(event, 1, Integer::sum);
    }

    @Override
    public void onUninspected(long bytes) {
        uninspectedBytes += bytes;
    }

    @Override
    public void onEncrypted() {
        throw new AssertionError("the Upper Layer has no encryption of its own");
    }

    @Override
    public void onClientIs(Direction client) {
        this.client = client;
    }
}
