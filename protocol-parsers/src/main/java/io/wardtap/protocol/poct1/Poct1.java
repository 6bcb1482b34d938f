package io.wardtap.protocol.poct1;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.identify.Protocol;

import java.util.List;

/// The registry entry of POCT1-A, its unit type and what a unit's detail says.
public final class Poct1 {
    /// Unit type: one message from its root element's start to its end, or a part of a long one
    /// that ends with an element.
    public static final int MESSAGE = 1;

    /// Ports are set on the device: none is told.
    public static final Protocol PROTOCOL =
            new Protocol(
                    "poct1",
                    List.of(),
                    List.of(),
                    new Poct1Probe(),
                    Poct1Framer::new,
                    Poct1Parser::new,
                    Poct1Facts::new);

    /// Detail flag: another part of the message came before.
    static final long CONTINUES = 1L << 48;

    /// Detail flag: another part follows.
    static final long CONTINUED = 1L << 49;

    /// Detail flag: the message has no end.
    static final long CUT = 1L << 50;

    private Poct1() {}

    /// The root element's three letters and two digits as a number, from its name `HEL.R01`.
    static long root(byte[] bytes, int at) {
        return (Bytes.u32(bytes, at) >>> 8) << 16 | Bytes.u16(bytes, at + 5);
    }

    /// The three letters of a root.
    static int letters(long detail) {
        return (int) (detail >>> 16) & 0xFF_FFFF;
    }

    /// The two digits of a root, as characters.
    static int digits(long detail) {
        return (int) detail & 0xFFFF;
    }
}
