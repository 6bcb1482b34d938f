package io.wardtap.protocol.hl7;

import static io.wardtap.protocol.hl7.Wire.block;
import static io.wardtap.protocol.hl7.Wire.message;
import static io.wardtap.protocol.hl7.Wire.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.hl7.FramerFeeder.Result;
import io.wardtap.protocol.status.DecodeEvent;
import io.wardtap.protocol.unit.UnitAssembler;

import org.junit.jupiter.api.Test;

import java.util.Random;

/// Messages beyond 64 KiB: the beginning as it is, then the head of every field.
final class LongMessageTest {
    private static final String HEADER = "MSH|^~\\&|RIS|EXH|EHR|EXH|20260311||MDM^T02|1|P|2.5";
    private static final String NEXT = message(HEADER.replace("|1|P", "|2|P"));

    @Test
    void readsWhatFollowsAnEmbeddedDocument() {
        String document = "QUJD".repeat(50_000);
        String head = HEADER + "\rOBX|1|ED|PDF||^application^pdf^Base64^";
        String tail = "||||||F\rNTE|1||behind the document\r";

        FramerFeeder feeder = new FramerFeeder(Hl7.PROTOCOL);
        feeder.feed(text(block(head + document + tail) + block(NEXT)));

        int total = head.length() + document.length() + tail.length();
        String unit = feeder.units().getFirst();
        assertThat(unit).startsWith(head).endsWith(tail);
        assertThat(unit).hasSize(HeldMessage.WHOLE_BYTES + 256 + tail.length());
        assertThat(Hl7.messageBytes(feeder.details().getFirst())).isEqualTo(total);
        assertThat(Hl7.isAbridged(feeder.details().getFirst())).isTrue();
        assertThat(feeder.result().uninspected()).isEqualTo(total - unit.length());
        assertThat(feeder.units().get(1)).isEqualTo(NEXT);
        assertThat(Hl7.isAbridged(feeder.details().get(1))).isFalse();
    }

    @Test
    void keepsAMessageOf64KiBWhole() {
        String message = fill(HEADER + "\rNTE|1||", HeldMessage.WHOLE_BYTES);

        FramerFeeder feeder = new FramerFeeder(Hl7.PROTOCOL);
        feeder.feed(text(block(message)));

        assertThat(feeder.units()).containsExactly(message);
        assertThat(feeder.isFromSlice(0)).isTrue();
        assertThat(Hl7.isAbridged(feeder.details().getFirst())).isFalse();
    }

    @Test
    void doesNotDependOnWhereALongMessageIsCut() {
        Random random = new Random(7);
        for (int run = 0; run < 15; run++) {
            String message = longMessage(random, 70_000 + random.nextInt(400_000));
            byte[] stream = text(block(message) + block(NEXT));
            Result whole = FramerFeeder.cut(Hl7.PROTOCOL, stream);
            int[] cuts = random.ints(30, 1, stream.length).sorted().distinct().toArray();
            int[] near =
                    random.ints(30, HeldMessage.WHOLE_BYTES - 40, HeldMessage.WHOLE_BYTES + 40)
                            .sorted()
                            .distinct()
                            .toArray();

            assertThat(FramerFeeder.cut(Hl7.PROTOCOL, stream, cuts)).isEqualTo(whole);
            assertThat(FramerFeeder.cut(Hl7.PROTOCOL, stream, near)).isEqualTo(whole);
            assertThat(whole.units()).containsExactly(abridged(message), NEXT);
        }
    }

    /// The plain rule, on the whole text.
    private static String abridged(String message) {
        StringBuilder kept = new StringBuilder(message.substring(0, HeldMessage.WHOLE_BYTES));
        int inField = 0;
        for (int i = HeldMessage.WHOLE_BYTES; i < message.length(); i++) {
            char c = message.charAt(i);
            boolean ends = c == '|' || c == '\r' || c == '\n';
            if (ends || inField < HeldMessage.FIELD_HEAD_BYTES) {
                kept.append(c);
            }
            inField = ends ? 0 : inField + 1;
        }
        kept.setLength(Math.min(kept.length(), HeldMessage.KEPT_BYTES));
        return kept.toString();
    }

    private static String longMessage(Random random, int length) {
        StringBuilder text = new StringBuilder(HEADER).append('\r');
        while (text.length() < length) {
            text.append("OBX|").append(random.nextInt(1000)).append("|TX|");
            int field = random.nextInt(4) == 0 ? random.nextInt(20_000) : random.nextInt(300);
            for (int i = 0; i < field; i++) {
                text.append((char) ('a' + random.nextInt(26)));
            }
            text.append(random.nextInt(20) == 0 ? "\u001CM\r" : "||F\r");
        }
        return text.toString();
    }

    private static String fill(String head, int length) {
        return head + "x".repeat(length - head.length() - 1) + "\r";
    }

    @Test
    void keepsAtMost256KiBAndStaysInStep() {
        StringBuilder message = new StringBuilder(HEADER).append('\r');
        for (int i = 0; i < 30_000; i++) {
            message.append("OBX|1|TX|code||text of a line|||F\r");
        }

        FramerFeeder feeder = new FramerFeeder(Hl7.PROTOCOL);
        feeder.feed(text(block(message.toString()) + block(NEXT)));

        assertThat(feeder.units().getFirst()).hasSize(HeldMessage.KEPT_BYTES);
        assertThat(message.toString()).startsWith(feeder.units().getFirst());
        assertThat(Hl7.messageBytes(feeder.details().getFirst())).isEqualTo(message.length());
        assertThat(feeder.units().get(1)).isEqualTo(NEXT);
    }

    @Test
    void countsABlockOfMoreThan10MiBAsOversize() {
        FramerFeeder feeder = new FramerFeeder(Hl7.PROTOCOL);
        byte[] mebibyte = text("x".repeat(1 << 20));

        feeder.feed(text("\u000B" + HEADER + "\rOBX|1|ED|PDF||"));
        for (int i = 0; i < 10; i++) {
            feeder.feed(mebibyte);
        }
        feeder.feed(text("|F\r\u001C\r" + block(NEXT)));

        assertThat(feeder.count(DecodeEvent.HL7_OVERSIZE)).isOne();
        assertThat(feeder.units()).hasSize(2);
        assertThat(feeder.units().getFirst()).endsWith("|F\r");
    }

    @Test
    void dropsAMessageTheAssemblerThrewOutAndStaysInStep() {
        UnitAssembler assembler = new UnitAssembler(0);
        FramerFeeder first = new FramerFeeder(Hl7.PROTOCOL);
        MllpFramer framer = new MllpFramer(assembler);
        byte[] begin = text("\u000B" + HEADER + "\rPID|1||");
        byte[] end = text("900001\r\u001C\r" + block(NEXT));

        framer.onBytes(Direction.ORIGINATOR, begin, 0, begin.length, first.sink());
        // others need the memory: every block of that size class is taken
        for (int i = 0; assembler.evictions() == 0; i++) {
            assertThat(i).isLessThan(100_000);
            MllpFramer other = new MllpFramer(assembler);
            other.onBytes(Direction.ORIGINATOR, begin, 0, begin.length, first.sink());
        }
        framer.onBytes(Direction.ORIGINATOR, end, 0, end.length, first.sink());

        assertThat(first.units()).containsExactly(NEXT);
        assertThat(first.count(DecodeEvent.UNIT_BUDGET_EXHAUSTED)).isOne();
        assertThat(first.count(DecodeEvent.HL7_INCOMPLETE)).isOne();
    }
}
