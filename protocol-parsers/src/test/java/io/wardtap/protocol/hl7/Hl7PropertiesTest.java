package io.wardtap.protocol.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.hl7.FramerFeeder.Result;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Random messages with random delimiters, framings and cuts; random damage.
final class Hl7PropertiesTest {
    private static final String DELIMITERS = "|^~\\&#$%*@!;:/";
    private static final String[] SEGMENTS = {"PID", "PV1", "OBX", "NK1", "ZZ1", "MRG", "AL1"};

    private record Message(String text, int segments, boolean hasName) {}

    private static Message message(Random random) {
        List<Character> delimiters = new ArrayList<>();
        while (delimiters.size() < 5) {
            char c = DELIMITERS.charAt(random.nextInt(DELIMITERS.length()));
            if (!delimiters.contains(c)) {
                delimiters.add(c);
            }
        }
        char separator = delimiters.get(0);
        char component = delimiters.get(1);
        StringBuilder encoding = new StringBuilder();
        delimiters.subList(1, 5).forEach(encoding::append);
        StringBuilder text = new StringBuilder("MSH").append(separator).append(encoding);
        String s = String.valueOf(separator);
        text.append(s).append("APP").append(s).append("FAC").append(s.repeat(5));
        text.append("ADT").append(component).append("A01").append(s).append(random.nextInt(1000));
        text.append(s).append('P').append(s).append("2.").append(random.nextInt(10)).append('\r');
        int segments = 1 + random.nextInt(6);
        boolean hasName = false;
        for (int i = 1; i < segments; i++) {
            String id = SEGMENTS[random.nextInt(SEGMENTS.length)];
            text.append(id);
            int fields = random.nextInt(20);
            for (int f = 1; f <= fields; f++) {
                text.append(separator);
                if (random.nextInt(3) == 0) {
                    text.append("Vw").append(component).append(random.nextInt(100));
                    hasName |= id.equals("PID") && f == 5;
                }
            }
            text.append(random.nextInt(10) == 0 ? "\r\n" : "\r");
        }
        return new Message(text.toString(), segments, hasName);
    }

    /// A stream of messages, each in a block of some kind that leaves no doubt about its end.
    private static String frame(Random random, List<Message> messages) {
        StringBuilder stream = new StringBuilder();
        for (Message message : messages) {
            stream.append(random.nextInt(5) == 0 ? "" : "\u000B").append(message.text);
            stream.append(
                    switch (random.nextInt(5)) {
                        case 0 -> "\u001C\n";
                        case 1 -> "\u001C\u001C\r";
                        case 2 -> "\u001C\r\n\0";
                        default -> "\u001C\r";
                    });
            if (random.nextInt(4) == 0) {
                stream.append("\u000B\u001C\r");
            }
        }
        return stream.toString();
    }

    private static List<Message> messages(Random random) {
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(5); i++) {
            messages.add(message(random));
        }
        return messages;
    }

    private static int[] cuts(Random random, int length) {
        return random.ints(random.nextInt(8), 1, length).sorted().distinct().toArray();
    }

    @Property(tries = 300)
    void readsWhatWasBuiltHoweverItIsCut(@ForAll long seed) {
        Random random = new Random(seed);
        List<Message> messages = messages(random);
        byte[] stream = Wire.text(frame(random, messages));

        Result result = FramerFeeder.cut(Hl7.PROTOCOL, stream, cuts(random, stream.length));

        assertThat(result.units()).isEqualTo(messages.stream().map(Message::text).toList());
        ParserFeeder parser = new ParserFeeder();
        for (Message message : messages) {
            Hl7Facts facts = parser.read(message.text);
            assertThat(facts.malformed).isFalse();
            assertThat(facts.segments).isEqualTo(message.segments);
            assertThat(facts.messageType).isEqualTo("ADT^A01");
            assertThat(facts.sendingApplication).isEqualTo("APP");
            assertThat(ParserFeeder.marked(facts).contains("PID-5")).isEqualTo(message.hasName);
        }
    }

    @Property(tries = 300)
    void givesTheSameAtAnyCutOfADamagedStream(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int damage) {
        Random random = new Random(seed);
        byte[] stream = Wire.text(frame(random, messages(random)));
        int[] likely = {0x0B, 0x1C, '\r', '\n', 'M', 'S', 'H', '|', 0, 0xFF};
        for (int i = 0; i < damage; i++) {
            int value = random.nextBoolean() ? random.nextInt(256) : likely[random.nextInt(10)];
            stream[random.nextInt(stream.length)] = (byte) value;
        }

        Result whole = FramerFeeder.cut(Hl7.PROTOCOL, stream);

        for (int i = 0; i < 5; i++) {
            assertThat(FramerFeeder.cut(Hl7.PROTOCOL, stream, cuts(random, stream.length)))
                    .isEqualTo(whole);
        }
        assertAllReadable(whole.units());
    }

    @Property(tries = 200)
    void readsAnyBytesWithoutThrowing(@ForAll byte[] bytes, @ForAll boolean header) {
        byte[] text = header ? Wire.text("MSH|^~\\&|" + latin1(bytes)) : bytes;

        Result whole = FramerFeeder.cut(Hl7.PROTOCOL, text);

        assertAllReadable(whole.units());
        new ParserFeeder().read(1, Direction.ORIGINATOR, 0, text, text.length);
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    private static void assertAllReadable(List<String> units) {
        ParserFeeder parser = new ParserFeeder();
        for (String unit : units) {
            assertThat(unit).startsWith("MSH");
            assertThat(parser.read(unit).segments).isBetween(0, unit.length() / 3);
        }
    }
}
