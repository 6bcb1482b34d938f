package io.wardtap.appliance.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A number of bytes, written `4096`, `64KiB`, `256MiB`, `2GiB` (powers of 1024) or `1GB` (powers
/// of 1000).
public record ByteSize(long bytes) {
    static final String PATTERN = "(\\d{1,15}) ?([KMGT]i?)?B?";

    private static final Pattern TEXT = Pattern.compile(PATTERN);
    private static final String UNITS = "KMGT";

    public ByteSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("a size is not negative");
        }
    }

    /// @throws IllegalArgumentException when the text is no size
    public static ByteSize parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a size such as 4096, 64KiB, 256MiB or 1GB");
        }
        long bytes = Long.parseLong(parts.group(1));
        String unit = parts.group(2);
        if (unit != null) {
            long step = unit.length() == 2 ? 1024 : 1000;
            for (int i = UNITS.indexOf(unit.charAt(0)); i >= 0; i--) {
                if (bytes > Long.MAX_VALUE / step) {
                    throw new IllegalArgumentException("too large a size");
                }
                bytes *= step;
            }
        }
        return new ByteSize(bytes);
    }

    /// In the largest power of 1024 that divides it.
    @Override
    public String toString() {
        long rest = bytes;
        int unit = -1;
        while (rest != 0 && rest % 1024 == 0 && unit < UNITS.length() - 1) {
            rest /= 1024;
            unit++;
        }
        return unit < 0 ? Long.toString(rest) : rest + "" + UNITS.charAt(unit) + "iB";
    }
}
