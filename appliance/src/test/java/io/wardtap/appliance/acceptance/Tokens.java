package io.wardtap.appliance.acceptance;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// Values of made-up patients that occur nowhere by chance, each remembered with the place it was
/// put, so that it can be looked for afterwards.
final class Tokens {
    private static final String LETTERS = "bcdfghjklmnpqrstvwxz";

    /// Characters by which a spelling is looked up; every token has more.
    private static final int HEAD = 6;

    private record Spelling(String text, String place) {}

    private final Random random = new Random(20_261_123);
    private final Map<String, String> places = new LinkedHashMap<>();

    /// A patient whose values several fields repeat.
    record Patient(String family, String given, String id, String birthDate, String phone) {
        String name() {
            return family + "^" + given;
        }
    }

    private String remember(String token, String place) {
        places.put(token, place);
        return token;
    }

    String word(String place) {
        StringBuilder word = new StringBuilder("Zq");
        for (int i = 0; i < 8; i++) {
            word.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return remember(word.toString(), place);
    }

    String number(String place) {
        return remember(String.valueOf(1_000_000_000L + random.nextInt(1_000_000_000)), place);
    }

    String date(String place) {
        int year = 1901 + random.nextInt(60);
        int month = 1 + random.nextInt(12);
        int day = 1 + random.nextInt(28);
        remember(String.format(Locale.ROOT, "%d-%02d-%02d", year, month, day), place);
        return remember(String.format(Locale.ROOT, "%d%02d%02d", year, month, day), place);
    }

    String phone(String place) {
        String digits = number(place);
        return remember(
                "("
                        + digits.substring(0, 3)
                        + ")"
                        + digits.substring(3, 6)
                        + "-"
                        + digits.substring(6),
                place);
    }

    String ssn(String place) {
        String digits = number(place);
        return remember(
                digits.substring(0, 3)
                        + "-"
                        + digits.substring(3, 5)
                        + "-"
                        + digits.substring(5, 9),
                place);
    }

    String email(String place) {
        return word(place) + "@" + word(place) + ".example";
    }

    /// A short one of everything in a row.
    String mixture(String place) {
        return word(place) + " " + number(place) + " " + ssn(place) + " " + email(place);
    }

    Patient patient(String place) {
        return new Patient(word(place), word(place), number(place), date(place), phone(place));
    }

    /// A person's name that is short enough for an AE title.
    String person(String place) {
        String name = word(place).substring(0, 7) + "^" + word(place).substring(0, 7);
        return remember(name, place);
    }

    /// Adds a value that was put together elsewhere.
    void whole(String value, String place) {
        remember(value, place);
    }

    int count() {
        return places.size();
    }

    /// Where tokens were put that a text holds, in any spelling; empty when it holds none.
    List<String> leaksIn(String text) {
        Map<String, List<Spelling>> plain = new HashMap<>();
        Map<String, List<Spelling>> encoded = new HashMap<>();
        places.forEach(
                (token, place) -> {
                    byte[] bytes = token.getBytes(StandardCharsets.ISO_8859_1);
                    String base64 = Base64.getEncoder().withoutPadding().encodeToString(bytes);
                    add(plain, token.toLowerCase(Locale.ROOT), place);
                    add(plain, HexFormat.of().formatHex(bytes), place);
                    // the last character holds bits of what follows
                    add(encoded, base64.substring(0, base64.length() - 1), place);
                });
        Set<String> found = new LinkedHashSet<>();
        find(plain, text.toLowerCase(Locale.ROOT), found);
        find(encoded, text, found);
        return List.copyOf(found);
    }

    private static void add(Map<String, List<Spelling>> index, String text, String place) {
        index.computeIfAbsent(text.substring(0, HEAD), _ -> new ArrayList<>())
                .add(new Spelling(text, place));
    }

    private static void find(Map<String, List<Spelling>> index, String text, Set<String> found) {
        for (int at = 0; at + HEAD <= text.length(); at++) {
            for (Spelling each : index.getOrDefault(text.substring(at, at + HEAD), List.of())) {
                if (text.startsWith(each.text, at)) {
                    found.add(each.place);
                }
            }
        }
    }
}
