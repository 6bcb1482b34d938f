package io.wardtap.demo;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/// Counts the messages of one direction of an MLLP connection: by type, by acknowledgement code,
/// with a patient's name.
final class Hl7Count {
    final Map<String, Integer> kinds = new TreeMap<>();
    final Map<String, Integer> answers = new TreeMap<>();
    int messages;
    int withPatient;

    void count(byte[] stream) {
        String all = new String(stream, StandardCharsets.ISO_8859_1);
        for (int from = all.indexOf('\u000b'); from >= 0; from = all.indexOf('\u000b', from + 1)) {
            int end = all.indexOf("\u001c\r", from);
            if (end < 0) {
                return;
            }
            message(all.substring(from + 1, end).split("\r"));
        }
    }

    private void message(String[] segments) {
        messages++;
        String[] type = segments[0].split("\\|", -1)[8].split("\\^");
        kinds.merge(type.length > 1 ? type[0] + "^" + type[1] : type[0], 1, Integer::sum);
        boolean patient = false;
        for (String segment : segments) {
            String[] fields = segment.split("\\|", -1);
            if (fields[0].equals("MSA")) {
                answers.merge(fields[1], 1, Integer::sum);
            }
            patient |= fields[0].equals("PID") && fields.length > 5 && !fields[5].isEmpty();
        }
        withPatient += patient ? 1 : 0;
    }
}
