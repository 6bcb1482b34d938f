package io.wardtap.appliance.acceptance;

import io.wardtap.protocol.hl7.Hl7Phi;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// HL7 messages with a patient in every field.
final class SeededHl7 {
    private static final int FIELDS = 64;
    private static final String HEADER = "MSH|^~\\&|EHRAPP|NORTHSITE|LISAPP|SITE2|20260310||";

    private final Tokens tokens;
    private final List<String> messages = new ArrayList<>();

    SeededHl7(Tokens tokens) {
        this.tokens = tokens;
    }

    /// What goes over the wire, in frames and between them.
    List<String> wire() {
        everyField();
        valueTypes();
        headers();
        systems();
        acknowledgements();
        malformed();
        return messages;
    }

    private void frame(String message) {
        messages.add("\u000b" + message + "\u001c\r");
    }

    private String control(String what) {
        return tokens.word("control id of " + what);
    }

    private static Set<String> segments() {
        Set<String> ids = new LinkedHashSet<>();
        Hl7Phi.CATALOGUE.forEach(field -> ids.add(field.name().substring(0, 3)));
        ids.remove("Zxx");
        ids.addAll(List.of("NTE", "EVN", "ROL", "SCH", "AIP", "FT1", "RXE", "QAK", "ERR", "DSC"));
        ids.addAll(List.of("ZPI", "ZQX", "XYZ"));
        return ids;
    }

    private void everyField() {
        for (String id : segments()) {
            StringBuilder segment = new StringBuilder(id);
            for (int i = 1; i <= FIELDS; i++) {
                segment.append('|').append(field(id, i));
            }
            frame(HEADER + "ADT^A01|" + control(id) + "|P|2.5\r" + pid() + segment + "\r");
        }
    }

    private String pid() {
        return pid(tokens.patient("PID"));
    }

    private static String pid(Tokens.Patient p) {
        return "PID|1||"
                + p.id()
                + "^^^AUTH^MR||"
                + p.name()
                + "||"
                + p.birthDate()
                + "|M||||||"
                + p.phone()
                + "\r";
    }

    private String field(String id, int i) {
        String place = id + "-" + i;
        if (id.equals("OBX") && i == 2) {
            return "ST";
        }
        if (id.equals("OBX") && i == 18) {
            return "";
        }
        return switch (i % 5) {
            case 0 -> tokens.word(place) + "^" + tokens.word(place) + "&" + tokens.word(place);
            case 1 -> tokens.number(place) + "^^^" + tokens.word(place) + "^MR";
            case 2 -> tokens.word(place) + "~" + tokens.phone(place) + "^" + tokens.email(place);
            case 3 -> tokens.date(place) + "^" + tokens.ssn(place);
            default -> tokens.mixture(place);
        };
    }

    private void valueTypes() {
        for (String type :
                "AD CE CF CK CN CP CX CWE DR DT ED EI FT HD ID IS MO NM PN RP SN ST TM TN TS TX XAD XCN XON XPN XTN"
                        .split(" ")) {
            String place = "OBX-5 of " + type;
            frame(
                    HEADER
                            + "ORU^R01|"
                            + control(place)
                            + "|P|2.5\r"
                            + pid()
                            + "OBX|1|"
                            + type
                            + "|"
                            + tokens.word("OBX-3")
                            + "^"
                            + tokens.word("OBX-3")
                            + "^L|"
                            + tokens.word("OBX-4")
                            + "|"
                            + tokens.word(place)
                            + "^"
                            + tokens.word(place)
                            + "~"
                            + tokens.mixture(place)
                            + "|\r");
        }
    }

