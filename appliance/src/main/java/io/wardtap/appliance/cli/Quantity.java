package io.wardtap.appliance.cli;

/// Numbers as people read them, without a locale: output is the same everywhere.
final class Quantity {
    private static final String[] BINARY = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
    private static final String[] DECIMAL = {"", "k", "M", "G", "T"};

    private Quantity() {}

    /// `1.5 GiB`.
    static String bytes(double count) {
        return scaled(count, 1024, BINARY);
    }

    /// `2.3 M`.
    static String count(double count) {
        return scaled(count, 1000, DECIMAL);
    }

    /// `0:07`, `12:30` or `3:02:10`.
    static String clock(long seconds) {
        long s = Math.max(0, seconds);
        String tail = two(s / 60 % 60) + ":" + two(s % 60);
        return s >= 3600 ? s / 3600 + ":" + tail : s / 60 + ":" + two(s % 60);
    }

    private static String two(long number) {
        return number < 10 ? "0" + number : Long.toString(number);
    }

    private static String scaled(double count, int step, String[] units) {
        double value = Math.max(0, count);
        int unit = 0;
        while (value >= step - 0.5 && unit < units.length - 1) {
            value /= step;
            unit++;
        }
        long tenths = Math.round(value * 10);
        String number =
                unit == 0 || tenths >= 1000
                        ? Long.toString(Math.round(value))
                        : tenths / 10 + "." + tenths % 10;
        return units[unit].isEmpty() ? number : number + " " + units[unit];
    }
}
