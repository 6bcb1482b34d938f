package io.wardtap.protocol.link;

import io.wardtap.protocol.bytes.Bytes;

/// The header of an Ethernet frame, without preamble (IEEE 802.3 3.1.1), and the LLC and SNAP
/// headers behind it when its type field is a length (RFC 1042).
///
///     0            6            12           14
///     | destination | source    | type/length | ...
///     length: | DSAP | SSAP | control | organisation (3) | type (2) | ...
///
/// Callers check that [#HEADER_BYTES] (or [#SNAP_BYTES]) are there. Any thread.
public final class EthernetFrame {
    public static final int HEADER_BYTES = 14;

    /// A type field up to here is the length of what follows (IEEE 802.3 3.2.6).
    public static final int MAX_LENGTH = 1500;

    /// LLC header with one byte of control.
    public static final int LLC_BYTES = 3;

    /// LLC and SNAP header together.
    public static final int SNAP_BYTES = 8;

    private static final int SOURCE = 6;
    private static final int TYPE = 12;
    private static final int SNAP_TYPE = 6;
    private static final int LLC_SNAP_SAPS = 0xAAAA;
    private static final int LLC_UI = 0x03; // unnumbered information
    private static final int ENCAPSULATED_ETHERNET = 0x000000;
    private static final int BRIDGE_TUNNEL = 0x0000F8; // IEEE 802.1H

    private EthernetFrame() {}

    /// 48 bits.
    public static long destinationMac(byte[] bytes, int start) {
        return Bytes.u64(bytes, start) >>> 16;
    }

    /// 48 bits.
    public static long sourceMac(byte[] bytes, int start) {
        return Bytes.u64(bytes, start + SOURCE) >>> 16;
    }

    /// The type, or the length of an IEEE 802.3 frame.
    public static int typeOrLength(byte[] bytes, int start) {
        return Bytes.u16(bytes, start + TYPE);
    }

    /// Whether a SNAP header follows the [#LLC_BYTES] of LLC.
    public static boolean isSnap(byte[] bytes, int start) {
        return Bytes.u16(bytes, start) == LLC_SNAP_SAPS && Bytes.u8(bytes, start + 2) == LLC_UI;
    }

    /// The EtherType in a SNAP header, or 0 when the organisation gives the field another meaning.
    public static int snapType(byte[] bytes, int start) {
        int organisation = (int) (Bytes.u32(bytes, start + 2) & 0xFFFFFF);
        boolean etherType = organisation == ENCAPSULATED_ETHERNET || organisation == BRIDGE_TUNNEL;
        return etherType ? Bytes.u16(bytes, start + SNAP_TYPE) : 0;
    }
}
