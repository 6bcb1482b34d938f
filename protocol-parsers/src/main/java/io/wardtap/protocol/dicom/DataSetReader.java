package io.wardtap.protocol.dicom;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.phi.PhiCategory;
import io.wardtap.protocol.phi.PhiFacts;
import io.wardtap.protocol.phi.PhiField;
import io.wardtap.protocol.unit.KeyedHash;

import java.util.Arrays;

/// Turns the kept values of a data set into facts: which fields with patient data were filled, a
/// keyed hash of the patient, what a query asks for, what the device says of itself. Patient values
/// are judged where they lie. Confined to one parser thread; allocates nothing once warm.
final class DataSetReader {
    /// Top-level attributes of a data set that describe its device: there are eleven.
    private static final int MAX_DEVICE_FIELDS = 16;

    private static final String[] LEVELS = {"PATIENT", "STUDY", "SERIES", "IMAGE", "FRAME"};

    private final DicomNames names;
    private final KeyedHash patientHash;
    private final DataSetUnit unit = new DataSetUnit();
    private final byte[] scratch = new byte[1024];
    private final DirectIdentifiers identifiers = new DirectIdentifiers();
    private InflatedDataSet inflated;

    // what the device says of itself in the unit at hand; told when all identifiers are known
    private final int[] deviceTags = new int[MAX_DEVICE_FIELDS];
    private final int[] deviceStarts = new int[MAX_DEVICE_FIELDS];
    private final int[] deviceLengths = new int[MAX_DEVICE_FIELDS];
    private int deviceFields;

    // where the patient's module stands in the unit at hand; length 0 where it is not, or no
    // patient
    private int idStart;
    private int idLength;
    private int issuerStart;
    private int issuerLength;
    private int nameStart;
    private int nameLength;
    // what the query at hand restricts
    private boolean identityRestricted;
    private boolean restricted;

    DataSetReader(DicomNames names, KeyedHash patientHash) {
        this.names = names;
        this.patientHash = patientHash;
    }

    DataSetUnit wrap(byte[] bytes, int start, int length) {
        unit.wrap(bytes, start, length);
        if (unit.has(DataSetUnit.DEFLATED)) {
            if (inflated == null) {
                // few sites deflate: the others need no memory for it
                inflated = new InflatedDataSet();
            }
            inflated.read(unit);
        }
        return unit;
    }

    /// Reads the wrapped unit.
    ///
    /// @param commandField of its command set, -1 when that was not seen
    void read(int commandField, DicomFacts facts) {
        boolean query = DicomCommands.isQuery(commandField);
        boolean describesDevice =
                commandField == DicomCommands.C_STORE_RQ
                        || commandField == DicomCommands.N_CREATE_RQ
                        || commandField == DicomCommands.N_SET_RQ;
        idLength = 0;
        issuerLength = 0;
        nameLength = 0;
        deviceFields = 0;
        identifiers.clear(unit.segment());
        identityRestricted = false;
        restricted = unit.has(DataSetUnit.OTHER_VALUES);
        while (unit.next()) {
            int field = WantedTags.phiField(WantedTags.indexOf(unit.tag()));
            if (field != WantedTags.NONE) {
                patientField(field, query, facts);
            } else {
                objectField(query, facts);
                if (describesDevice && !unit.isNested() && deviceFields < MAX_DEVICE_FIELDS) {
                    deviceTags[deviceFields] = unit.tag();
                    deviceStarts[deviceFields] = unit.valueStart();
                    deviceLengths[deviceFields++] = unit.valueLength();
                }
            }
        }
        for (int i = 0; i < deviceFields; i++) {
            deviceField(i, facts);
        }
        patient(query, facts);
        facts.guessedSyntax = unit.has(DataSetUnit.GUESSED_SYNTAX);
        facts.truncated = unit.has(DataSetUnit.TRUNCATED);
        facts.deflated = unit.has(DataSetUnit.INFLATED);
        pixelData(facts);
        facts.privateAttributes = (int) Math.min(unit.privateAttributes(), Integer.MAX_VALUE);
        if (facts.privateAttributes > 0 && !query) {
            facts.phi.mark(DicomPhi.PRIVATE_FIELD);
        }
        // what was not read may restrict
        boolean whole = !facts.truncated && !unit.has(DataSetUnit.INCOMPLETE);
        facts.wildcard = query && whole && !identityRestricted;
        facts.unrestricted = query && whole && !restricted;
    }

