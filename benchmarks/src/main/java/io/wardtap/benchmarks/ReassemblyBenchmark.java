package io.wardtap.benchmarks;

import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.flow.Flow;
import io.wardtap.protocol.flow.FlowTable;
import io.wardtap.protocol.stream.ReassemblyLimits;
import io.wardtap.protocol.stream.StreamConsumer;
import io.wardtap.protocol.stream.TcpReassembler;
import io.wardtap.protocol.unit.UnitAssembler;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.io.ByteArrayOutputStream;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// What does an in-order TCP segment of 1,400 bytes cost until its consumer has it? `plain` keeps
/// segments in a sorted map and appends what is in order to a growing buffer.
///
/// Run: `benchmarks/run ReassemblyBenchmark`
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ReassemblyBenchmark implements StreamConsumer {
    private static final int SEGMENTS = 4096;
    private static final int LENGTH = 1400;

    private Packets packets;
    private UnitAssembler assembler;
    private TcpReassembler reassembler;
    private FlowTable table;
    private Flow flow;
    private long consumed;
    private int sequence;
    private byte[][] segments;

    @Setup
    public void setup() {
        packets = Packets.random(SEGMENTS, 1, LENGTH);
        assembler = new UnitAssembler(16 << 20);
        reassembler = new TcpReassembler(assembler, ReassemblyLimits.defaults(), this);
        segments = new byte[SEGMENTS][];
        for (int i = 0; i < SEGMENTS; i++) {
            segments[i] = packets.bytes(i);
        }
    }

    @Setup(Level.Iteration)
    public void newFlow() {
        table = new FlowTable(4, 0);
        flow = table.open(0, 1, 0, 2, 1, 2, 6, 0, FlowTable.ESTABLISHED, 0);
        reassembler.onSyn(flow, Direction.ORIGINATOR, 0);
        sequence = 1;
    }

    @Override
    public void onBytes(Flow of, Direction from, byte[] bytes, int start, int length) {
        consumed += length;
    }

    @Override
    public void onGap(Flow of, Direction from, long missingBytes) {
        throw new IllegalStateException("no gap was made");
    }

    @Override
    public void onEnd(Flow of, Direction from) {}

    @Benchmark
    @OperationsPerInvocation(SEGMENTS)
    public long wardtap() {
        for (int i = 0; i < SEGMENTS; i++) {
            reassembler.onPayload(
                    flow,
                    Direction.ORIGINATOR,
                    sequence,
                    packets.memory,
                    packets.start(i) + Packets.HEADERS,
                    LENGTH,
                    LENGTH,
                    i);
            sequence += LENGTH;
        }
        return consumed;
    }

    @Benchmark
    @OperationsPerInvocation(SEGMENTS)
    public long plain() {
        TreeMap<Integer, byte[]> waiting = new TreeMap<>();
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        int next = 0;
        for (int i = 0; i < SEGMENTS; i++) {
            waiting.put(i * LENGTH, segments[i]);
            while (!waiting.isEmpty() && waiting.firstKey() == next) {
                byte[] segment = waiting.pollFirstEntry().getValue();
                stream.write(segment, Packets.HEADERS, LENGTH);
                next += LENGTH;
            }
        }
        return stream.size();
    }
}
