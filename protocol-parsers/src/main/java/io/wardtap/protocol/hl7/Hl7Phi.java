package io.wardtap.protocol.hl7;

import io.wardtap.protocol.phi.PhiCategory;
import io.wardtap.protocol.phi.PhiField;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// HL7 v2 fields that can carry patient data, by segment and position (field numbers of v2.5 and
/// v2.8.2). Names may repeat where a field's data type decides the category (OBX-5).
public final class Hl7Phi {
    // segment, then D direct identifiers, L numbers that only link (accounts, visits, orders,
    // documents, specimens), Q quasi identifiers
    private static final String TABLE =
            """
            PID D 2:id 3:id 4:id 5:name 6:name 7:dob 9:name 11:address 13:phone 14:phone
            PID L 18:account
            PID D 19:ssn 20:id 21:id 40:phone
            PID Q 8:demographic 10:demographic 12:address 15:demographic 16:demographic
            PID Q 17:demographic 22:demographic 23:demographic 24:demographic 25:demographic
            PID Q 26:demographic 27:demographic 28:demographic 29:date 30:demographic
            PD1 D 10:id
            PD1 Q 3:facility 4:staff
            NK1 D 2:name 4:address 5:phone 6:phone 12:id 16:dob 26:name 30:name 31:phone
            NK1 D 32:address 33:id 37:ssn 40:phone 41:phone
            NK1 Q 3:demographic 7:demographic
            GT1 D 2:id 3:name 4:name 5:address 6:phone 7:phone 8:dob 12:ssn 19:id 42:name
            GT1 D 45:name 46:phone
            GT1 Q 11:demographic 16:facility 17:address 18:phone
            IN1 D 16:name 18:dob 19:address 36:insurance 49:insurance
            IN1 Q 8:insurance 4:insurance 17:demographic
            IN2 D 1:id 2:ssn 6:insurance 7:name 8:insurance 9:name 10:id 26:insurance 40:name
            IN2 D 52:name 53:phone 61:insurance 63:phone
            IN2 Q 3:facility
            MRG D 1:id 2:id
            MRG L 3:account
            MRG D 4:id
            MRG L 5:account 6:account
            MRG D 7:name
            PV1 L 5:account 19:account 50:account 54:account
            PV1 Q 3:facility 7:staff 8:staff 9:staff 17:staff 44:date 45:date
            PV2 Q 3:free-text 12:free-text
            ACC Q 1:date 3:address 11:address
            DG1 Q 3:free-text 4:free-text 5:date
            AL1 Q 3:free-text 5:free-text
            PR1 Q 3:free-text 4:free-text 5:date
            OBR L 2:id 3:id
            OBR Q 7:date 13:free-text 16:staff
            ORC L 2:id 3:id
            ORC Q 12:staff
            SPM L 2:id
            TXA L 12:id
            TXA Q 16:free-text 25:free-text
            OBX D 5:name 5:address 5:phone 5:id 5:free-text
            OBX Q 5:free-text 5:staff 14:date 16:staff
            OBX Q 5:ssn 5:phone 5:email 5:dob 5:id 5:name
            DB1 D 3:id
            CSR D 4:id 5:id
            SCD D 33:id
            PYE D 5:name
            IAM D 14:name
            GOL D 21:name
            DON D 16:name
            BLG L 3:account
            SPM L 30:id 31:id
            CTD Q 2:staff
            PEO Q 15:staff
            STF Q 2:staff 3:staff
            NTE Q 3:free-text 3:ssn 3:phone 3:email 3:dob 3:id 3:name
            QRD D 8:id
            QPD D 3:id
            Zxx D 0:id
            Zxx Q 0:free-text
            """;

    /// All fields, in the table's order.
    public static final List<PhiField> CATALOGUE;

    /// Any other segment of a site: a component that repeats a direct identifier, or any content.
    static final int Z_REPEATED;

    static final int Z_CONTENT;

    private static final WantedFields[] BY_SEGMENT = new WantedFields[128];

    static {
        List<PhiField> catalogue = new ArrayList<>();
        for (String line : TABLE.lines().toList()) {
            String[] words = line.split(" ");
            boolean direct = words[1].equals("D");
            for (int i = 2; i < words.length; i++) {
                String[] entry = words[i].split(":");
                int number = Integer.parseInt(entry[0]);
                PhiCategory category =
                        PhiCategory.valueOf(entry[1].toUpperCase(Locale.ROOT).replace('-', '_'));
                if (number > 0) {
                    wanted(words[0]).add(number, catalogue.size(), category, direct);
                }
                String name = number > 0 ? words[0] + "-" + number : words[0];
                catalogue.add(new PhiField(name, category, direct));
            }
        }
        CATALOGUE = List.copyOf(catalogue);
        Z_REPEATED = CATALOGUE.size() - 2;
        Z_CONTENT = CATALOGUE.size() - 1;
    }

    private Hl7Phi() {}

    /// The wanted fields of a segment, or null.
    ///
    /// @param segment its three characters, see [#segment]
    static WantedFields fieldsOf(int segment) {
        int slot = slot(segment);
        while (BY_SEGMENT[slot] != null && BY_SEGMENT[slot].segment() != segment) {
            slot = (slot + 1) & (BY_SEGMENT.length - 1);
        }
        return BY_SEGMENT[slot];
    }

    /// A segment's name as a number.
    static int segment(String name) {
        return name.charAt(0) << 16 | name.charAt(1) << 8 | name.charAt(2);
    }

    /// Index of a field in the catalogue.
    static int entry(String name, PhiCategory category, boolean direct) {
        for (int i = 0; i < CATALOGUE.size(); i++) {
            PhiField field = CATALOGUE.get(i);
            if (field.name().equals(name)
                    && field.category() == category
                    && field.direct() == direct) {
                return i;
            }
        }
        throw new IllegalArgumentException("no such field: " + name + " " + category);
    }

    private static WantedFields wanted(String name) {
        int segment = segment(name);
        WantedFields fields = fieldsOf(segment);
        if (fields == null) {
            fields = new WantedFields(segment);
            int slot = slot(segment);
            while (BY_SEGMENT[slot] != null) {
                slot = (slot + 1) & (BY_SEGMENT.length - 1);
            }
            BY_SEGMENT[slot] = fields;
        }
        return fields;
    }

    private static int slot(int segment) {
        return (segment * 0x9E3779B1) >>> 25;
    }
}
