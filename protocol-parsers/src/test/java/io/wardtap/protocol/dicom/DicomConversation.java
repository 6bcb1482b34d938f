package io.wardtap.protocol.dicom;

import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.unit.KeyedHash;
import io.wardtap.protocol.unit.NameInterner;
import io.wardtap.protocol.unit.ParserContext;
import io.wardtap.protocol.unit.UnitAssembler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A conversation through framer and parser, as the pipeline runs them, for tests.
final class DicomConversation {
    private static final long FLOW = 1;

    /// One for all tests: its memory is what takes time to make.
    private static final UnitAssembler ASSEMBLER = new UnitAssembler(0);

    private DicomConversation() {}

    static FramerFeeder framed(List<FramerFeeder.Turn> turns) {
        return feeder().feed(turns).end();
    }

    /// The association and the request after it, of which `missing` bytes were not seen, `fromEnd`
    /// before its end.
    static FramerFeeder framedWithGap(List<FramerFeeder.Turn> turns, int fromEnd, int missing) {
        FramerFeeder fed = feeder().feed(turns.subList(0, 2));
        byte[] request = turns.get(2).bytes();
        int gap = request.length - fromEnd;
        fed.feed(Direction.ORIGINATOR, Arrays.copyOf(request, gap));
        fed.framer.onGap(Direction.ORIGINATOR, missing, fed);
        byte[] rest = Arrays.copyOfRange(request, gap + missing, request.length);
        return fed.feed(Direction.ORIGINATOR, rest).end();
    }

    /// A feeder of a new framer. Its end gives held bytes back.
    static FramerFeeder feeder() {
        return new FramerFeeder(new PduFramer(ASSEMBLER));
    }

    /// The facts of every unit that says something.
    static List<DicomFacts> parsed(List<FramerFeeder.Turn> turns) {
        return parsed(framed(turns));
    }

    static List<DicomFacts> parsed(FramerFeeder framed) {
        DicomParser parser = parser();
        List<DicomFacts> all = new ArrayList<>();
        for (FramerFeeder.Unit unit : framed.units) {
            DicomFacts facts = new DicomFacts();
            byte[] bytes = unit.bytes();
            parser.onUnit(
                    FLOW,
                    unit.type(),
                    unit.from(),
                    0,
                    bytes,
                    0,
                    bytes.length,
                    unit.detail(),
                    facts);
            if (facts.kind != DicomFacts.Kind.NONE) {
                all.add(facts);
            }
        }
        parser.onFlowEnd(FLOW);
        return all;
    }

    static DicomParser parser() {
        return new DicomParser(
                new ParserContext(
                        new KeyedHash(1, 2), new KeyedHash(3, 4), new NameInterner(1024)));
    }

    static DicomFacts message(List<DicomFacts> facts) {
        return facts.stream()
                .filter(f -> f.kind == DicomFacts.Kind.MESSAGE)
                .findFirst()
                .orElseThrow();
    }

    /// Keywords of the fields with patient data.
    static List<String> fields(DicomFacts facts) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < DicomPhi.CATALOGUE.size(); i++) {
            if (facts.phi.isMarked(i)) {
                names.add(DicomPhi.CATALOGUE.get(i).name());
            }
        }
        return names;
    }
}
