package io.wardtap.protocol.hl7;

import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.phi.PhiField;
import io.wardtap.protocol.unit.KeyedHash;
import io.wardtap.protocol.unit.NameInterner;
import io.wardtap.protocol.unit.ParserContext;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// One HL7 parser that reads messages from text.
final class ParserFeeder {
    private final Hl7Parser parser =
            new Hl7Parser(
                    new ParserContext(
                            new KeyedHash(1, 2), new KeyedHash(3, 4), new NameInterner(1024)));

    static Hl7Facts parse(String message) {
        return new ParserFeeder().read(message);
    }

    Hl7Facts read(String message) {
        return read(1, Direction.ORIGINATOR, 0, message);
    }

    Hl7Facts read(long flow, Direction from, long timeNs, String message) {
        return read(flow, from, timeNs, Wire.text(message), message.length());
    }

    Hl7Facts read(long flow, Direction from, long timeNs, byte[] message, long detail) {
        Hl7Facts facts = new Hl7Facts();
        byte[] bytes = new byte[message.length + 8];
        Arrays.fill(bytes, (byte) '|');
        System.arraycopy(message, 0, bytes, 4, message.length);
        parser.onUnit(flow, Hl7.MESSAGE, from, timeNs, bytes, 4, message.length, detail, facts);
        Arrays.fill(bytes, (byte) 0);
        return facts;
    }

    Hl7Parser parser() {
        return parser;
    }

    /// Names of the marked fields, in the catalogue's order.
    static List<String> marked(Hl7Facts facts) {
        List<String> names = new ArrayList<>();
        List<PhiField> catalogue = facts.phi.catalogue();
        for (int i = 0; i < catalogue.size(); i++) {
            if (facts.phi.isMarked(i)) {
                names.add(catalogue.get(i).name());
            }
        }
        return names;
    }
}
