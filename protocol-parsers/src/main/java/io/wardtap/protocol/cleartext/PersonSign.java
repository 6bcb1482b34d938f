package io.wardtap.protocol.cleartext;

/// What a stretch of text shows of a person, or of medical content.
public enum PersonSign {
    /// A label for a name with letters behind it, or family and given name parted by `^`.
    NAME("name"),
    /// A label for birth with a date behind it.
    BIRTH("dob"),
    /// A label for a patient's or record number with digits behind it.
    RECORD_NUMBER("id"),
    /// A social security number as it is written in the United States.
    SECURITY_NUMBER("ssn"),
    /// A format of medical messages: HL7 segments, FHIR resources, CDA, DICOM, ASTM.
    FORMAT("format");

    private static final PersonSign[] ALL = values();
    private final String label;

    PersonSign(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /// Its bit in what [PersonSigns#scan] returns.
    public int bit() {
        return 1 << ordinal();
    }

    /// How many there are.
    public static int count() {
        return ALL.length;
    }

    public static PersonSign of(int ordinal) {
        return ALL[ordinal];
    }
}
