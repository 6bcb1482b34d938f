package io.wardtap.protocol.phi;

import java.util.Locale;

/// Kinds of patient data, as outputs name them.
public enum PhiCategory {
    NAME,
    ID,
    DOB,
    ADDRESS,
    PHONE,
    EMAIL,
    SSN,
    ACCOUNT,
    INSURANCE,
    IMAGE,
    FREE_TEXT,
    DATE,
    BIOMETRIC,
    DEVICE_LINK,
    DEMOGRAPHIC,
    STAFF,
    FACILITY;

    private static final PhiCategory[] VALUES = values();
    private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

    public String label() {
        return label;
    }

    public static PhiCategory of(int ordinal) {
        return VALUES[ordinal];
    }
}
