package io.wardtap.benchmarks;

import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.hl7.Hl7;
import io.wardtap.protocol.unit.StreamFramer;
import io.wardtap.protocol.unit.UnitAssembler;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.io.ByteArrayOutputStream;
import java.util.concurrent.TimeUnit;

/// What does it cost to cut a megabyte of MLLP into messages, in segments of 1,400 bytes? `plain`
/// looks at every byte and collects messages in a growing buffer.
///
/// Run: `benchmarks/run MllpFramingBenchmark`
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class MllpFramingBenchmark {
    private static final int SEGMENT = 1400;

    private Hl7Stream stream;
    private UnitAssembler assembler;
    private StreamFramer framer;
    private final CountingSink sink = new CountingSink();

    @Setup
    public void setup() {
        stream = new Hl7Stream();
        assembler = new UnitAssembler(16 << 20);
        framer = Hl7.PROTOCOL.framer().apply(assembler);
    }

    @Benchmark
    public long wardtap() {
        int size = stream.bytes.length;
        for (int at = 0; at < size; at += SEGMENT) {
            int length = Math.min(SEGMENT, size - at);
            framer.onBytes(Direction.ORIGINATOR, stream.bytes, at, length, sink);
        }
        return sink.units;
    }

    @Benchmark
    public long plain() {
        long messages = 0;
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        for (byte b : stream.bytes) {
            if (b == 0x0B) {
                message.reset();
            } else if (b == 0x1C) {
                messages += message.toByteArray().length > 0 ? 1 : 0;
            } else {
                message.write(b);
            }
        }
        return messages;
    }
}
