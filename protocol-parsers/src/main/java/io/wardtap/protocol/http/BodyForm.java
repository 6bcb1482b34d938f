package io.wardtap.protocol.http;

/// How a body is read, by its media type and, where that says too little, its first bytes.
enum BodyForm {
    /// Stepped over.
    NONE,
    /// Nothing is known of it but its bytes.
    UNKNOWN,
    /// JSON (RFC 8259) of any kind: read when it looks medical.
    JSON,
    /// XML of any kind: read when it looks medical.
    XML,
    /// FHIR in JSON, or newline-delimited JSON of bulk data.
    FHIR_JSON,
    FHIR_XML,
    /// The DICOM JSON model (PS3.18 Annex F).
    DICOM_JSON,
    /// A DICOM file (PS3.10).
    DICOM,
    /// Fields of a form, or search parameters (application/x-www-form-urlencoded).
    FIELDS,
    /// Parts with headers of their own (RFC 2046 section 5.1).
    MULTIPART;

    private static final BodyForm[] VALUES = values();

    static BodyForm of(int ordinal) {
        return VALUES[ordinal];
    }

    /// Whether the first bytes decide if it is read at all.
    boolean isUndecided() {
        return this == UNKNOWN || this == JSON || this == XML;
    }
}
