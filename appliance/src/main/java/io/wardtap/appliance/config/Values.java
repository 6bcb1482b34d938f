package io.wardtap.appliance.config;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/// Single values of the file: from text and back.
final class Values {
    private Values() {}

    /// Whether the type is written as one value.
    static boolean isSingle(Class<?> type) {
        return type == String.class
                || type == int.class
                || type == Integer.class
                || type == long.class
                || type == double.class
                || type == Double.class
                || type == boolean.class
                || type.isEnum()
                || type == Duration.class
                || type == ByteSize.class
                || type == ZoneId.class
                || type == LocalDate.class
                || type == Cidr.class;
    }

    /// @throws IllegalArgumentException with what is accepted
    static Object parse(Class<?> type, String text) {
        if (type == String.class) {
            return text;
        }
        if (type == int.class || type == Integer.class) {
            return Math.toIntExact(whole(text, Integer.MIN_VALUE, Integer.MAX_VALUE));
        }
        if (type == long.class) {
            return whole(text, Long.MIN_VALUE, Long.MAX_VALUE);
        }
        if (type == double.class || type == Double.class) {
            return decimal(text);
        }
        if (type == boolean.class) {
            return switch (text) {
                case "true" -> true;
                case "false" -> false;
                default -> throw new IllegalArgumentException("not true or false");
            };
        }
        if (type.isEnum()) {
            return constant(type, text);
        }
        if (type == Duration.class) {
            return Durations.parse(text);
        }
        if (type == ByteSize.class) {
            return ByteSize.parse(text);
        }
        if (type == Cidr.class) {
            return Cidr.parse(text);
        }
        try {
            if (type == ZoneId.class) {
                return ZoneId.of(text);
            }
            if (type == LocalDate.class) {
                return LocalDate.parse(text);
            }
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    type == ZoneId.class
                            ? "not a time zone such as Europe/Berlin"
                            : "not a day such as 2027-03-31",
                    e);
        }
        throw new IllegalStateException("no single value: " + type);
    }

    private static long whole(String text, long min, long max) {
        try {
            long value = Long.parseLong(text);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a whole number", e);
        }
        throw new IllegalArgumentException("not in " + min + ".." + max);
    }

    private static double decimal(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a number", e);
        }
    }

    private static Object constant(Class<?> type, String text) {
        List<String> labels = labels(type);
        int i = labels.indexOf(text);
        if (i < 0) {
            throw new IllegalArgumentException("not one of " + String.join(", ", labels));
        }
        return type.getEnumConstants()[i];
    }

    /// An enum's values as the file has them.
    static List<String> labels(Class<?> type) {
        List<String> labels = new ArrayList<>();
        for (Object constant : type.getEnumConstants()) {
            labels.add(Names.label((Enum<?>) constant));
        }
        return labels;
    }

    /// The value as the file has it.
    static String text(Object value) {
        return switch (value) {
            case Enum<?> constant -> Names.label(constant);
            case Duration duration -> Durations.text(duration);
            case Double number when number == Math.rint(number) && Math.abs(number) < 1e15 ->
                    Long.toString(number.longValue());
            default -> value.toString();
        };
    }
}
