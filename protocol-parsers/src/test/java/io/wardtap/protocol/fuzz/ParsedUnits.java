package io.wardtap.protocol.fuzz;

import static io.wardtap.protocol.fuzz.FuzzInput.check;

import io.wardtap.protocol.dicom.Negotiation;
import io.wardtap.protocol.identify.Protocol;
import io.wardtap.protocol.phi.PhiFacts;
import io.wardtap.protocol.testkit.RecordingUnitSink;
import io.wardtap.protocol.unit.Facts;
import io.wardtap.protocol.unit.KeyedHash;
import io.wardtap.protocol.unit.NameInterner;
import io.wardtap.protocol.unit.ParserContext;
import io.wardtap.protocol.unit.ProtocolParser;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// Gives units to two parsers of a protocol, at other places in memory and with other bytes around
/// them; both have to find the same. For [ConversationFuzz].
final class ParsedUnits {
    private static final int AROUND = 40;

    private final ProtocolParser parser;
    private final ProtocolParser other;
    private final Facts facts;
    private final Facts otherFacts;
    private final Field[] fields;
    private long flow;

    ParsedUnits(Protocol protocol) {
        parser = protocol.parser().apply(context());
        other = protocol.parser().apply(context());
        facts = protocol.facts().get();
        otherFacts = protocol.facts().get();
        fields = facts.getClass().getFields();
    }

    private static ParserContext context() {
        return new ParserContext(new KeyedHash(1, 2), new KeyedHash(3, 4), new NameInterner(256));
    }

    /// The units of one conversation.
    void read(List<RecordingUnitSink.Unit> units) {
        flow++;
        for (RecordingUnitSink.Unit unit : units) {
            byte[] alone = unit.bytes();
            byte[] within = new byte[AROUND + alone.length + AROUND];
            Arrays.fill(within, (byte) '|');
            System.arraycopy(alone, 0, within, AROUND, alone.length);
            give(parser, facts, unit, alone, 0);
            give(other, otherFacts, unit, within, AROUND);
            compare();
        }
        parser.onFlowEnd(flow);
        other.onFlowEnd(flow);
    }

    private void give(
            ProtocolParser to, Facts into, RecordingUnitSink.Unit unit, byte[] bytes, int start) {
        int length = unit.bytes().length;
        into.clear();
        to.onUnit(flow, unit.type(), unit.from(), flow, bytes, start, length, unit.detail(), into);
    }

    private void compare() {
        for (Field field : fields) {
            String is = value(field, facts);
            String again = value(field, otherFacts);
            check(is.equals(again), field.getName() + " depends on what lies around the unit");
        }
    }

    private static String value(Field field, Object of) {
        try {
            Object value = field.get(of);
            return switch (value) {
                case PhiFacts phi -> marks(phi);
                case Negotiation negotiation -> values(negotiation);
                case null, default -> String.valueOf(value);
            };
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String values(Object of) {
        return Arrays.stream(of.getClass().getFields())
                .map(field -> value(field, of))
                .collect(Collectors.joining(","));
    }

    private static String marks(PhiFacts phi) {
        StringBuilder marks = new StringBuilder();
        for (int i = 0; i < phi.catalogue().size(); i++) {
            marks.append(phi.isMarked(i) ? 'x' : '-');
        }
        return marks.toString();
    }
}
