package io.wardtap.protocol.hl7;

/// The names of MSH-3 to 6 as they were last read from the same bytes: most messages of a feed
/// repeat them. Found by a keyed hash of the four fields, so no bytes are kept; holds names only
/// that were shown. A place is overwritten by the next header that wants it. Confined to one
/// parser.
final class HeaderNames {
    static final int FIELDS = 4;

    private static final int PLACES = 512;

    private final long[] hashes = new long[PLACES];
    private final long[] macs = new long[PLACES];
    private final int[] masked = new int[PLACES];
    private final String[] names = new String[PLACES * FIELDS];
    private final int[] offsets = new int[PLACES * FIELDS];
    private final int[] lengths = new int[PLACES * FIELDS];

    /// Place of the header with this hash, or -1.
    int find(long hash) {
        int place = place(hash);
        return hashes[place] == hash && names[place * FIELDS] != null ? place : -1;
    }

    /// Takes a place for a header; its fields are set next.
    int claim(long hash, long mac, int maskedNames) {
        int place = place(hash);
        hashes[place] = hash;
        macs[place] = mac;
        masked[place] = maskedNames;
        return place;
    }

    void set(int place, int field, String name, int offset, int length) {
        names[place * FIELDS + field] = name;
        offsets[place * FIELDS + field] = offset;
        lengths[place * FIELDS + field] = length;
    }

    String name(int place, int field) {
        return names[place * FIELDS + field];
    }

    /// Where the name lies, from the beginning of MSH-3.
    int offset(int place, int field) {
        return offsets[place * FIELDS + field];
    }

    int length(int place, int field) {
        return lengths[place * FIELDS + field];
    }

    long mac(int place) {
        return macs[place];
    }

    /// Names among them that were masked for their shape.
    int maskedNames(int place) {
        return masked[place];
    }

    private static int place(long hash) {
        return (int) hash & (PLACES - 1);
    }
}
