package io.wardtap.benchmarks;

import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.identify.Protocol;
import io.wardtap.protocol.identify.Protocols;
import io.wardtap.protocol.intellivue.Intellivue;
import io.wardtap.protocol.poct1.Poct1;
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
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;

/// What does a message of a point of care device, and a monitor's reply, cost; and what does it
/// cost to ask every probe about a datagram that is none of theirs (`unknownDatagram`, a DNS
/// query), beside reading it once (`plain`)?
///
/// Run: `benchmarks/run DeviceProtocolsBenchmark`
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DeviceProtocolsBenchmark {
    private static final String OBSERVATION =
            "<OBS.R01><SVC><PT><PT.patient_id V=\"4711\"/><PT.name V=\"Muster\"/><OBS><OBS.value"
                + " V=\"5.4\"/></OBS></PT><OPR><OPR.operator_id V=\"N7\"/></OPR></SVC></OBS.R01>";

    /// A result with one number, as monitors send several a second.
    private static final String NUMBER =
            "E1000002000200200001000700 1A002100000000 0C16 0010 0001 000C 0950 0008 4822000000000048"
                    .replace(" ", "");

    private static final String QUERY =
            "123401000001000000000000047761726404746573740364657600 00010001".replace(" ", "");

    private final CountingSink counted = new CountingSink();
    private final byte[] observation = OBSERVATION.getBytes(StandardCharsets.ISO_8859_1);
    private final byte[] number = HexFormat.of().parseHex(NUMBER);
    private final byte[] query = HexFormat.of().parseHex(QUERY);
    private StreamFramer framer;
    private ProtocolParser parser;
    private Facts facts;

    @Setup
    public void setup() {
        framer = Poct1.PROTOCOL.framer().apply(new UnitAssembler(0));
        parser =
                Poct1.PROTOCOL
                        .parser()
                        .apply(
                                new ParserContext(
                                        new KeyedHash(1, 2),
                                        new KeyedHash(3, 4),
                                        new NameInterner(1024)));
        facts = Poct1.PROTOCOL.facts().get();
    }

    @Benchmark
    public long poct1Framing() {
        framer.onBytes(Direction.ORIGINATOR, observation, 0, observation.length, counted);
        return counted.bytes;
    }

    @Benchmark
    public Facts poct1Parsing() {
        facts.clear();
        parser.onUnit(
                1,
                Poct1.MESSAGE,
                Direction.ORIGINATOR,
                0,
                observation,
                0,
                observation.length,
                0,
                facts);
        return facts;
    }

    @Benchmark
    public long monitorNumber() {
        Intellivue.PROTOCOL
                .datagramFramer()
                .onDatagram(Direction.RESPONDER, number, 0, number.length, counted);
        return counted.counts;
    }

    @Benchmark
    public int unknownDatagram() {
        int ours = 0;
        for (Protocol protocol : Protocols.ALL) {
            if (protocol.datagramProbe() != null) {
                ours += protocol.datagramProbe().isOurs(query, 0, query.length, 40_000, 53) ? 1 : 0;
            }
        }
        return ours;
    }

    @Benchmark
    public int plain() {
        int sum = 0;
        for (byte b : query) {
            sum += b;
        }
        return sum;
    }
}
