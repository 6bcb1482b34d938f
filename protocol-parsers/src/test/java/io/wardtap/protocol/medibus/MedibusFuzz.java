package io.wardtap.protocol.medibus;

import static io.wardtap.protocol.flow.Direction.ORIGINATOR;
import static io.wardtap.protocol.flow.Direction.RESPONDER;
import static io.wardtap.protocol.testkit.MedibusTelegrams.command;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.wardtap.protocol.fuzz.ConversationFuzz;
import io.wardtap.protocol.fuzz.ConversationSeed;

import java.util.List;

/// Fuzz target: MEDIBUS conversations, see [ConversationFuzz].
public final class MedibusFuzz {
    private static final ConversationFuzz TARGET = new ConversationFuzz(Medibus.PROTOCOL);

    private MedibusFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        TARGET.run(input);
    }

    public static List<byte[]> seeds() {
        return List.of(
                new ConversationSeed()
                        .bytes(ORIGINATOR, command(0x51, "").repeat(3).getBytes(ISO_8859_1))
                        .bytes(RESPONDER, MedibusTest.IDENTIFICATION.getBytes(ISO_8859_1))
                        .gap(RESPONDER, 2)
                        .bytes(ORIGINATOR, command(0x55, "").getBytes(ISO_8859_1))
                        .bytes());
    }
}
