package io.wardtap.protocol.hl7;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.HapiContext;
import ca.uhn.hl7v2.model.Composite;
import ca.uhn.hl7v2.model.GenericMessage;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.model.Primitive;
import ca.uhn.hl7v2.model.Segment;
import ca.uhn.hl7v2.model.Structure;
import ca.uhn.hl7v2.model.Type;
import ca.uhn.hl7v2.model.Varies;
import ca.uhn.hl7v2.parser.GenericModelClassFactory;
import ca.uhn.hl7v2.parser.ParserConfiguration;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Which fields of a message carry patient data, found with HAPI's parser instead of ours: it
/// splits the message, and a table of its own, after the field list of the reference, says which
/// positions count.
final class HapiLabels {
    /// Segment, D direct or Q quasi, field numbers.
    private static final String FIELDS =
            """
            PID D 2 3 4 5 6 7 9 11 13 14 18 19 20 21 40
            PID Q 8 10 12 15 16 17 22 23 24 25 26 27 28 29 30
            PD1 D 10
            PD1 Q 3 4
            NK1 D 2 4 5 6 12 16 26 30 31 32 33 37 40 41
            NK1 Q 3 7
            GT1 D 2 3 4 5 6 7 8 12 19 42 45 46
            GT1 Q 11 16 17 18
            IN1 D 16 18 19 36 49
            IN1 Q 4 8 17
            IN2 D 1 2 6 7 8 9 10 26 40 52 53 61 63
            IN2 Q 3
            MRG D 1 2 3 4 5 6 7
            PV1 D 5 19 50 54
            PV1 Q 3 7 8 9 17 44 45
            PV2 Q 3 12
            ACC Q 1 3 11
            DG1 Q 3 4 5
            AL1 Q 3 5
            PR1 Q 3 4 5
            OBR D 2 3
            OBR Q 7 13 16
            ORC D 2 3
            ORC Q 12
            SPM D 2 30 31
            TXA D 12
            TXA Q 16 25
            OBX Q 14 16
            DB1 D 3
            CSR D 4 5
            SCD D 33
            PYE D 5
            IAM D 14
            GOL D 21
            DON D 16
            BLG D 3
            CTD Q 2
            PEO Q 15
            STF Q 2 3
            NTE Q 3
            QRD D 8
            """;

    private static final Set<String> IDENTIFIER_LISTS = Set.of("PID-3", "MRG-1");

    private final HapiContext hapi;
    private final Set<String> wanted = new TreeSet<>();

    HapiLabels() {
        hapi =
                new DefaultHapiContext(
                        new ParserConfiguration(),
                        ValidationContextFactory.noValidation(),
                        new GenericModelClassFactory());
        for (String line : FIELDS.lines().toList()) {
            String[] words = line.split(" ");
            for (int i = 2; i < words.length; i++) {
                wanted.add(words[0] + "-" + words[i]);
            }
        }
    }

    /// The message as HAPI sees it, or null when HAPI refuses it.
    List<Segment> segments(String text) {
        Message message;
        try {
            message = hapi.getPipeParser().parse(text.replaceAll("[\r\n]+", "\r"));
        } catch (HL7Exception e) {
            return null;
        }
        List<Segment> all = new ArrayList<>();
        try {
            for (String name : ((GenericMessage) message).getNames()) {
                for (Structure structure : message.getAll(name)) {
                    all.add((Segment) structure);
                }
            }
        } catch (HL7Exception e) {
            throw new AssertionError(e);
        }
        return all;
    }

    /// The positions of patient data in the message.
    Set<String> of(List<Segment> segments) {
        Set<String> labels = new TreeSet<>();
        for (Segment segment : segments) {
            String name = segment.getName();
            for (int n = 1; n <= segment.numFields(); n++) {
                String field = name + "-" + n;
                boolean observation = field.equals("OBX-5") && isPatientType(segment);
                if (name.startsWith("Z") && isValued(segment, n, false)) {
                    labels.add("Zxx");
                } else if ((observation || wanted.contains(field))
                        && isValued(segment, n, IDENTIFIER_LISTS.contains(field))) {
                    labels.add(field);
                } else if (name.equals("QPD") && n >= 3 && isQueryParameter(segment, n)) {
                    labels.add("QPD-3");
                }
            }
        }
        return labels;
    }

    private static boolean isPatientType(Segment observation) {
        return switch (first(observation, 2)) {
            case "XPN",
                    "PN",
                    "XAD",
                    "AD",
                    "XTN",
                    "TN",
                    "CX",
                    "CK",
                    "RP",
                    "ED",
                    "FT",
                    "TX",
                    "ST",
                    "CE",
                    "CWE",
                    "XCN",
                    "CN",
                    "PPN" ->
                    true;
            default -> false;
        };
    }

    private static boolean isQueryParameter(Segment segment, int n) {
        return n == 3 ? isValued(segment, 3, false) : first(segment, n).startsWith("@PID.");
    }

    private static boolean isValued(Segment segment, int n, boolean identifiers) {
        for (Type repetition : repetitions(segment, n)) {
            List<String> leaves = new ArrayList<>();
            leaves(repetition, leaves);
            boolean any = leaves.stream().anyMatch(HapiLabels::isContent);
            boolean anonymous =
                    identifiers && leaves.size() >= 5 && leaves.get(4).equalsIgnoreCase("ANON");
            if (any && !anonymous && !isDummy(leaves.getFirst())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isContent(String leaf) {
        return !leaf.isBlank() && !leaf.equals("\"\"");
    }

    private static boolean isDummy(String leaf) {
        String value = leaf.strip().toUpperCase(java.util.Locale.ROOT);
        return value.equals("TEST") || value.equals("ZZTEST") || value.matches("X{4,}");
    }

    private static String first(Segment segment, int n) {
        Type[] repetitions = repetitions(segment, n);
        if (repetitions.length == 0) {
            return "";
        }
        List<String> leaves = new ArrayList<>();
        leaves(repetitions[0], leaves);
        return leaves.isEmpty() ? "" : leaves.getFirst();
    }

    private static Type[] repetitions(Segment segment, int n) {
        try {
            return segment.getField(n);
        } catch (HL7Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void leaves(Type type, List<String> into) {
        Type data = type instanceof Varies varies ? varies.getData() : type;
        if (data instanceof Composite composite) {
            for (Type component : composite.getComponents()) {
                leaves(component, into);
            }
        } else if (data instanceof Primitive primitive) {
            into.add(primitive.getValue() == null ? "" : primitive.getValue());
        }
        for (int i = 0; i < data.getExtraComponents().numComponents(); i++) {
            leaves(data.getExtraComponents().getComponent(i), into);
        }
    }
}
