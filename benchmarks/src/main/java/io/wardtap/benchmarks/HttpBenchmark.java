package io.wardtap.benchmarks;

import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.http.Http;
import io.wardtap.protocol.http.HttpFacts;
import io.wardtap.protocol.http.HttpParser;
import io.wardtap.protocol.status.DecodeEvent;
import io.wardtap.protocol.unit.KeyedHash;
import io.wardtap.protocol.unit.NameInterner;
import io.wardtap.protocol.unit.ParserContext;
import io.wardtap.protocol.unit.StreamFramer;
import io.wardtap.protocol.unit.UnitAssembler;
import io.wardtap.protocol.unit.UnitSink;

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

/// What do 100 HTTP transactions cost, in segments of 1,400 bytes: a page's parts that nobody
/// reads, of 10 KiB each (`pages`), and FHIR bundles of 10 KiB that are read (`bundles`), framed
/// and parsed? `plain` looks at every byte of the pages for ends of lines.
///
/// Run: `benchmarks/run HttpBenchmark`
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class HttpBenchmark {
    private static final int SEGMENT = 1400;
    private static final int TRANSACTIONS = 100;

    private static final byte[] REQUEST =
            ascii(
                    """
                    GET /fhir/Observation?patient=4711&_count=20 HTTP/1.1
                    Host: srv.example
                    User-Agent: Mozilla/5.0 (X11; Linux x86_64) Firefox/115.0
                    Accept: */*
                    Connection: keep-alive

                    """
                            .replace("\n", "\r\n"));

    private static final String OBSERVATION =
            """
            {"resource":{"resourceType":"Observation","id":"1","status":"final","code":
            {"coding":[{"system":"http://loinc.org","code":"8867-4"}]},"subject":
            {"reference":"Patient/4711","display":"A B"},"effectiveDateTime":
            "2026-01-05T08:00:00Z","valueQuantity":{"value":61,"unit":"/min"}}}
            """;

    /// Has each unit parsed, as a ring would.
    private static final class Parsing implements UnitSink {
        private final HttpParser parser =
                new HttpParser(
                        new ParserContext(
                                new KeyedHash(1, 2), new KeyedHash(3, 4), new NameInterner(1024)));
        private final HttpFacts facts = new HttpFacts();
        private long told;

        @Override
        public void onUnit(
                int type, Direction from, byte[] bytes, int start, int length, long detail) {
            facts.clear();
            parser.onUnit(1, type, from, told, bytes, start, length, detail, facts);
            told += facts.kind == HttpFacts.Kind.NONE ? 0 : 1;
        }

        @Override
        public void onCount(int kind) {
            told++;
        }

        @Override
        public void onEvent(DecodeEvent event) {
            told++;
        }

        @Override
        public void onUninspected(long bytes) {
            told++;
        }

        @Override
        public void onEncrypted() {
            told++;
        }

        @Override
        public void onClientIs(Direction client) {
            told++;
        }
    }

    private final Parsing sink = new Parsing();
    private byte[] page;
    private byte[] bundle;
    private StreamFramer framer;

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] response(String type, String body) {
        return ascii(
                "HTTP/1.1 200 OK\r\nServer: nginx/1.22.1\r\nContent-Type: "
                        + type
                        + "\r\nContent-Length: "
                        + body.length()
                        + "\r\n\r\n"
                        + body);
    }

    @Setup
    public void setup() {
        framer = Http.PROTOCOL.framer().apply(new UnitAssembler(16 << 20));
        page = response("text/css", "body { color: red }\n".repeat(512));
        StringBuilder entries = new StringBuilder("{\"resourceType\":\"Bundle\",\"entry\":[");
        while (entries.length() < 10_000) {
            entries.append(OBSERVATION).append(',');
        }
        bundle = response("application/fhir+json", entries.append(OBSERVATION) + "]}");
    }

    private long run(byte[] answer) {
        for (int i = 0; i < TRANSACTIONS; i++) {
            framer.onBytes(Direction.ORIGINATOR, REQUEST, 0, REQUEST.length, sink);
            for (int at = 0; at < answer.length; at += SEGMENT) {
                int length = Math.min(SEGMENT, answer.length - at);
                framer.onBytes(Direction.RESPONDER, answer, at, length, sink);
            }
        }
        return sink.told;
    }

    @Benchmark
    public long pages() {
        return run(page);
    }

    @Benchmark
    public long bundles() {
        return run(bundle);
    }

    @Benchmark
    public long plain() {
        long lines = 0;
        for (int i = 0; i < TRANSACTIONS; i++) {
            for (byte b : page) {
                lines += b == '\n' ? 1 : 0;
            }
        }
        return lines;
    }
}
