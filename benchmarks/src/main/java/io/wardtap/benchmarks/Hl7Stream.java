package io.wardtap.benchmarks;

import java.nio.charset.StandardCharsets;

/// A megabyte of HL7 over MLLP with made-up patients: results of twelve values, in blocks.
final class Hl7Stream {
    final byte[] message;
    final byte[] bytes;

    Hl7Stream() {
        StringBuilder text = new StringBuilder();
        text.append(
                "MSH|^~\\&|MONGW|ICU|ENGINE|HOSP|20260310080000||ORU^R01^ORU_R01|4711|P|2.5.1\r");
        text.append(
                "PID|1||900001^^^DEMO^MR||Beispiel^Nora^A||19700131|F|||1 ELM ST^^TOWN^NY^12345\r");
        text.append("PV1|1|I|W1^101^A||||1234^HOUSE^GREGOR|||||||||||V4711\r");
        text.append("OBR|1|ORD1|LAB1|24323-8^PANEL^LN|||20260310080000\r");
        for (int i = 1; i <= 12; i++) {
            text.append("OBX|").append(i).append("|NM|1000-").append(i);
            text.append("^ANALYTE^LN||12.5|mmol/L|3.5-5.1|N|||F|||20260310080000\r");
        }
        message = text.toString().getBytes(StandardCharsets.ISO_8859_1);
        int count = (1 << 20) / (message.length + 3);
        bytes = new byte[count * (message.length + 3)];
        for (int i = 0, at = 0; i < count; i++) {
            bytes[at++] = 0x0B;
            System.arraycopy(message, 0, bytes, at, message.length);
            at += message.length;
            bytes[at++] = 0x1C;
            bytes[at++] = 0x0D;
        }
    }
}
