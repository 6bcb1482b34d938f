package io.wardtap.protocol.hl7;

import io.wardtap.protocol.bytes.Bytes;

/// What kind of document lies in a field: by its first bytes, plain or in base64, never decoded
/// beyond them. Any thread.
public enum EmbeddedDocument {
    /// No document.
    NONE("", "", ""),
    PDF("pdf", "%PDF-", "JVBERi"),
    RTF("rtf", "{\\rtf", "e1xydG"),
    /// Clinical Document Architecture, in MIME (HL7 CDA R2 4) or bare.
    CDA("cda", "<ClinicalDocument", "PENsaW5pY2FsRG9j"),
    XML("xml", "<?xml", "PD94bWwg"),
    JPEG("jpeg", "\u00ff\u00d8\u00ff", "/9j/"),
    PNG("png", "\u0089PNG", "iVBORw"),
    TIFF("tiff", "II*\0", "SUkqA"),
    GIF("gif", "GIF8", "R0lGOD"),
    /// Office documents as well.
    ZIP("zip", "PK\u0003\u0004", "UEsDB"),
    HTML("html", "<html", "PGh0bWw"),
    MIME("mime", "MIME-Version", "TUlNRS1WZXJzaW9u"),
    /// Windows programs.
    PE("pe", "MZ\u0090\0", "TVqQ"),
    ELF("elf", "\u007fELF", "f0VMRg"),
    /// Something in base64 that begins like none of these.
    BASE64("base64", "", ""),
    /// A pointer to a document elsewhere (data type RP).
    REFERENCE("reference", "", ""),
    /// Text, or something unknown.
    OTHER("other", "", "");

    private static final EmbeddedDocument[] ALL = values();

    /// Text of this many letters of base64 without a blank is base64.
    private static final int BASE64_LETTERS = 32;

    private final String label;
    private final String plain;
    private final String encoded;

    EmbeddedDocument(String label, String plain, String encoded) {
        this.label = label;
        this.plain = plain;
        this.encoded = encoded;
    }

    public String label() {
        return label;
    }

    /// Whether a document of this kind can be run.
    public boolean isProgram() {
        return this == PE || this == ELF;
    }

    /// The document that begins at `from`; OTHER when its kind is not known.
    static EmbeddedDocument of(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && Bytes.u8(bytes, at) == ' ') {
            at++;
        }
        for (EmbeddedDocument kind : ALL) {
            if (!kind.plain.isEmpty()
                    && (begins(bytes, at, to, kind.plain) || begins(bytes, at, to, kind.encoded))) {
                return kind;
            }
        }
        return isBase64(bytes, at, to) ? BASE64 : OTHER;
    }

    /// CDA that an XML declaration precedes: its root element stands near the beginning.
    static boolean hasClinicalRoot(byte[] bytes, int from, int to) {
        int limit = Math.min(to, from + 1024);
        for (int at = from; at < limit; at++) {
            at = Bytes.indexOf(bytes, at, limit, '<');
            if (at < 0) {
                return false;
            }
            if (begins(bytes, at, to, CDA.plain)) {
                return true;
            }
        }
        return false;
    }

    private static boolean begins(byte[] bytes, int at, int to, String text) {
        if (at + text.length() > to) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (Bytes.u8(bytes, at + i) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBase64(byte[] bytes, int from, int to) {
        int end = Math.min(to, from + BASE64_LETTERS);
        for (int at = from; at < end; at++) {
            int b = Bytes.u8(bytes, at);
            if (!Hl7Header.isAlphanumeric(b) && b != '+' && b != '/' && b != '=') {
                return false;
            }
        }
        return end - from == BASE64_LETTERS;
    }
}
