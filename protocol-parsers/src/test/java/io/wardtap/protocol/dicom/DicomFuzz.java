package io.wardtap.protocol.dicom;

import io.wardtap.protocol.dicom.FramerFeeder.Turn;
import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.fuzz.ConversationFuzz;
import io.wardtap.protocol.fuzz.ConversationSeed;

import java.util.List;
import java.util.stream.Stream;

/// Fuzz target: DICOM conversations, see [ConversationFuzz].
public final class DicomFuzz {
    private static final ConversationFuzz TARGET = new ConversationFuzz(Dicom.PROTOCOL);

    private DicomFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        TARGET.run(input);
    }

    public static List<byte[]> seeds() {
        byte[] find = Pdus.data(Pdus.pdv(1, 3, Pdus.request(0x20, Pdus.STUDY_FIND, true)));
        byte[] keys =
                Hex.of(
                        """
                        08 00 52 00 "CS" 06 00 "STUDY "
                        10 00 10 00 "PN" 02 00 "* "
                        10 00 20 00 "LO" 00 00
                        08 00 10 11 "SQ" 00 00 FF FF FF FF
                        FE FF 00 E0 FF FF FF FF
                        08 00 50 11 "UI" 02 00 "1" 00
                        FE FF 0D E0 00 00 00 00
                        FE FF DD E0 00 00 00 00
                        """);
        List<Turn> query =
                List.of(
                        FramerFeeder.client(
                                Pdus.request("PACS", "WS", Pdus.STUDY_FIND, Pdus.EXPLICIT_LE)),
                        FramerFeeder.server(Pdus.accept("PACS", "WS", Pdus.EXPLICIT_LE)),
                        FramerFeeder.client(Pdus.concat(find, Pdus.data(Pdus.pdv(1, 2, keys)))),
                        FramerFeeder.server(
                                Pdus.data(
                                        Pdus.pdv(
                                                1,
                                                3,
                                                Pdus.response(0x8020, Pdus.STUDY_FIND, 0, false)))),
                        FramerFeeder.client(Hex.of("07 00 00 00 00 04 00 00 02 01")));
        List<Turn> rejected =
                List.of(
                        FramerFeeder.client(Vectors.ECHO_REQUEST),
                        FramerFeeder.server(Hex.of("03 00 00 00 00 04 00 01 01 07")));
        byte[] big =
                Hex.of(
                        """
                        00 10 00 10 "PN" 00 08 "Doe^Jane"
                        7F E0 00 10 "OW" 00 00 00 00 00 02 01 02
                        """);
        byte[] implicit =
                Hex.of(
                        """
                        10 00 10 00 08 00 00 00 "Doe^Jane"
                        10 00 20 00 02 00 00 00 "1 "
                        """);
        List<Turn> midstream = Vectors.store().subList(2, 6);
        return Stream.concat(
                        Stream.of(
                                        Vectors.store(),
                                        Vectors.store(Pdus.EXPLICIT_BE, big, 13),
                                        Vectors.store(Pdus.IMPLICIT_LE, implicit, 9),
                                        Vectors.store(Pdus.DEFLATED, implicit, 9),
                                        query,
                                        rejected,
                                        midstream)
                                .map(DicomFuzz::seed),
                        Stream.of(withGap(Vectors.store())))
                .toList();
    }

    private static byte[] seed(List<Turn> turns) {
        ConversationSeed seed = new ConversationSeed();
        turns.forEach(turn -> seed.bytes(turn.from(), turn.bytes()));
        return seed.end(Direction.ORIGINATOR).end(Direction.RESPONDER).bytes();
    }

    private static byte[] withGap(List<Turn> turns) {
        ConversationSeed seed = new ConversationSeed();
        for (Turn turn : turns) {
            int half = turn.bytes().length / 2;
            seed.bytes(turn.from(), java.util.Arrays.copyOf(turn.bytes(), half));
            seed.gap(turn.from(), turn.bytes().length - half);
        }
        return seed.bytes();
    }
}
