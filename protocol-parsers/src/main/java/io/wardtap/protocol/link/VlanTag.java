package io.wardtap.protocol.link;

import io.wardtap.protocol.bytes.Bytes;

/// One VLAN tag behind the type field that announces it (IEEE 802.1Q 9.6).
///
///     0                                  2      4
///     | priority 3 | eligible 1 | id 12 | type | ...
///
/// Callers check that [#BYTES] are there. Any thread.
public final class VlanTag {
    public static final int BYTES = 4;

    /// Tags read in one frame; two are usual, frames with more are made by hand.
    public static final int MAX_TAGS = 4;

    private static final int ID_MASK = 0x0FFF;

    private VlanTag() {}

    public static int id(byte[] bytes, int start) {
        return Bytes.u16(bytes, start) & ID_MASK;
    }

    /// Type (or IEEE 802.3 length) of what follows.
    public static int typeOrLength(byte[] bytes, int start) {
        return Bytes.u16(bytes, start + 2);
    }
}
