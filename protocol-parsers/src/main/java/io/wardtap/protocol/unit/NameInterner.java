package io.wardtap.protocol.unit;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.bytes.Padding;

/// Turns names of devices and systems (AE titles, UIDs, applications, facilities) into strings
/// once, and finds them again without allocating. Bounded: a full table starts over. Text is read
/// as ISO 8859-1. Confined to one thread.
public final class NameInterner {
    /// Longer names are cut here.
    public static final int MAX_LENGTH = 256;

    private final String[] table;
    private int size;
    private long resets;

    public NameInterner(int capacity) {
        this.table = new String[Integer.highestOneBit(Math.max(16, capacity) * 2 - 1)];
    }

    /// The name in these bytes, without padding (spaces, NULs) at either end.
    public String intern(byte[] bytes, int start, int length) {
        int end = start + Math.max(0, length);
        int from = Padding.skip(bytes, start, end);
        int to = Padding.drop(bytes, from, end);
        int n = Math.min(to - from, MAX_LENGTH);
        if (n == 0) {
            return "";
        }
        int hash = 0;
        for (int i = 0; i < n; i++) {
            hash = hash * 31 + Bytes.u8(bytes, from + i);
        }
        int mask = table.length - 1;
        int slot = (hash ^ hash >>> 16) & mask;
        for (String name = table[slot]; name != null; name = table[slot]) {
            if (name.hashCode() == hash && same(name, bytes, from, n)) {
                return name;
            }
            slot = (slot + 1) & mask;
        }
        if (size * 2 >= table.length) {
            java.util.Arrays.fill(table, null);
            size = 0;
            resets++;
            slot = (hash ^ hash >>> 16) & mask;
        }
        char[] text = new char[n];
        for (int i = 0; i < n; i++) {
            text[i] = (char) Bytes.u8(bytes, from + i);
        }
        size++;
        table[slot] = new String(text);
        return table[slot];
    }

    /// How often the table was full and started over.
    public long resets() {
        return resets;
    }

    private static boolean same(String name, byte[] bytes, int from, int n) {
        if (name.length() != n) {
            return false;
        }
        for (int i = 0; i < n; i++) {
            if (name.charAt(i) != Bytes.u8(bytes, from + i)) {
                return false;
            }
        }
        return true;
    }
}
