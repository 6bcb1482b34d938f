package io.wardtap.benchmarks;

import io.wardtap.protocol.astm.Astm;
import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.unit.Facts;
import io.wardtap.protocol.unit.KeyedHash;
import io.wardtap.protocol.unit.NameInterner;
import io.wardtap.protocol.unit.ParserContext;
import io.wardtap.protocol.unit.ProtocolParser;
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

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/// What does one transmission of ASTM with 20 results cost, frames taken off and records read?
/// `plain` makes a string of it and splits it.
///
/// Run: `benchmarks/run AstmBenchmark`
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class AstmBenchmark {
    private static final int RESULTS = 20;

    private final CountingSink counted = new CountingSink();
    private byte[] transmission;
    private byte[] message;
    private StreamFramer framer;
    private ProtocolParser parser;
    private Facts facts;

    @Setup
    public void setup() {
        StringBuilder records =
                new StringBuilder("H|\\^&|||Acme^A1^2.1^SN77|||||LIS||P|LIS2-A2|2026\r");
        records.append("P|1||4711||Muster^Erika||19630214|F\rO|1|SP1||^^^CHEM|R\r");
        for (int i = 1; i <= RESULTS; i++) {
            records.append("R|").append(i).append("|^^^TEST").append(i);
            records.append("|5.1|mmol/L|3.9-5.5|N||F||OP7|20260302101459\r");
        }
        records.append("L|1|N\r");
        message = records.toString().getBytes(StandardCharsets.ISO_8859_1);
        StringBuilder frames = new StringBuilder("\u0005");
        int number = 1;
        for (String record : records.toString().split("\r")) {
            frames.append(frame(number++ & 7, record + "\r"));
        }
        transmission = frames.append('\u0004').toString().getBytes(StandardCharsets.ISO_8859_1);
        framer = Astm.PROTOCOL.framer().apply(new UnitAssembler(0));
        parser =
                Astm.PROTOCOL
                        .parser()
                        .apply(
                                new ParserContext(
                                        new KeyedHash(1, 2),
                                        new KeyedHash(3, 4),
                                        new NameInterner(1024)));
        facts = Astm.PROTOCOL.facts().get();
    }

    private static String frame(int number, String text) {
        int sum = '0' + number + 3;
        for (int i = 0; i < text.length(); i++) {
            sum += text.charAt(i);
        }
        return "\u0002%d%s\u0003%02X\r\n".formatted(number, text, sum & 0xFF);
    }

    @Benchmark
    public long framing() {
        framer.onBytes(Direction.ORIGINATOR, transmission, 0, transmission.length, counted);
        return counted.bytes;
    }

    @Benchmark
    public Facts parsing() {
        facts.clear();
        parser.onUnit(
                1, Astm.MESSAGE, Direction.ORIGINATOR, 0, message, 0, message.length, 0, facts);
        return facts;
    }

    @Benchmark
    public int plain() {
        int valued = 0;
        for (String record : new String(message, StandardCharsets.ISO_8859_1).split("\r")) {
            for (String field : record.split("[|]")) {
                valued += field.isEmpty() ? 0 : 1;
            }
        }
        return valued;
    }
}