    /// MSH holds persons where systems belong.
    private void headers() {
        for (int i = 0; i < 8; i++) {
            Tokens.Patient p = tokens.patient("MSH-3 to 6, the patient's own");
            String[] own = {
                p.family(),
                p.name(),
                p.id(),
                p.given() + " " + p.family(),
                p.birthDate(),
                p.phone(),
                p.family() + ", " + p.given(),
                p.family() + "-PC"
            };
            String value = own[i];
            frame(
                    "MSH|^~\\&|"
                            + value
                            + "|"
                            + value
                            + "^1.2.3^ISO|"
                            + value
                            + "|"
                            + value
                            + "|20260310||ADT^A08|"
                            + control("MSH")
                            + "|P|2.3\r"
                            + pid(p));
        }
        // a full name in one component
        String person = tokens.word("MSH-3, a person") + " " + tokens.word("MSH-3, a person");
        frame("MSH|^~\\&|" + person + "|A|B|C|1||ADT^A01|1|P|2.3\r" + pid());
        frame(
                "MSH|$~\\&|"
                        + tokens.person("MSH-3, a person")
                        + "|A|B|C|1||ADT$A01|1|P|2.3\r"
                        + pid());
        for (String number :
                List.of(
                        tokens.number("MSH-4"),
                        tokens.date("MSH-4"),
                        tokens.ssn("MSH-4"),
                        tokens.phone("MSH-4"),
                        tokens.email("MSH-4"))) {
            frame("MSH|^~\\&|APP|" + number + "|" + number + "|C|1||ADT^A01|1|P|2.3\r" + pid());
        }
        for (int field = 7; field < 22; field++) {
            StringBuilder msh = new StringBuilder("MSH|^~\\&|APP|SITE|APP2|SITE2");
            for (int i = 7; i < 22; i++) {
                String plain =
                        switch (i) {
                            case 9 -> "ADT^A01";
                            case 11 -> "P";
                            case 12 -> "2.5";
                            default -> "";
                        };
                String place = "MSH-" + i;
                msh.append('|')
                        .append(
                                i == field
                                        ? tokens.word(place) + "^" + tokens.number(place)
                                        : plain);
            }
            frame(msh + "\r" + pid());
        }
        frame(
                "MSH|^~\\&|APP|SITE|APP2|SITE2|1||"
                        + tokens.word("MSH-9.1").substring(0, 10)
                        + "|2|P|2.5\r"
                        + pid());
    }

    /// Segments about software and equipment that hold the message's own patient.
    private void systems() {
        for (String segment :
                List.of(
                        "SFT|%s|%s|%s|%s|%s",
                        "PRT|1|UC||AUT|%s|||||%s^%s^%s",
                        "EQU|%s^%s|20260310|%s",
                        "OBX|1|NM|1^A^L||5||||||F|||||||%s^%s^%s")) {
            for (int which = 0; which < 4; which++) {
                Tokens.Patient p = tokens.patient(segment.substring(0, 3) + ", the patient's own");
                String[] own = {p.family(), p.id(), p.given() + " " + p.family(), p.birthDate()};
                String v = own[which];
                frame(
                        HEADER
                                + "ORU^R01|"
                                + control("system")
                                + "|P|2.8\r"
                                + pid(p)
                                + segment.replace("%s", v)
                                + "\r");
            }
        }
    }

    private void acknowledgements() {
        String control = control("MSH-10 and MSA-2");
        frame(HEADER + "ADT^A01|" + control + "|P|2.5\r" + pid());
        frame(
                "MSH|^~\\&|LISAPP|SITE2|EHRAPP|NORTHSITE|1||ACK^A01|9|P|2.5\rMSA|AE|"
                        + control
                        + "|"
                        + tokens.mixture("MSA-3")
                        + "|"
                        + tokens.word("MSA-4")
                        + "||"
                        + tokens.word("MSA-6")
                        + "\rERR|"
                        + tokens.word("ERR-1")
                        + "^"
                        + tokens.word("ERR-1")
                        + "\r");
        frame(
                "MSH|^~\\&|LISAPP|SITE2|EHRAPP|NORTHSITE|1||ACK|9|P|2.5\rMSA|"
                        + tokens.word("MSA-1")
                        + "|"
                        + tokens.number("MSA-2")
                        + "\r");
    }

    private void malformed() {
        messages.add(tokens.mixture("before a block"));
        frame(HEADER + "ADT^A01|7|P|2.5\r" + pid());
        messages.add("\r" + tokens.mixture("between blocks") + "\r\n");
        frame(tokens.mixture("a block without MSH") + "\r" + pid());
        frame("MSH|" + tokens.word("delimiters") + "\r" + pid());
        frame(
                "PID|1||"
                        + tokens.number("PID first")
                        + "||"
                        + tokens.word("PID first")
                        + "\rMSH|^~\\&|");
        frame(HEADER + "ADT^A01|8|P|2.5\r" + pid().replace('\r', '\n'));
        frame(
                HEADER
                        + "ADT^A01|8|P|2.5\r"
                        + tokens.word("a segment's name")
                        + "|1\r\0\1\2"
                        + tokens.mixture("behind control bytes"));
        frame(
                HEADER
                        + "ADT^A01|8|P|2.5\r"
                        + pid()
                        + "NTE|1||"
                        + tokens.mixture("behind an escape")
                        + "\\X"
                        + "0D"
                        + "\\"
                        + tokens.word("escaped")
                        + "\r");
        messages.add(
                "\u000b" + HEADER + "ADT^A01|9|P|2.5\r" + pid() + tokens.mixture("never ended"));
    }
}
