package io.wardtap.appliance.inventory;

import java.util.Locale;

/// What a device does in a protocol: service class user or provider (PS3.4), HL7 sender or
/// receiver.
enum Role {
    DICOM_SCU_STORAGE,
    DICOM_SCP_STORAGE,
    DICOM_SCU_QUERY,
    DICOM_SCP_QUERY,
    DICOM_SCU_WORKLIST,
    DICOM_SCP_WORKLIST,
    DICOM_SCU_RETRIEVE,
    DICOM_SCP_RETRIEVE,
    DICOM_SCU_VERIFICATION,
    DICOM_SCP_VERIFICATION,
    DICOM_SCU_MPPS,
    DICOM_SCP_MPPS,
    HL7_SENDER,
    HL7_RECEIVER;

    private final String label = name().toLowerCase(Locale.ROOT).replace('_', '.');

    String label() {
        return label;
    }

    long bit() {
        return 1L << ordinal();
    }
}
