package io.wardtap.protocol.astm;

import static io.wardtap.protocol.flow.Direction.ORIGINATOR;
import static io.wardtap.protocol.flow.Direction.RESPONDER;
import static io.wardtap.protocol.testkit.AstmFrames.ACK;
import static io.wardtap.protocol.testkit.AstmFrames.ENQ;
import static io.wardtap.protocol.testkit.AstmFrames.EOT;
import static io.wardtap.protocol.testkit.AstmFrames.NAK;
import static io.wardtap.protocol.testkit.AstmFrames.frame;
import static io.wardtap.protocol.testkit.AstmFrames.intermediate;
import static io.wardtap.protocol.testkit.AstmFrames.transmission;
import static io.wardtap.protocol.testkit.AstmFrames.wrongChecksum;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.wardtap.protocol.fuzz.ConversationFuzz;
import io.wardtap.protocol.fuzz.ConversationSeed;

import java.util.List;

/// Fuzz target: ASTM conversations, see [ConversationFuzz].
public final class AstmFuzz {
    private static final ConversationFuzz TARGET = new ConversationFuzz(Astm.PROTOCOL);
    private static final String H = "H|\\^&|||Acme^A1^2.1^SN77|||||LIS||P|LIS2-A2|2026";
    private static final String P = "P|1||4711||Doe^Jane||19700131|F";

    private AstmFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        TARGET.run(input);
    }

    public static List<byte[]> seeds() {
        return List.of(
                new ConversationSeed()
                        .bytes(ORIGINATOR, text(transmission(H, P, "R|1|^^^GLU|5", "L|1|N")))
                        .bytes(RESPONDER, text(ACK.repeat(5)))
                        .end(ORIGINATOR)
                        .bytes(),
                new ConversationSeed()
                        .bytes(ORIGINATOR, text(ENQ + frame(1, H) + wrongChecksum(2, P)))
                        .bytes(RESPONDER, text(NAK))
                        .bytes(ORIGINATOR, text(frame(2, P) + intermediate(3, "C|1")))
                        .bytes(ORIGINATOR, text(frame(4, "|I|x\r") + EOT + ENQ))
                        .bytes(),
                new ConversationSeed()
                        .bytes(RESPONDER, text(H + "\r" + P + "\rQ|1|ALL\rL|1\r" + H + "\r\n"))
                        .gap(RESPONDER, 9)
                        .bytes(RESPONDER, text("\u000B" + H + "\r" + P + "\r\u001C\r"))
                        .bytes());
    }

    private static byte[] text(String text) {
        return text.getBytes(ISO_8859_1);
    }
}
