package io.wardtap.appliance.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations as the file has them: `500ms`, `30s`, `5m`, `12h`, `14d`.
final class Durations {
    static final String PATTERN = "(\\d{1,9})(ms|s|m|h|d)";

    private static final Pattern TEXT = Pattern.compile(PATTERN);

    private Durations() {}

    /// @throws IllegalArgumentException when the text is no duration
    static Duration parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a duration such as 500ms, 30s, 5m, 12h or 14d");
        }
        long n = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
            case "ms" -> Duration.ofMillis(n);
            case "s" -> Duration.ofSeconds(n);
            case "m" -> Duration.ofMinutes(n);
            case "h" -> Duration.ofHours(n);
            default -> Duration.ofDays(n);
        };
    }

    /// In the largest unit that it is a whole number of.
    static String text(Duration duration) {
        long ms = duration.toMillis();
        long[] sizes = {86_400_000, 3_600_000, 60_000, 1000};
        String[] units = {"d", "h", "m", "s"};
        for (int i = 0; i < sizes.length; i++) {
            if (ms != 0 && ms % sizes[i] == 0) {
                return ms / sizes[i] + units[i];
            }
        }
        return ms + "ms";
    }
}
