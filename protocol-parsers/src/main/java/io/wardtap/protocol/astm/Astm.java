package io.wardtap.protocol.astm;

import io.wardtap.protocol.identify.Protocol;

import java.util.List;

/// The registry entry of ASTM E1394 (LIS02-A2), its unit type and what a unit's detail says.
public final class Astm {
    /// Unit type: the records of one message, from H to L, each ended by a carriage return, without
    /// frames; a long message comes in several units, each with whole records.
    public static final int MESSAGE = 1;

    // kinds that the framer counts
    static final int ENQ = 0;
    static final int FRAME = 1;
    static final int ACK = 2;
    static final int NAK = 3;
    static final int EOT = 4;

    /// Ports are a site's own choice: none is told.
    public static final Protocol PROTOCOL =
            new Protocol(
                    "astm",
                    List.of("enq", "frame", "ack", "nak", "eot"),
                    List.of(),
                    new AstmProbe(),
                    AstmFramer::new,
                    AstmParser::new,
                    AstmFacts::new);

    /// Detail flag: no frames around the records.
    static final long UNFRAMED = 1L << 48;

    /// Detail flag: another unit with records of the same message came before.
    static final long CONTINUES = 1L << 49;

    /// Detail flag: another unit with records of the same message follows.
    static final long CONTINUED = 1L << 50;

    private Astm() {}

    static int frames(long detail) {
        return (int) (detail & 0xFFFF);
    }

    /// Negative acknowledgements from the other end since its last unit.
    static int naks(long detail) {
        return (int) (detail >>> 16 & 0xFF);
    }

    static int checksumFaults(long detail) {
        return (int) (detail >>> 24 & 0xFF);
    }

    static int repeats(long detail) {
        return (int) (detail >>> 32 & 0xFF);
    }

    static int sequenceFaults(long detail) {
        return (int) (detail >>> 40 & 0xFF);
    }

    static long detail(int frames, int naks, int checksums, int repeats, int sequence) {
        return Math.min(frames, 0xFFFF)
                | (long) Math.min(naks, 0xFF) << 16
                | (long) Math.min(checksums, 0xFF) << 24
                | (long) Math.min(repeats, 0xFF) << 32
                | (long) Math.min(sequence, 0xFF) << 40;
    }
}
