package io.wardtap.demo;

import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.model.Segment;
import ca.uhn.hl7v2.util.Terser;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What a station sent and which answers it got, one line an exchange: type, answer's type,
/// acknowledgement code. Written by the side that sends, so that each exchange stands once in the
/// logs of all stations. Any thread.
final class StationLog {
    private final BufferedWriter out;

    StationLog(Path file) throws IOException {
        out = Files.newBufferedWriter(file);
    }

    synchronized void exchanged(Message message, Message answer) throws HL7Exception, IOException {
        String code = Terser.get((Segment) answer.get("MSA"), 1, 0, 1, 1);
        out.write(Messages.type(message) + "\t" + Messages.type(answer) + "\t" + code + "\n");
        out.flush();
    }
}
