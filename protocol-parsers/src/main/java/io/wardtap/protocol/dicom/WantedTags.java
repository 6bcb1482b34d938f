package io.wardtap.protocol.dicom;

import io.wardtap.protocol.phi.PhiCategory;
import io.wardtap.protocol.phi.PhiField;

import java.util.Arrays;

/// The attributes whose values the data set walk keeps: the catalogue of [DicomPhi], device
/// attributes, query keys and a few that describe the object. Immutable; a lookup allocates
/// nothing.
final class WantedTags {
    static final int NONE = -1;

    /// Bytes kept of a value that is hashed or read as a name; the longest such VR is 64 characters
    /// (PS3.5 section 6.2), up to 4 bytes each.
    private static final int WHOLE = 256;

    /// Bytes kept of other direct identifiers: they are compared with what devices say.
    private static final int HEAD = 64;

    /// Bytes kept where it matters only whether something real is there.
    private static final int GLANCE = 32;

    static final int SPECIFIC_CHARACTER_SET = 0x0008_0005;
    static final int QUERY_RETRIEVE_LEVEL = 0x0008_0052;
    static final int RETRIEVE_AE_TITLE = 0x0008_0054;
    static final int STATION_AE_TITLE = 0x0008_0055;
    static final int INSTANCE_AVAILABILITY = 0x0008_0056;
    static final int MODALITY = 0x0008_0060;
    static final int MODALITIES_IN_STUDY = 0x0008_0061;
    static final int MANUFACTURER = 0x0008_0070;
    static final int TIMEZONE_OFFSET = 0x0008_0201;
    static final int STATION_NAME = 0x0008_1010;
    static final int MODEL_NAME = 0x0008_1090;
    static final int PATIENT_NAME = 0x0010_0010;
    static final int PATIENT_ID = 0x0010_0020;
    static final int ISSUER_OF_PATIENT_ID = 0x0010_0021;
    static final int PATIENT_IDENTITY_REMOVED = 0x0012_0062;
    static final int DEIDENTIFICATION_METHOD = 0x0012_0063;
    static final int DEIDENTIFICATION_METHOD_CODE_SEQUENCE = 0x0012_0064;
    static final int DEVICE_SERIAL_NUMBER = 0x0018_1000;
    static final int SOFTWARE_VERSIONS = 0x0018_1020;
    static final int STUDY_ID = 0x0020_0010;
    static final int STUDY_INSTANCE_UID = 0x0020_000D;
    static final int SERIES_INSTANCE_UID = 0x0020_000E;
    static final int SOP_INSTANCE_UID = 0x0008_0018;
    static final int NUMBER_OF_FRAMES = 0x0028_0008;
    static final int ROWS = 0x0028_0010;
    static final int COLUMNS = 0x0028_0011;
    static final int BURNED_IN_ANNOTATION = 0x0028_0301;
    static final int SCHEDULED_STATION_AE_TITLE = 0x0040_0001;
    static final int SCHEDULED_STATION_NAME = 0x0040_0010;
    static final int SCHEDULED_PROCEDURE_STEP_SEQUENCE = 0x0040_0100;
    static final int PERFORMED_STATION_AE_TITLE = 0x0040_0241;
    static final int PERFORMED_STATION_NAME = 0x0040_0242;
    static final int ENCAPSULATED_DOCUMENT = 0x0042_0011;

    private static final int[] OTHERS = {
        SPECIFIC_CHARACTER_SET,
        QUERY_RETRIEVE_LEVEL,
        RETRIEVE_AE_TITLE,
        STATION_AE_TITLE,
        INSTANCE_AVAILABILITY,
        MODALITY,
        MODALITIES_IN_STUDY,
        MANUFACTURER,
        TIMEZONE_OFFSET,
        STATION_NAME,
        MODEL_NAME,
        PATIENT_IDENTITY_REMOVED,
        DEIDENTIFICATION_METHOD,
        DEIDENTIFICATION_METHOD_CODE_SEQUENCE,
        DEVICE_SERIAL_NUMBER,
        SOFTWARE_VERSIONS,
        NUMBER_OF_FRAMES,
        ROWS,
        COLUMNS,
        BURNED_IN_ANNOTATION,
        SCHEDULED_STATION_AE_TITLE,
        SCHEDULED_STATION_NAME,
        PERFORMED_STATION_AE_TITLE,
        PERFORMED_STATION_NAME,
    };

    private static final int PHI_FIELDS = DicomPhi.CATALOGUE.size();

    /// How many wanted attributes there are; indices run from 0.
    static final int COUNT = PHI_FIELDS + OTHERS.length;

    // open addressing; slots of free places are NONE
    private static final int SHIFT = 20;
    private static final int[] SLOT_TAG = new int[1 << (32 - SHIFT)];
    private static final short[] SLOT_INDEX = new short[SLOT_TAG.length];

    // by index
    private static final short[] KEEP_BYTES = new short[COUNT];
    private static final boolean[] SEQUENCE = new boolean[COUNT];

    static {
        Arrays.fill(SLOT_INDEX, (short) NONE);
        for (int i = 0; i < COUNT; i++) {
            int slot = slot(tag(i));
            SLOT_TAG[slot] = tag(i);
            SLOT_INDEX[slot] = (short) i;
            KEEP_BYTES[i] = (short) bytesToKeep(i);
            SEQUENCE[i] =
                    i < PHI_FIELDS
                            ? DicomPhi.isSequence(i)
                            : tag(i) == DEIDENTIFICATION_METHOD_CODE_SEQUENCE;
        }
    }

    private WantedTags() {}

    /// The index of a wanted attribute, or [#NONE]. All of a repeating group (50xx, 60xx) count as
    /// its first.
    static int indexOf(int tag) {
        int group = tag >>> 24;
        boolean repeating = (group == 0x60 || group == 0x50) && (tag & 0x0001_0000) == 0;
        return SLOT_INDEX[slot(repeating ? tag & 0xFF00_FFFF : tag)];
    }

    /// The field of [DicomPhi#CATALOGUE] that an index stands for, or [#NONE].
    static int phiField(int index) {
        return index < PHI_FIELDS ? index : NONE;
    }

    static boolean isSequence(int index) {
        return index >= 0 && SEQUENCE[index];
    }

    /// How many bytes of the value are kept.
    static int keepBytes(int index) {
        return KEEP_BYTES[index];
    }

    /// The attribute's tag; of a repeating group the first.
    static int tag(int index) {
        return index < PHI_FIELDS ? DicomPhi.tag(index) : OTHERS[index - PHI_FIELDS];
    }

    private static int bytesToKeep(int index) {
        if (index >= PHI_FIELDS) {
            return WHOLE;
        }
        return switch (tag(index)) {
            case PATIENT_NAME, PATIENT_ID, ISSUER_OF_PATIENT_ID -> WHOLE;
            case ENCAPSULATED_DOCUMENT -> 0;
            default -> {
                PhiField field = DicomPhi.CATALOGUE.get(index);
                boolean isPicture =
                        field.category() == PhiCategory.IMAGE
                                || field.category() == PhiCategory.BIOMETRIC;
                yield isPicture ? 0 : field.direct() ? HEAD : GLANCE;
            }
        };
    }

    private static int slot(int tag) {
        int slot = tag * 0x9E37_79B1 >>> SHIFT;
        while (SLOT_INDEX[slot] != NONE && SLOT_TAG[slot] != tag) {
            slot = (slot + 1) & (SLOT_TAG.length - 1);
        }
        return slot;
    }
}
