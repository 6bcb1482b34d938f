package io.wardtap.benchmarks;

import io.wardtap.protocol.PacketDecoder;
import io.wardtap.protocol.flow.Flow;
import io.wardtap.protocol.flow.FlowTable;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// What does a packet cost from link layer to its flow? `plain` does it with a ByteBuffer, a record
/// as key and a HashMap.
///
/// Run: `benchmarks/run DecodeAndLookupBenchmark`
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DecodeAndLookupBenchmark {
    private static final int PACKETS = 16_384;

    @Param({"1000", "100000"})
    int flows;

    private Packets packets;
    private final PacketDecoder decoder = new PacketDecoder();
    private FlowTable table;
    private Map<Key, long[]> map;

    record Key(int source, int destination, int sourcePort, int destinationPort, int protocol) {}

    @Setup
    public void setup() {
        packets = Packets.random(PACKETS, flows, 26);
        table = new FlowTable(1 << 20, 0);
        map = new HashMap<>();
    }

    @Benchmark
    @OperationsPerInvocation(PACKETS)
    public long wardtap() {
        long sum = 0;
        for (int i = 0; i < PACKETS; i++) {
            decoder.decode(1, packets.memory, packets.start(i), packets.length, packets.length);
            Flow flow = FlowLookup.of(table, decoder, i);
            flow.originator.count(decoder.vlan(), decoder.ipBytes());
            table.touch(flow, i);
            sum += flow.serial();
        }
        return sum;
    }

    @Benchmark
    @OperationsPerInvocation(PACKETS)
    public long plain() {
        long sum = 0;
        ByteBuffer in = packets.buffer;
        for (int i = 0; i < PACKETS; i++) {
            int at = packets.start(i);
            if (in.getShort(at + 12) != 0x0800) {
                continue;
            }
            int ip = at + 14;
            int transport = ip + (in.get(ip) & 15) * 4;
            int source = in.getInt(ip + 12);
            int destination = in.getInt(ip + 16);
            int sourcePort = in.getShort(transport) & 0xFFFF;
            int destinationPort = in.getShort(transport + 2) & 0xFFFF;
            boolean swap = Integer.compareUnsigned(source, destination) > 0;
            Key key =
                    swap
                            ? new Key(
                                    destination,
                                    source,
                                    destinationPort,
                                    sourcePort,
                                    in.get(ip + 9))
                            : new Key(
                                    source,
                                    destination,
                                    sourcePort,
                                    destinationPort,
                                    in.get(ip + 9));
            long[] flow = map.computeIfAbsent(key, _ -> new long[2]);
            flow[0]++;
            flow[1] = i;
            sum += flow[0];
        }
        return sum;
    }
}
