package io.wardtap.protocol.hl7;

import static io.wardtap.protocol.flow.Direction.ORIGINATOR;
import static io.wardtap.protocol.flow.Direction.RESPONDER;

import io.wardtap.protocol.fuzz.ConversationFuzz;
import io.wardtap.protocol.fuzz.ConversationSeed;

import java.util.List;

/// Fuzz target: HL7 conversations, see [ConversationFuzz].
public final class Hl7Fuzz {
    private static final ConversationFuzz TARGET = new ConversationFuzz(Hl7.PROTOCOL);

    private Hl7Fuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        TARGET.run(input);
    }

    private static String result() {
        return Wire.message(
                "MSH|^~\\&|MON|ICU|HIS|MAIN|20260102030405||ORU^R01^ORU_R01|77|P|2.6|||AL|NE",
                "SFT|ACME|4.2|Monitor",
                "PID|1||123^^^MAIN^MR~456||Doe^Jane||19700101|F",
                "PV1|1|I|ICU^^3",
                "OBR|1|||MDC_DEV^X",
                "OBX|1|NM|150021^MDC^MDC||37.1|||||R|||||||A1^B^001122FFFE334455^EUI-64",
                "PRT|1|UC||EQUIP|||||||0^X^001122FFFE334455^EUI-64||||||||||SN1");
    }

    private static String acknowledgment() {
        return Wire.message(
                "MSH|^~\\&|HIS|MAIN|MON|ICU|20260102030406||ACK^R01|9|P|2.6", "MSA|AA|77");
    }

    public static List<byte[]> seeds() {
        byte[] message = Wire.text(Wire.block(result()));
        byte[] answer = Wire.text(Wire.block(acknowledgment()));
        return List.of(
                new ConversationSeed()
                        .bytes(ORIGINATOR, message)
                        .bytes(RESPONDER, answer)
                        .end(ORIGINATOR)
                        .bytes(),
                new ConversationSeed()
                        .bytes(ORIGINATOR, Wire.text(result() + "\u001C\r"))
                        .bytes(ORIGINATOR, Wire.text("\u000B" + result() + acknowledgment()))
                        .bytes(RESPONDER, Wire.of("0B 06 1C 0D 0B 1C 0D"))
                        .bytes(),
                new ConversationSeed()
                        .bytes(ORIGINATOR, Wire.text("half a message\rOBX|1\r\u001C\r"))
                        .bytes(ORIGINATOR, message)
                        .gap(ORIGINATOR, 100)
                        .bytes(ORIGINATOR, message)
                        .bytes(),
                new ConversationSeed()
                        .bytes(
                                ORIGINATOR,
                                Wire.text(
                                        "\u000BMSH#*%$@#A#B###20260102##ADT*A08#1#P#2.3\n"
                                                + "PID###1##Doe*John\r\nMRG#2\r\u001C\n"))
                        .bytes());
    }
}
