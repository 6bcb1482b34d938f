package io.wardtap.appliance.acceptance;

import io.wardtap.protocol.testkit.AstmFrames;

import java.util.ArrayList;
import java.util.List;

/// Messages of laboratory, point of care and bedside devices with a patient in every field.
final class SeededMedical {
    private static final String ASTM_HEADER = "H|\\^&|||Acme^A1^2.1^SN77|||||LIS||P|LIS2-A2|2026";

    private final Tokens tokens;

    SeededMedical(Tokens tokens) {
        this.tokens = tokens;
    }

    /// Framed and not, every field of every record, and beside them.
    List<String> astm() {
        List<String> wire = new ArrayList<>();
        for (String type : List.of("P", "O", "R", "C", "Q", "M", "S", "L", "X")) {
            String[] records = {ASTM_HEADER, "P|1||" + tokens.number("P-4"), record(type), "L|1|N"};
            wire.add(AstmFrames.transmission(records));
            wire.add(String.join("\r", records) + "\r");
        }
        StringBuilder header = new StringBuilder("H|\\^&");
        for (int i = 3; i <= 14; i++) {
            String where = "H-" + i;
            String value = i % 2 == 0 ? tokens.number(where) : tokens.phone(where);
            header.append('|').append(i == 5 ? tokens.ssn(where) : value);
        }
        wire.add(AstmFrames.transmission(header.toString(), record("P"), "L|1|N"));
        String patient = tokens.word("P-6 and H-5");
        wire.add(
                AstmFrames.transmission(
                        "H|\\^&|||" + patient + "^" + patient + "^1^" + patient + "7",
                        "P|1||||" + patient + "^" + patient,
                        "L|1|N"));
        wire.add(
                AstmFrames.ENQ + AstmFrames.wrongChecksum(1, record("P")) + tokens.mixture("junk"));
        return wire;
    }

    private String record(String type) {
        StringBuilder record = new StringBuilder(type + "|1");
        for (int i = 3; i <= 40; i++) {
            String where = type + "-" + i;
            String value = i % 2 == 0 ? tokens.number(where) : tokens.word(where);
            record.append('|').append(value).append('^').append(tokens.word(where));
        }
        return record.toString();
    }
}
