package io.wardtap.protocol.hl7;

import io.wardtap.protocol.unit.NameInterner;

/// Strings of codes of at most eight bytes (message types, versions), found by the bytes themselves
/// as one number. Two codes that want the same place take turns. Confined to one parser.
final class ShortTexts {
    private static final int PLACES = 256;

    private final long[] keys = new long[PLACES];
    private final String[] texts = new String[PLACES];
    private final NameInterner names;

    ShortTexts(NameInterner names) {
        this.names = names;
    }

    /// @param key the bytes, lowest address lowest, zeros behind the last
    String of(long key, byte[] bytes, int start, int length) {
        int place = (int) ((key * 0x9E3779B97F4A7C15L) >>> 56);
        if (keys[place] != key) {
            texts[place] = names.intern(bytes, start, length);
            keys[place] = key;
        }
        return texts[place];
    }
}
