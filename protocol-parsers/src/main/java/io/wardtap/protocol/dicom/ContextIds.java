package io.wardtap.protocol.dicom;

/// The presentation context ids of one A-ASSOCIATE PDU: odd numbers, each once (PS3.8 section
/// 9.3.2.2). Reused.
final class ContextIds {
    private long low;
    private long high;

    void clear() {
        low = 0;
        high = 0;
    }

    /// @return false for an even id, and for one that was there before
    boolean add(int contextId) {
        int slot = contextId >>> 1;
        long bit = 1L << slot;
        long seen = slot < Long.SIZE ? low : high;
        if ((contextId & 1) == 0 || (seen & bit) != 0) {
            return false;
        }
        if (slot < Long.SIZE) {
            low |= bit;
        } else {
            high |= bit;
        }
        return true;
    }
}
