package io.wardtap.protocol.hl7;

/// What a message's fields carry that belongs into no field: kinds of signs, never what they say
/// (reference hl7v2.md 9).
public enum InjectionSign {
    /// Bytes 00 to 08 or 0E to 1F.
    CONTROL("control-characters"),
    /// A segment inside a field: behind a lone line feed, or escaped with its delimiters.
    SEGMENT("segment"),
    /// An escape sequence without end, or one for bytes that frame messages.
    ESCAPE("escape-sequence"),
    SQL("sql"),
    /// HTML or XML that a browser or parser acts on.
    SCRIPT("script"),
    /// A shell's command or a look-up.
    COMMAND("command"),
    /// A program as embedded document.
    PROGRAM("program");

    private static final InjectionSign[] ALL = values();
    private final String label;

    InjectionSign(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /// Its bit in [Hl7Facts#injectionSigns].
    public int bit() {
        return 1 << ordinal();
    }

    /// How many kinds there are.
    public static int count() {
        return ALL.length;
    }

    public static InjectionSign of(int ordinal) {
        return ALL[ordinal];
    }
}
