package io.wardtap.protocol.dicom;

import io.wardtap.protocol.phi.PhiCategory;
import io.wardtap.protocol.phi.PhiField;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;

/// DICOM attributes that can carry patient data, by keyword: PS3.15 Annex E as the table [AnnexE]
/// has it. Direct: identifies a patient by itself. Quasi: staff, facility, date, free text or key
/// that does so in combination. What names equipment or encoding stands in the table, not here.
public final class DicomPhi {
    /// In place of a tag: all private attributes (odd groups, PS3.5 section 7.8) together.
    static final int PRIVATE_ATTRIBUTES = 0xFFFF_FFFF;

    private static final String DIRECT = "D";
    private static final String EQUIPMENT = "E";
    private static final int COLUMNS = 4;

    private static final List<Row> ROWS = rows();

    /// The fields; a mark in [io.wardtap.protocol.phi.PhiFacts] is an index into this list.
    public static final List<PhiField> CATALOGUE = ROWS.stream().map(Row::field).toList();

    /// The field of private attributes.
    static final int PRIVATE_FIELD = fieldOf(PRIVATE_ATTRIBUTES);

    private DicomPhi() {}

    /// The attribute tag of a field: group in the upper half, element in the lower. Repeating
    /// groups have their first.
    public static int tag(int field) {
        return ROWS.get(field).tag();
    }

    /// Whether the field is a sequence: what counts is that something is in it.
    public static boolean isSequence(int field) {
        return ROWS.get(field).sequence();
    }

    private static int fieldOf(int tag) {
        for (int i = 0; i < ROWS.size(); i++) {
            if (ROWS.get(i).tag() == tag) {
                return i;
            }
        }
        throw new NoSuchElementException("Annex E lacks " + Integer.toHexString(tag));
    }

    private static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (String line : AnnexE.TABLE.split("\n", -1)) {
            String[] columns = line.split(" ", -1);
            if (columns.length >= COLUMNS && !columns[COLUMNS - 1].equals(EQUIPMENT)) {
                rows.add(row(columns));
            }
        }
        return List.copyOf(rows);
    }

    private static Row row(String[] columns) {
        String category = columns[2].toUpperCase(Locale.ROOT).replace('-', '_');
        return new Row(
                Integer.parseUnsignedInt(columns[0], 16),
                columns.length > COLUMNS,
                new PhiField(
                        columns[1],
                        PhiCategory.valueOf(category),
                        columns[COLUMNS - 1].equals(DIRECT)));
    }

    private record Row(int tag, boolean sequence, PhiField field) {}
}
