package io.wardtap.appliance.observe;

import java.util.Arrays;

/// Finds the [Address] object of two words again without allocating. Bounded: a full table starts
/// over. Confined to one thread.
final class AddressInterner {
    private final Address[] table;
    private int size;

    AddressInterner(int capacity) {
        this.table = new Address[Integer.highestOneBit(Math.max(16, capacity) * 2 - 1)];
    }

    Address intern(long high, long low) {
        int mask = table.length - 1;
        int slot = home(high, low, mask);
        for (Address known = table[slot]; known != null; known = table[slot]) {
            if (known.low() == low && known.high() == high) {
                return known;
            }
            slot = (slot + 1) & mask;
        }
        if (size * 2 >= table.length) {
            Arrays.fill(table, null);
            size = 0;
            slot = home(high, low, mask);
        }
        size++;
        table[slot] = new Address(high, low);
        return table[slot];
    }

    private static int home(long high, long low, int mask) {
        return (int) (((high * 31 + low) * 0x9E3779B97F4A7C15L) >>> 32) & mask;
    }
}
