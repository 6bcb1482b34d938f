package io.wardtap.protocol.tls;

import static io.wardtap.protocol.flow.Direction.ORIGINATOR;
import static io.wardtap.protocol.flow.Direction.RESPONDER;

import io.wardtap.protocol.fuzz.ConversationFuzz;
import io.wardtap.protocol.fuzz.ConversationSeed;
import io.wardtap.protocol.testkit.HexBytes;

import java.util.List;

/// Fuzz target: TLS conversations, see [ConversationFuzz].
public final class TlsFuzz {
    private static final ConversationFuzz TARGET = new ConversationFuzz(Tls.PROTOCOL);

    private TlsFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        TARGET.run(input);
    }

    public static List<byte[]> seeds() {
        byte[] clientHello = HexBytes.bytes("16 03 01 02 00 01 00 01 FC 03 03");
        byte[] serverHello = HexBytes.bytes("16 03 03 00 7A 02 00 00 76 03 03");
        byte[] data = HexBytes.bytes("17 03 03 01 00 5A 5A 5A");
        return List.of(
                new ConversationSeed()
                        .bytes(ORIGINATOR, clientHello)
                        .bytes(RESPONDER, serverHello)
                        .bytes(),
                new ConversationSeed().bytes(ORIGINATOR, data).bytes(RESPONDER, data).bytes(),
                new ConversationSeed()
                        .gap(ORIGINATOR, 5)
                        .bytes(ORIGINATOR, clientHello)
                        .bytes(RESPONDER, serverHello)
                        .end(RESPONDER)
                        .bytes());
    }
}
