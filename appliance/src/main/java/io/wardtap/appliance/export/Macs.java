package io.wardtap.appliance.export;

/// Hardware addresses as outputs show them.
final class Macs {
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private Macs() {}

    /// Upper case with hyphens, as ECS and RFC 7042 write them: `00-00-5E-00-53-01`.
    static String text(long mac) {
        char[] text = new char[17];
        for (int i = 0; i < 6; i++) {
            int octet = (int) (mac >>> 40 - 8 * i) & 0xFF;
            text[3 * i] = HEX[octet >>> 4];
            text[3 * i + 1] = HEX[octet & 0xF];
            if (i < 5) {
                text[3 * i + 2] = '-';
            }
        }
        return new String(text);
    }
}
