package io.wardtap.appliance.cli;

import java.util.Collection;
import java.util.Locale;

/// Finds the word a user most likely meant.
final class Nearest {
    private Nearest() {}

    /// The closest word within a third of its length in edits (or one that goes on as the typed one
    /// begins), or null.
    static String to(String typed, Collection<String> words) {
        String wanted = typed.toLowerCase(Locale.ROOT);
        String best = null;
        int bestDistance = Integer.MAX_VALUE;
        for (String word : words) {
            int distance = distance(wanted, word.toLowerCase(Locale.ROOT));
            boolean begins = wanted.length() >= 3 && word.startsWith(wanted);
            int allowed = Math.max(wanted.length(), word.length()) / 3;
            if ((distance <= allowed || begins) && distance < bestDistance) {
                best = word;
                bestDistance = distance;
            }
        }
        return best;
    }

    /// `; did you mean WORD?`, or "" when nothing is near.
    static String hint(String typed, Collection<String> words) {
        String word = to(typed, words);
        return word == null ? "" : "; did you mean " + word + "?";
    }

    /// Edits (insert, delete, replace, swap of neighbours) from one word to the other.
    static int distance(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + change);
                if (i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            beforeLast = last;
            last = row;
        }
        return last[b.length()];
    }
}
