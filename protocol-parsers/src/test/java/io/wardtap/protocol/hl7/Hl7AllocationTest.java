package io.wardtap.protocol.hl7;

import static io.wardtap.protocol.hl7.Wire.block;
import static io.wardtap.protocol.hl7.Wire.message;
import static io.wardtap.protocol.hl7.Wire.text;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_16BE;

import com.sun.management.ThreadMXBean;

import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.status.DecodeEvent;
import io.wardtap.protocol.unit.KeyedHash;
import io.wardtap.protocol.unit.NameInterner;
import io.wardtap.protocol.unit.ParserContext;
import io.wardtap.protocol.unit.UnitAssembler;
import io.wardtap.protocol.unit.UnitSink;

import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;

/// Framer and parser together, as lane and parser thread run them.
final class Hl7AllocationTest {
    private static final String MESSAGE =
            message(
                    "MSH|^~\\&|HIS^0009FBFFFEA1B2C3^EUI-64|EXH|EHR|EXH|20260311||ADT^A01^ADT_A01|A\\T\\1|P|2.5.1|7|p|AL|NE||BIG-5|||IHE_PCD_001",
                    "SFT|Orion|2.4.3|Rhapsody",
                    "PID|1||MRN1^^^EXH^MR~2^^^USA^SS||MEIER^ANNA^A||19700131|F||2106-3|12 ELM"
                            + " ST^^TOWN^NY^10000||(555)555-1000|||S||ACC1|999",
                    "PV1|1|I|W1^101^A^EXH||||1234^HOUSE^G|||SUR|||||||1234^HOUSE^G|IN|V1",
                    "OBX|1|NM|147842^HR^MDC|1.6.1.1|60|bpm||N|||R|||20260101||||BP1^B40_GE^0009FBFFFEA1B2C4^EUI-64",
                    "OBX|2|TX|||Text of a line, born 1.2.1970, call (555) 555-1000",
                    "OBX|3|ED|||^application^pdf^Base64^JVBERi0xLjQKJeLjz9MKMyAwIG9iago8PA==",
                    "OBX|4||69965^MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS^MDC|1.0.0.0|||||||X",
                    "NTE|1||Mrs Meier \\.br\\ nora@beispiel.example",
                    "ZPI|1|x",
                    "DSC|more");
    private static final String ANSWER =
            message("MSH|^~\\&|EHR|EXH|HIS|EXH|20260311||ACK^A01^ACK|A1|P|2.5.1", "MSA|AA|A\\T\\1");

    private static final class ParsingSink implements UnitSink {
        final Hl7Parser parser =
                new Hl7Parser(
                        new ParserContext(
                                new KeyedHash(1, 2), new KeyedHash(3, 4), new NameInterner(1024)));
        final Hl7Facts facts = new Hl7Facts();
        long units;
        long joined;
        long marked;

        @Override
        public void onUnit(
                int type, Direction from, byte[] bytes, int start, int length, long detail) {
            facts.clear();
            parser.onUnit(1, type, from, units++, bytes, start, length, detail, facts);
            joined += facts.acknowledgmentLatencyNs >= 0 ? 1 : 0;
            marked += facts.phiDirect ? 1 : 0;
        }

        @Override
        public void onCount(int kind) {}

        @Override
        public void onEvent(DecodeEvent event) {}

        @Override
        public void onUninspected(long bytes) {}

        @Override
        public void onEncrypted() {}

        @Override
        public void onClientIs(Direction client) {}
    }

    @Test
    void allocatesNothingOnUtf16OnceWarm() {
        byte[] there = (block("\ufeff" + MESSAGE) + block(MESSAGE)).getBytes(UTF_16BE);
        ParsingSink sink = new ParsingSink();
        MllpFramer framer = new MllpFramer(new UnitAssembler(0));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 30 && least > 0; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 500; i++) {
                int cut = there.length - 1 - i % 300;
                framer.onBytes(Direction.ORIGINATOR, there, 0, cut, sink);
                framer.onBytes(Direction.ORIGINATOR, there, cut, there.length - cut, sink);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }

        assertThat(least).isZero();
        assertThat(sink.units).isPositive();
        assertThat(sink.units % 1000).isZero();
        assertThat(sink.marked).isEqualTo(sink.units);
    }

    @Test
    void allocatesNothingOnceWarm() {
        byte[] there = text(block(MESSAGE) + block(MESSAGE));
        byte[] back = text(block(ANSWER));
        ParsingSink sink = new ParsingSink();
        MllpFramer framer = new MllpFramer(new UnitAssembler(0));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 30 && least > 0; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 2_000; i++) {
                // whole, and cut in two: the second message is joined in the assembler
                int cut = there.length - 1 - i % 300;
                framer.onBytes(Direction.ORIGINATOR, there, 0, cut, sink);
                framer.onBytes(Direction.ORIGINATOR, there, cut, there.length - cut, sink);
                framer.onBytes(Direction.RESPONDER, back, 0, back.length, sink);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }

        assertThat(least).isZero();
        assertThat(sink.units).isPositive();
        assertThat(sink.joined).isEqualTo(sink.units / 3);
        assertThat(sink.marked).isEqualTo(sink.units / 3 * 2);
    }
}
