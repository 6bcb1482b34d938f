package io.wardtap.protocol.astm;

import io.wardtap.protocol.phi.PhiCategory;
import io.wardtap.protocol.phi.PhiField;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// ASTM record fields that can carry patient data, by record and position (LIS02-A2 7 to 12).
public final class AstmPhi {
    // record, then D direct identifiers, L numbers that only link (specimens), Q quasi identifiers
    private static final String TABLE =
            """
            P D 3:id 4:id 5:id 6:name 7:name 8:dob 11:address 13:phone
            P Q 9:demographic 10:demographic 14:staff 17:demographic 18:demographic
            P Q 19:free-text 20:free-text 21:free-text 24:date 26:facility 28:demographic
            P Q 29:demographic 33:facility 34:facility
            O L 3:account 4:account
            O Q 14:free-text 17:staff 18:phone
            R Q 11:staff
            C Q 4:free-text
            Q D 3:id
            """;

    /// All fields, in the table's order.
    public static final List<PhiField> CATALOGUE;

    /// By record letter: entries `field << 16 | index into the catalogue`.
    private static final int[][] BY_RECORD = new int[26][];

    static {
        List<PhiField> catalogue = new ArrayList<>();
        for (String line : TABLE.lines().toList()) {
            String[] words = line.split(" ");
            int record = words[0].charAt(0) - 'A';
            for (int i = 2; i < words.length; i++) {
                String[] entry = words[i].split(":");
                PhiCategory category =
                        PhiCategory.valueOf(entry[1].toUpperCase(Locale.ROOT).replace('-', '_'));
                int[] before = BY_RECORD[record] == null ? new int[0] : BY_RECORD[record];
                int[] wanted = java.util.Arrays.copyOf(before, before.length + 1);
                wanted[before.length] = Integer.parseInt(entry[0]) << 16 | catalogue.size();
                BY_RECORD[record] = wanted;
                catalogue.add(
                        new PhiField(words[0] + "-" + entry[0], category, words[1].equals("D")));
            }
        }
        CATALOGUE = List.copyOf(catalogue);
    }

    private static final int[] NO_FIELDS = {};

    private AstmPhi() {}

    /// The wanted fields of a record: `field << 16 | index into the catalogue`.
    static int[] fieldsOf(int record) {
        int[] fields = record >= 'A' && record <= 'Z' ? BY_RECORD[record - 'A'] : null;
        return fields == null ? NO_FIELDS : fields;
    }
}