    private void pixelData(DicomFacts facts) {
        facts.pixelData = unit.has(DataSetUnit.PIXEL_DATA);
        if (facts.pixelData) {
            facts.pixelDataBytes = unit.pixelDataBytes();
            facts.fragments =
                    unit.has(DataSetUnit.ENCAPSULATED)
                            ? (int) Math.min(unit.fragments(), Integer.MAX_VALUE)
                            : -1;
        }
    }

    private void patientField(int field, boolean query, DicomFacts facts) {
        byte[] bytes = unit.segment();
        int start = unit.valueStart();
        int length = unit.valueLength();
        if (DicomPhi.isSequence(field)) {
            // a query's sequences hold keys, which are judged themselves
            if (!query) {
                facts.phi.mark(field);
            }
            return;
        }
        if (length == 0 ? unit.fullLength() == 0 : PatientText.isBlank(bytes, start, length)) {
            return;
        }
        if (query && PatientText.isUniversal(bytes, start, length)) {
            return;
        }
        PhiField what = DicomPhi.CATALOGUE.get(field);
        if (query) {
            restricted = true;
            identityRestricted |= what.direct() || isKeyOfObject(unit.tag());
        }
        if (isDummy(what, bytes, start, length)) {
            return;
        }
        facts.phi.mark(field);
        if (what.direct()) {
            identifiers.add(start, length);
        }
        if (!unit.isNested()) {
            remember(unit.tag(), start, length);
        }
    }

    private static boolean isDummy(PhiField what, byte[] bytes, int start, int length) {
        PhiCategory category = what.category();
        return switch (category) {
            case NAME, ID -> PatientText.isDummy(bytes, start, length);
            case DOB -> PatientText.isDummyDate(bytes, start, length);
            default -> false;
        };
    }

    private static boolean isKeyOfObject(int tag) {
        return tag == WantedTags.STUDY_INSTANCE_UID
                || tag == WantedTags.SERIES_INSTANCE_UID
                || tag == WantedTags.SOP_INSTANCE_UID
                || tag == WantedTags.STUDY_ID;
    }

    private void remember(int tag, int start, int length) {
        switch (tag) {
            case WantedTags.PATIENT_ID -> {
                idStart = start;
                idLength = length;
            }
            case WantedTags.ISSUER_OF_PATIENT_ID -> {
                issuerStart = start;
                issuerLength = length;
            }
            case WantedTags.PATIENT_NAME -> {
                nameStart = start;
                nameLength = length;
            }
            default -> {
                // tells nothing about who it is
            }
        }
    }

    /// One patient a data set: by identifier and issuer, else by name.
    private void patient(boolean query, DicomFacts facts) {
        byte[] bytes = unit.segment();
        if (idLength > 0 && !(query && PatientText.hasWildcard(bytes, idStart, idLength))) {
            int n = PatientText.normalise(bytes, idStart, idLength, scratch, 0);
            if (issuerLength > 0) {
                Bytes.putU8(scratch, n++, '\n');
                n += PatientText.normalise(bytes, issuerStart, issuerLength, scratch, n);
            }
            facts.phi.patient(patientHash.hash(PhiFacts.BY_ID, scratch, 0, n));
        } else if (nameLength > 0
                && !(query && PatientText.hasWildcard(bytes, nameStart, nameLength))) {
            int n = PatientText.normalise(bytes, nameStart, nameLength, scratch, 0);
            facts.phi.patient(patientHash.hash(PhiFacts.BY_NAME, scratch, 0, n));
        }
        Arrays.fill(scratch, (byte) 0);
    }

