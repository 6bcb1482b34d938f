package io.wardtap.benchmarks;

import io.wardtap.protocol.cleartext.PersonSigns;

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

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// What does it cost to look for signs of patients' data in the 2 KiB that are looked at of one
/// direction of a flow: in text and in what is random? `plain` searches with an expression for
/// three of the labels.
///
/// Run: `benchmarks/run PersonSignsBenchmark`
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PersonSignsBenchmark {
    private static final Pattern LABELS =
            Pattern.compile(
                    "(patient.?name|last.?name|mrn)[=:\">]+ *\\w{3}", Pattern.CASE_INSENSITIVE);

    @Param({"text", "random"})
    public String content;

    private byte[] bytes;

    @Setup
    public void setup() {
        bytes = new byte[PersonSigns.LOOKED_AT_BYTES];
        if (content.equals("random")) {
            new Random(5).nextBytes(bytes);
            return;
        }
        byte[] line =
                "GET /lists/2026/03 HTTP/1.1\r\nHost: reports.example\r\nAccept: text/html\r\n"
                        .getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = line[i % line.length];
        }
    }

    @Benchmark
    public int wardtap() {
        return PersonSigns.scan(bytes, 0, bytes.length);
    }

    @Benchmark
    public boolean plain() {
        return LABELS.matcher(new String(bytes, StandardCharsets.ISO_8859_1)).find();
    }
}
