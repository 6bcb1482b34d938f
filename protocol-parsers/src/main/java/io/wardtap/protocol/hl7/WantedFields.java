package io.wardtap.protocol.hl7;

import io.wardtap.protocol.phi.PhiCategory;

import java.util.Arrays;

/// The fields of one segment that can carry patient data. Filled once, then read by any thread.
final class WantedFields {
    private final int segment;
    private int count;
    private int[] numbers = new int[4];
    private int[] entries = new int[4];
    private PhiCategory[] categories = new PhiCategory[4];
    private boolean[] direct = new boolean[4];

    WantedFields(int segment) {
        this.segment = segment;
    }

    /// Takes in one more; they are kept in the order of their numbers.
    void add(int number, int entry, PhiCategory category, boolean isDirect) {
        if (count == numbers.length) {
            numbers = Arrays.copyOf(numbers, count * 2);
            entries = Arrays.copyOf(entries, count * 2);
            categories = Arrays.copyOf(categories, count * 2);
            direct = Arrays.copyOf(direct, count * 2);
        }
        int at = count++;
        for (; at > 0 && numbers[at - 1] > number; at--) {
            numbers[at] = numbers[at - 1];
            entries[at] = entries[at - 1];
            categories[at] = categories[at - 1];
            direct[at] = direct[at - 1];
        }
        numbers[at] = number;
        entries[at] = entry;
        categories[at] = category;
        direct[at] = isDirect;
    }

    int segment() {
        return segment;
    }

    int count() {
        return count;
    }

    /// The field's number in its segment.
    int number(int i) {
        return numbers[i];
    }

    /// Its index in the catalogue.
    int entry(int i) {
        return entries[i];
    }

    PhiCategory category(int i) {
        return categories[i];
    }

    boolean isDirect(int i) {
        return direct[i];
    }
}
