package io.wardtap.benchmarks;

import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.hl7.Hl7;
import io.wardtap.protocol.unit.Facts;
import io.wardtap.protocol.unit.KeyedHash;
import io.wardtap.protocol.unit.NameInterner;
import io.wardtap.protocol.unit.ParserContext;
import io.wardtap.protocol.unit.ProtocolParser;

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

import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// What does it cost to read one result message of 16 segments: type, systems, control id, fields
/// with patient data? `plain` makes a string of it and splits it.
///
/// Run: `benchmarks/run Hl7ParsingBenchmark`
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class Hl7ParsingBenchmark {
    private static final Pattern SEGMENTS = Pattern.compile("\r");
    private static final Pattern FIELDS = Pattern.compile("[|]");

    private Hl7Stream stream;
    private ProtocolParser parser;
    private Facts facts;

    @Setup
    public void setup() {
        stream = new Hl7Stream();
        parser =
                Hl7.PROTOCOL
                        .parser()
                        .apply(
                                new ParserContext(
                                        new KeyedHash(1, 2),
                                        new KeyedHash(3, 4),
                                        new NameInterner(1024)));
        facts = Hl7.PROTOCOL.facts().get();
    }

    @Benchmark
    public Facts wardtap() {
        facts.clear();
        parser.onUnit(
                1,
                Hl7.MESSAGE,
                Direction.ORIGINATOR,
                0,
                stream.message,
                0,
                stream.message.length,
                stream.message.length,
                facts);
        return facts;
    }

    @Benchmark
    public int plain() {
        String text = new String(stream.message, StandardCharsets.ISO_8859_1);
        int valued = 0;
        Iterator<String> segments = SEGMENTS.splitAsStream(text).iterator();
        while (segments.hasNext()) {
            for (String field : FIELDS.split(segments.next())) {
                valued += field.isEmpty() ? 0 : 1;
            }
        }
        return valued;
    }
}
