package io.wardtap.protocol.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.identify.Protocol;
import io.wardtap.protocol.status.DecodeEvent;
import io.wardtap.protocol.unit.StreamFramer;
import io.wardtap.protocol.unit.UnitAssembler;
import io.wardtap.protocol.unit.UnitSink;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Feeds a framer slices and writes down all it says. Every slice lies in its own piece of memory
/// that is overwritten afterwards, so a framer that keeps a reference is found out.
public final class FramerFeeder {
    /// All that came out, comparable.
    public record Result(
            List<String> units,
            List<Long> details,
            Map<DecodeEvent, Integer> events,
            List<Integer> counts,
            List<Direction> clients,
            long uninspected,
            int encrypted,
            boolean confirmed,
            boolean failed) {}

    private final UnitAssembler assembler;
    private final StreamFramer framer;
    private final List<String> units = new ArrayList<>();
    private final List<Long> details = new ArrayList<>();
    private final Map<DecodeEvent, Integer> events = new EnumMap<>(DecodeEvent.class);
    private final List<Integer> counts = new ArrayList<>();
    private final List<Direction> clients = new ArrayList<>();
    private final List<byte[]> sources = new ArrayList<>();
    private byte[] slice = {};
    private long uninspected;
    private int encrypted;

    private final UnitSink sink =
            new UnitSink() {
                @Override
                public void onUnit(
                        int type,
                        Direction from,
                        byte[] bytes,
                        int start,
                        int length,
                        long detail) {
                    units.add(new String(bytes, start, length, StandardCharsets.ISO_8859_1));
                    details.add(detail);
                    sources.add(bytes);
                }

                @Override
                public void onCount(int kind) {
                    counts.add(kind);
                }

                @Override
                public void onEvent(DecodeEvent event) {
                    events.merge(event, 1, Integer::sum);
                }

                @Override
                public void onUninspected(long bytes) {
                    assertThat(bytes).isPositive();
                    uninspected += bytes;
                }

                @Override
                public void onEncrypted() {
                    encrypted++;
                }

                @Override
                public void onClientIs(Direction client) {
                    clients.add(client);
                }
            };

    public FramerFeeder(Protocol protocol) {
        this(protocol, new UnitAssembler(0));
    }

    public FramerFeeder(Protocol protocol, UnitAssembler assembler) {
        this.assembler = assembler;
        framer = protocol.framer().apply(assembler);
    }

    public FramerFeeder feed(Direction from, byte[] bytes) {
        if (bytes.length == 0) {
            return this;
        }
        // some bytes before and behind, so that a read outside the slice is seen
        slice = new byte[bytes.length + 16];
        Arrays.fill(slice, (byte) 0x1C);
        System.arraycopy(bytes, 0, slice, 8, bytes.length);
        framer.onBytes(from, slice, 8, bytes.length, sink);
        Arrays.fill(slice, (byte) 'M');
        return this;
    }

    public FramerFeeder feed(byte[] bytes) {
        return feed(Direction.ORIGINATOR, bytes);
    }

    public FramerFeeder gap(long missing) {
        framer.onGap(Direction.ORIGINATOR, missing, sink);
        return this;
    }

    public FramerFeeder end() {
        framer.onEnd(Direction.ORIGINATOR, sink);
        return this;
    }

    public StreamFramer framer() {
        return framer;
    }

    public UnitAssembler assembler() {
        return assembler;
    }

    public UnitSink sink() {
        return sink;
    }

    /// Whether unit `i` was handed on from where the slice lay, without a copy.
    public boolean isFromSlice(int i) {
        return sources.get(i) == slice;
    }

    public List<String> units() {
        return units;
    }

    public List<Long> details() {
        return details;
    }

    public int count(DecodeEvent event) {
        return events.getOrDefault(event, 0);
    }

    public Map<DecodeEvent, Integer> events() {
        return events;
    }

    public Result result() {
        return new Result(
                List.copyOf(units),
                List.copyOf(details),
                Map.copyOf(events),
                List.copyOf(counts),
                List.copyOf(clients),
                uninspected,
                encrypted,
                framer.isConfirmed(),
                framer.isFailed());
    }

    /// The result of a stream in one piece, after its end; asserts that every cut in two and single
    /// bytes give the same.
    public static Result everyCut(Protocol protocol, byte[] stream) {
        UnitAssembler assembler = new UnitAssembler(0);
        Result whole = new FramerFeeder(protocol, assembler).feed(stream).end().result();
        for (int cut = 1; cut < stream.length; cut++) {
            Result halves =
                    new FramerFeeder(protocol, assembler)
                            .feed(Arrays.copyOf(stream, cut))
                            .feed(Arrays.copyOfRange(stream, cut, stream.length))
                            .end()
                            .result();
            assertThat(halves).as("cut at %d", cut).isEqualTo(whole);
        }
        FramerFeeder single = new FramerFeeder(protocol, assembler);
        for (byte b : stream) {
            single.feed(new byte[] {b});
        }
        assertThat(single.end().result()).as("single bytes").isEqualTo(whole);
        return whole;
    }

    /// The result of a stream cut at these positions, ascending, after its end.
    public static Result cut(Protocol protocol, byte[] stream, int... cuts) {
        UnitAssembler assembler = new UnitAssembler(0);
        FramerFeeder feeder = new FramerFeeder(protocol, assembler);
        int from = 0;
        for (int cut : cuts) {
            feeder.feed(Arrays.copyOfRange(stream, from, cut));
            from = cut;
        }
        feeder.feed(Arrays.copyOfRange(stream, from, stream.length)).end();
        return feeder.result();
    }
}