    private void objectField(boolean query, DicomFacts facts) {
        switch (unit.tag()) {
            case WantedTags.QUERY_RETRIEVE_LEVEL -> facts.queryLevel = level();
            case WantedTags.PATIENT_IDENTITY_REMOVED -> facts.deidentified |= isYes();
            case WantedTags.BURNED_IN_ANNOTATION -> facts.burnedInAnnotation |= isYes();
            case WantedTags.NUMBER_OF_FRAMES -> {
                if (!unit.isNested()) {
                    facts.frames = number();
                }
            }
            case WantedTags.ROWS -> {
                if (!unit.isNested()) {
                    facts.rows = binaryNumber();
                }
            }
            case WantedTags.COLUMNS -> {
                if (!unit.isNested()) {
                    facts.columns = binaryNumber();
                }
            }
            case WantedTags.DEIDENTIFICATION_METHOD,
                    WantedTags.DEIDENTIFICATION_METHOD_CODE_SEQUENCE ->
                    facts.deidentificationMethod |= !unit.isNested();
            case WantedTags.SPECIFIC_CHARACTER_SET -> {
                if (!unit.isNested()) {
                    facts.characterSet =
                            CharacterSets.of(unit.segment(), unit.valueStart(), unit.valueLength());
                }
            }
            case WantedTags.RETRIEVE_AE_TITLE,
                    WantedTags.INSTANCE_AVAILABILITY,
                    WantedTags.TIMEZONE_OFFSET -> {
                // no matching keys (PS3.4 section C.4.1.1.3)
            }
            default ->
                    restricted |=
                            query
                                    && !PatientText.isUniversal(
                                            unit.segment(), unit.valueStart(), unit.valueLength());
        }
    }

    private void deviceField(int i, DicomFacts facts) {
        switch (deviceTags[i]) {
            case WantedTags.MODALITY -> facts.modality = name(i);
            case WantedTags.MANUFACTURER -> facts.manufacturer = name(i);
            case WantedTags.MODEL_NAME -> facts.modelName = name(i);
            case WantedTags.DEVICE_SERIAL_NUMBER -> facts.serialNumber = name(i);
            case WantedTags.SOFTWARE_VERSIONS -> facts.softwareVersions = name(i);
            case WantedTags.STATION_NAME, WantedTags.PERFORMED_STATION_NAME ->
                    facts.stationName = name(i);
            case WantedTags.STATION_AE_TITLE, WantedTags.PERFORMED_STATION_AE_TITLE ->
                    facts.stationAeTitle = name(i);
            default -> {
                // not about the device
            }
        }
    }

    /// A device's name; "" for one that is the patient's.
    private String name(int i) {
        byte[] bytes = unit.segment();
        int start = deviceStarts[i];
        int length = deviceLengths[i];
        return DicomNames.isPerson(bytes, start, length) || identifiers.occurIn(start, length)
                ? ""
                : names.name(bytes, start, length);
    }

    /// One of the levels of PS3.4 section C.6, or "".
    private String level() {
        int n =
                PatientText.normalise(
                        unit.segment(), unit.valueStart(), unit.valueLength(), scratch, 0);
        for (String level : LEVELS) {
            if (Bytes.isText(scratch, 0, n, level)) {
                return level;
            }
        }
        return "";
    }

    private boolean isYes() {
        return unit.valueLength() >= 3
                && Bytes.startsWith(unit.segment(), unit.valueStart(), "YES");
    }

    /// A number of VR US, or -1.
    private int binaryNumber() {
        if (unit.valueLength() != 2) {
            return -1;
        }
        return unit.has(DataSetUnit.BIG_ENDIAN)
                ? Bytes.u16(unit.segment(), unit.valueStart())
                : Bytes.u16Le(unit.segment(), unit.valueStart());
    }

    /// A decimal number (VR IS), or -1.
    private int number() {
        int n =
                PatientText.normalise(
                        unit.segment(), unit.valueStart(), unit.valueLength(), scratch, 0);
        if (n == 0 || n > 9) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < n; i++) {
            int digit = Bytes.u8(scratch, i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }
}
