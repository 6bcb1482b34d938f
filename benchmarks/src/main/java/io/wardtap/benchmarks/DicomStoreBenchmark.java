package io.wardtap.benchmarks;

import io.wardtap.protocol.dicom.Dicom;
import io.wardtap.protocol.flow.Direction;
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
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// What does it cost to frame one image of 512 KiB in PDUs of 16 KiB, in segments of 1,400 bytes,
/// and to read its data set's 140 elements up to the pixel data? `plain` collects each PDU, then
/// the data set, then puts all elements into a map.
///
/// Run: `benchmarks/run DicomStoreBenchmark`
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DicomStoreBenchmark {
    private static final int SEGMENT = 1400;

    private DicomStore store;
    private UnitAssembler assembler;
    private StreamFramer framer;
    private final CountingSink sink = new CountingSink();

    @Setup
    public void setup() {
        store = new DicomStore();
        assembler = new UnitAssembler(16 << 20);
        framer = Dicom.PROTOCOL.framer().apply(assembler);
        feed(Direction.ORIGINATOR, store.request);
        feed(Direction.RESPONDER, store.acceptance);
        long before = sink.units;
        feed(Direction.ORIGINATOR, store.data);
        if (sink.units - before != 2 || sink.events != 0) {
            throw new IllegalStateException("the image was not read: " + sink.units);
        }
    }

    private void feed(Direction from, byte[] stream) {
        for (int at = 0; at < stream.length; at += SEGMENT) {
            int length = Math.min(SEGMENT, stream.length - at);
            framer.onBytes(from, stream, at, length, sink);
        }
    }

    @Benchmark
    public long wardtap() {
        feed(Direction.ORIGINATOR, store.data);
        return sink.units;
    }

    /// The data set head alone is what the two differ in least: this is the walk over 140 elements
    /// in one piece.
    @Benchmark
    public int plainDataSetOnly() {
        return elements(ByteBuffer.wrap(store.dataSet)).size();
    }

    @Benchmark
    public int plain() {
        ByteArrayOutputStream dataSet = new ByteArrayOutputStream();
        ByteBuffer in = ByteBuffer.wrap(store.data);
        while (in.remaining() > 0) {
            in.position(in.position() + 2);
            byte[] pdu = new byte[in.getInt()];
            in.get(pdu);
            if ((pdu[5] & 1) == 0) {
                dataSet.write(pdu, 6, pdu.length - 6);
            }
        }
        return elements(ByteBuffer.wrap(dataSet.toByteArray())).size();
    }

    private static Map<Integer, byte[]> elements(ByteBuffer in) {
        in.order(ByteOrder.LITTLE_ENDIAN);
        Map<Integer, byte[]> elements = new HashMap<>();
        while (in.remaining() >= 8) {
            int tag = in.getShort() << 16 | in.getShort() & 0xFFFF;
            int length = in.getInt();
            if (tag == 0x7FE00010) {
                break;
            }
            byte[] value = new byte[length];
            in.get(value);
            elements.put(tag, value);
        }
        return elements;
    }
}
