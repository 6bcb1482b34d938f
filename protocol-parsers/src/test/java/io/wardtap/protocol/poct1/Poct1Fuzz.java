package io.wardtap.protocol.poct1;

import static io.wardtap.protocol.flow.Direction.ORIGINATOR;
import static io.wardtap.protocol.flow.Direction.RESPONDER;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.wardtap.protocol.fuzz.ConversationFuzz;
import io.wardtap.protocol.fuzz.ConversationSeed;

import java.util.List;

/// Fuzz target: POCT1-A conversations, see [ConversationFuzz].
public final class Poct1Fuzz {
    private static final ConversationFuzz TARGET = new ConversationFuzz(Poct1.PROTOCOL);

    private Poct1Fuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        TARGET.run(input);
    }

    public static List<byte[]> seeds() {
        return List.of(
                new ConversationSeed()
                        .bytes(ORIGINATOR, Poct1Test.HELLO.getBytes(ISO_8859_1))
                        .bytes(RESPONDER, Poct1Test.ACK.getBytes(ISO_8859_1))
                        .bytes(ORIGINATOR, Poct1Test.OBSERVATION.getBytes(ISO_8859_1))
                        .end(ORIGINATOR)
                        .bytes(),
                new ConversationSeed()
                        .bytes(RESPONDER, ("<?xml?>" + Poct1Test.ACK).getBytes(ISO_8859_1))
                        .gap(RESPONDER, 3)
                        .bytes(RESPONDER, "x='1'/></OBS.R01><A<B V='".getBytes(ISO_8859_1))
                        .bytes());
    }
}
