package io.wardtap.protocol.hl7;

import io.wardtap.protocol.identify.Protocol;

import java.util.List;

/// The HL7 protocol's registry entry, its unit type and what a unit's detail says.
public final class Hl7 {
    /// Unit type: one message, from the M of MSH to its last byte, without framing.
    public static final int MESSAGE = 1;

    public static final Protocol PROTOCOL =
            new Protocol(
                    "hl7",
                    List.of(),
                    List.of(2575, 6661),
                    new Hl7Probe(),
                    MllpFramer::new,
                    Hl7Parser::new,
                    Hl7Facts::new);

    /// Detail flag: the message had no start block.
    static final long NO_START_BLOCK = 1L << 40;

    /// Detail flag: the message had no end block.
    static final long NO_END_BLOCK = 1L << 41;

    /// Detail flag: of the fields behind the first 64 KiB only the heads are there.
    static final long ABRIDGED = 1L << 42;

    /// Detail flag: the message was UTF-16 on the wire; its unit is UTF-8.
    static final long UTF16 = 1L << 43;

    /// Detail flag: segments end with line feeds.
    static final long LINE_FEEDS = 1L << 44;

    /// Detail flag: a file or batch header stood directly before the message.
    static final long OPENS_BATCH = 1L << 45;

    /// Detail flag: a field is longer than a message that is kept whole.
    static final long LONG_FIELD = 1L << 46;

    /// Detail flag: a segment is longer than any should be.
    static final long LONG_SEGMENT = 1L << 47;

    private static final long BYTES = (1L << 40) - 1;

    private Hl7() {}

    /// The message's bytes on the wire, without framing; more than the unit's when it is
    /// [abridged][#isAbridged].
    public static long messageBytes(long detail) {
        return detail & BYTES;
    }

    /// Whether only the heads of fields behind the first 64 KiB were kept.
    public static boolean isAbridged(long detail) {
        return (detail & ABRIDGED) != 0;
    }

    /// Whether the message was UTF-16 on the wire.
    public static boolean isUtf16(long detail) {
        return (detail & UTF16) != 0;
    }

    static long detail(long messageBytes, long flags) {
        return Math.min(messageBytes, BYTES) | flags;
    }

    static Hl7Facts.Framing framing(long detail) {
        boolean start = (detail & NO_START_BLOCK) == 0;
        boolean end = (detail & NO_END_BLOCK) == 0;
        if (start) {
            return end ? Hl7Facts.Framing.MLLP : Hl7Facts.Framing.NO_END_BLOCK;
        }
        return end ? Hl7Facts.Framing.NO_START_BLOCK : Hl7Facts.Framing.NO_BLOCK;
    }
}
