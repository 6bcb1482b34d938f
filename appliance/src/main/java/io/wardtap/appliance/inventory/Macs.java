package io.wardtap.appliance.inventory;

import java.util.Locale;

/// Which hardware addresses can name one device.
final class Macs {
    private static final long GROUP_BIT = 1L << 40; // least significant bit of the first octet
    private static final long BROADCAST = 0xFFFF_FFFF_FFFFL;
    private static final long VRRP = 0x00_00_5E_00_01_00L; // RFC 9568 7.3, last octet is the group
    private static final long VRRP_V6 = 0x00_00_5E_00_02_00L;

    private Macs() {}

    /// Whether a MAC can be one device's: not absent, not a group's, not a virtual router's.
    static boolean isUnicast(long mac) {
        return mac != 0
                && mac != BROADCAST
                && (mac & GROUP_BIT) == 0
                && (mac & ~0xFFL) != VRRP
                && (mac & ~0xFFL) != VRRP_V6;
    }

    /// Upper case with hyphens, as ECS wants it.
    static String text(long mac) {
        StringBuilder text = new StringBuilder(17);
        for (int shift = 40; shift >= 0; shift -= 8) {
            if (shift < 40) {
                text.append('-');
            }
            String octet = Long.toHexString(mac >>> shift & 0xFF).toUpperCase(Locale.ROOT);
            text.append(octet.length() < 2 ? "0" : "").append(octet);
        }
        return text.toString();
    }
}
