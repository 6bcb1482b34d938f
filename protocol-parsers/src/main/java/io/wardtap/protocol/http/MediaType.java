package io.wardtap.protocol.http;

import io.wardtap.protocol.bytes.Bytes;

/// Media types (RFC 9110 section 8.3.1) that outputs name, and how their bodies are read. Others
/// are `other`. Immutable; a lookup allocates nothing.
final class MediaType {
    /// A body without a media type.
    static final MediaType ABSENT = new MediaType("", BodyForm.UNKNOWN);

    static final MediaType OTHER = new MediaType("other", BodyForm.NONE);

    private static final MediaType[] KNOWN = {
        new MediaType("application/fhir+json", BodyForm.FHIR_JSON),
        new MediaType("application/fhir+ndjson", BodyForm.FHIR_JSON),
        new MediaType("application/json+fhir", BodyForm.FHIR_JSON),
        new MediaType("application/fhir+xml", BodyForm.FHIR_XML),
        new MediaType("application/xml+fhir", BodyForm.FHIR_XML),
        new MediaType("application/dicom", BodyForm.DICOM),
        new MediaType("application/dicom+json", BodyForm.DICOM_JSON),
        new MediaType("application/dicom+xml", BodyForm.XML),
        new MediaType("application/json", BodyForm.JSON),
        new MediaType("application/json-patch+json", BodyForm.JSON),
        new MediaType("application/ndjson", BodyForm.JSON),
        new MediaType("application/x-ndjson", BodyForm.JSON),
        new MediaType("text/json", BodyForm.JSON),
        new MediaType("application/xml", BodyForm.XML),
        new MediaType("text/xml", BodyForm.XML),
        new MediaType("application/soap+xml", BodyForm.XML),
        new MediaType("application/xop+xml", BodyForm.XML),
        new MediaType("application/hl7-v3+xml", BodyForm.XML),
        new MediaType("application/x-www-form-urlencoded", BodyForm.FIELDS),
        new MediaType("multipart/related", BodyForm.MULTIPART),
        new MediaType("multipart/form-data", BodyForm.MULTIPART),
        new MediaType("multipart/mixed", BodyForm.MULTIPART),
        new MediaType("application/octet-stream", BodyForm.UNKNOWN),
        new MediaType("binary/octet-stream", BodyForm.UNKNOWN),
        new MediaType("text/plain", BodyForm.UNKNOWN),
        new MediaType("text/html", BodyForm.NONE),
        new MediaType("text/css", BodyForm.NONE),
        new MediaType("text/csv", BodyForm.NONE),
        new MediaType("text/javascript", BodyForm.NONE),
        new MediaType("text/event-stream", BodyForm.NONE),
        new MediaType("application/javascript", BodyForm.NONE),
        new MediaType("application/x-javascript", BodyForm.NONE),
        new MediaType("application/pdf", BodyForm.NONE),
        new MediaType("application/zip", BodyForm.NONE),
        new MediaType("application/gzip", BodyForm.NONE),
        new MediaType("application/hl7-v2", BodyForm.NONE),
        new MediaType("application/hl7-v2+er7", BodyForm.NONE),
        new MediaType("application/ocsp-request", BodyForm.NONE),
        new MediaType("application/ocsp-response", BodyForm.NONE),
        new MediaType("application/x-msdownload", BodyForm.NONE),
        new MediaType("application/grpc", BodyForm.NONE),
        new MediaType("image/jpeg", BodyForm.NONE),
        new MediaType("image/png", BodyForm.NONE),
        new MediaType("image/gif", BodyForm.NONE),
        new MediaType("image/jp2", BodyForm.NONE),
        new MediaType("image/jls", BodyForm.NONE),
        new MediaType("image/svg+xml", BodyForm.NONE),
        new MediaType("image/webp", BodyForm.NONE),
        new MediaType("image/x-icon", BodyForm.NONE),
        new MediaType("image/vnd.microsoft.icon", BodyForm.NONE),
        new MediaType("video/mp4", BodyForm.NONE),
        new MediaType("video/mpeg", BodyForm.NONE),
        new MediaType("audio/mpeg", BodyForm.NONE),
        new MediaType("font/woff", BodyForm.NONE),
        new MediaType("font/woff2", BodyForm.NONE),
    };

    private final String name;
    private final BodyForm form;

    private MediaType(String name, BodyForm form) {
        this.name = name;
        this.form = form;
    }

    /// The type in a Content-Type field's value, its parameters left aside.
    static MediaType of(byte[] bytes, int start, int length) {
        int end = start;
        while (end < start + length && isTypeByte(Bytes.u8(bytes, end))) {
            end++;
        }
        if (end == start) {
            return ABSENT;
        }
        for (MediaType type : KNOWN) {
            if (type.name.length() == end - start
                    && HeaderLines.equalsLower(bytes, start, type.name)) {
                return type;
            }
        }
        return OTHER;
    }

    private static boolean isTypeByte(int b) {
        return b > ' ' && b != ';' && b != ',';
    }

    /// As outputs show it; "" for [#ABSENT].
    String name() {
        return name;
    }

    BodyForm form() {
        return form;
    }
}
