package io.wardtap.benchmarks;

import io.wardtap.protocol.PacketDecoder;
import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.flow.Flow;
import io.wardtap.protocol.flow.FlowTable;
import io.wardtap.protocol.status.DecodeStatus;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// What does a capture cost from its records to their flows, beside the same in C? One call is one
/// pass over a classic pcap of Ethernet frames that lies in memory; `lab/walk.c` does the same
/// work.
///
/// Run: `benchmarks/walk CAPTURE`, which runs both and prints the ratio.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
// a collector and pages as the launcher's, which matter with a million flows
@Fork(
        value = 1,
        jvmArgsAppend = {
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-XX:+UseTransparentHugePages"
        })
public class WalkBenchmark {
    private static final int FILE_HEADER = 24;
    private static final int RECORD_HEADER = 16;
    private static final long SECOND = 1_000_000_000L;

    /// A little-endian pcap with microseconds.
    @Param("")
    String capture;

    private byte[] bytes;
    private final PacketDecoder decoder = new PacketDecoder();
    private FlowTable table;

    @Setup
    public void setup() throws IOException {
        bytes = Files.readAllBytes(Path.of(capture));
        table = new FlowTable(1 << 21, 0);
    }

    @Benchmark
    public long wardtap() {
        long known = 0;
        int at = FILE_HEADER;
        while (at + RECORD_HEADER <= bytes.length) {
            int length = (int) Bytes.u32Le(bytes, at + 8);
            int start = at + RECORD_HEADER;
            if (start + length > bytes.length) {
                break;
            }
            long nowNs = Bytes.u32Le(bytes, at) * SECOND + Bytes.u32Le(bytes, at + 4) * 1000;
            DecodeStatus status =
                    decoder.decode(1, bytes, start, length, Bytes.u32Le(bytes, at + 12));
            if (status == DecodeStatus.OK && decoder.isIp()) {
                Flow flow = FlowLookup.of(table, decoder, nowNs);
                flow.half(flow.from()).count(decoder.vlan(), decoder.ipBytes());
                table.touch(flow, nowNs);
                known++;
            }
            at = start + length;
        }
        return known;
    }
}
