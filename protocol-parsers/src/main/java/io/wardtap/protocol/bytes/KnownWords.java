package io.wardtap.protocol.bytes;

import java.util.Arrays;
import java.util.List;

/// A fixed list of words, found by their bytes. Immutable, any thread; a lookup allocates nothing.
public final class KnownWords {
    /// None of the words.
    public static final int NONE = -1;

    private final List<String> words;
    private final short[] slots;

    /// @param text words with blanks or line ends between them
    public KnownWords(String text) {
        this(Arrays.asList(text.strip().split("\\s+")));
    }

    /// @param words of equal ones the first counts
    public KnownWords(List<String> words) {
        this.words = List.copyOf(words);
        slots = new short[Integer.highestOneBit(words.size() * 8)];
        Arrays.fill(slots, (short) NONE);
        for (int i = 0; i < words.size(); i++) {
            int hash = 0;
            for (int c = 0; c < words.get(i).length(); c++) {
                hash = hash * 31 + words.get(i).charAt(c);
            }
            int slot = slot(hash);
            while (slots[slot] != NONE) {
                slot = slot + 1 & slots.length - 1;
            }
            slots[slot] = (short) i;
        }
    }

    /// The number of the word in these bytes, its place in the list, or [#NONE].
    public int find(byte[] bytes, int start, int length) {
        int hash = 0;
        for (int i = 0; i < length; i++) {
            hash = hash * 31 + Bytes.u8(bytes, start + i);
        }
        int slot = slot(hash);
        while (slots[slot] != NONE) {
            String word = words.get(slots[slot]);
            if (Bytes.isText(bytes, start, length, word)) {
                return slots[slot];
            }
            slot = slot + 1 & slots.length - 1;
        }
        return NONE;
    }

    /// The number of a word that is on the list.
    public int number(String word) {
        return words.indexOf(word);
    }

    public String word(int number) {
        return words.get(number);
    }

    public int size() {
        return words.size();
    }

    private int slot(int hash) {
        int mixed = hash * 0x9E37_79B1;
        return (mixed ^ mixed >>> 16) & slots.length - 1;
    }
}
