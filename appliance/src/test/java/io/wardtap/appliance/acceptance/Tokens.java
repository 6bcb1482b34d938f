package io.wardtap.appliance.acceptance;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/// Values of made-up patients that occur nowhere by chance, each remembered with the place it was
/// put, so that it can be looked for afterwards.
final class Tokens {
    private static final String LETTERS = "bcdfghjklmnpqrstvwxz";

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
        String lower = text.toLowerCase(Locale.ROOT);
        List<String> found = new ArrayList<>();
        places.forEach(
                (token, place) -> {
                    byte[] bytes = token.getBytes(StandardCharsets.ISO_8859_1);
                    String base64 = Base64.getEncoder().withoutPadding().encodeToString(bytes);
                    // the last character holds bits of what follows
                    if (lower.contains(token.toLowerCase(Locale.ROOT))
                            || lower.contains(HexFormat.of().formatHex(bytes))
                            || text.contains(base64.substring(0, base64.length() - 1))) {
                        found.add(place);
                    }
                });
        return found;
    }
}
