package io.wardtap.protocol.dicom;

import io.wardtap.protocol.bytes.Bytes;

/// Steps over the pixel data of one data set and counts it, without a look at it: native data by
/// its length, encapsulated data fragment by fragment (PS3.5 Annex A.4: items without elements in
/// them, the first of which is the offset table, up to a sequence delimiter). Confined to its
/// walker.
final class PixelDataCounter {
    private static final int ITEM_HEADER_BYTES = 8;
    private static final int ITEM = 0xE000_FFFE;
    private static final int SEQUENCE_END = 0xE0DD_FFFE;

    private long bytes;
    private long items;
    private long left;
    private long header;
    private int have;
    private boolean open;
    private boolean malformed;

    void clear() {
        bytes = 0;
        items = 0;
        open = false;
        malformed = false;
    }

    /// Native pixel data of this length.
    void onNative(long length) {
        bytes = length;
    }

    /// Encapsulated pixel data begins.
    void begin() {
        clear();
        left = 0;
        have = 0;
        header = 0;
        open = true;
    }

    /// @return where this stopped: at the end, or behind the delimiter or a fault
    int onBytes(byte[] from, int start, int end) {
        int at = start;
        while (at < end && open) {
            if (left > 0) {
                int n = (int) Math.min(left, end - at);
                left -= n;
                at += n;
            } else if (have == 0 && end - at >= ITEM_HEADER_BYTES) {
                header = Bytes.u64Le(from, at);
                at += ITEM_HEADER_BYTES;
                item();
            } else {
                header |= (long) Bytes.u8(from, at++) << (have++ << 3);
                if (have == ITEM_HEADER_BYTES) {
                    item();
                }
            }
        }
        return at;
    }

    /// Bytes were not seen.
    ///
    /// @return whether the counting goes on behind them
    boolean onGap(long missingBytes) {
        open &= missingBytes <= left;
        left -= Math.min(left, missingBytes);
        return open;
    }

    /// Neither delimiter nor fault has come.
    boolean isOpen() {
        return open;
    }

    boolean isMalformed() {
        return malformed;
    }

    /// Bytes of pixel data, headers and offset table left out.
    long bytes() {
        return bytes;
    }

    /// Fragments that have begun; the offset table is none.
    long fragments() {
        return Math.max(0, items - 1);
    }

    private void item() {
        long length = header >>> 32;
        int tag = (int) header;
        have = 0;
        header = 0;
        if (tag == ITEM && length != ElementHeader.UNDEFINED_LENGTH) {
            bytes += items++ == 0 ? 0 : length;
            left = length;
        } else {
            open = false;
            malformed = tag != SEQUENCE_END;
        }
    }
}
