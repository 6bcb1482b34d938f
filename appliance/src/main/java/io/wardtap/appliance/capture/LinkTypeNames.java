package io.wardtap.appliance.capture;

/// Names of link types (LINKTYPE_ values, draft-ietf-opsawg-pcaplinktype) as reports have them.
final class LinkTypeNames {
    /// For a capture that says none.
    static final String NONE = "none";

    private LinkTypeNames() {}

    static String of(int linkType) {
        return switch (linkType) {
            case 0 -> "null";
            case 1 -> "ethernet";
            // raw IP: 12 and 14 are what BSD systems write for it, 228 and 229 name the IP version
            case 12, 14, 101, 228, 229 -> "raw";
            case 9 -> "ppp";
            case 105 -> "ieee802-11";
            case 108 -> "loop";
            case 113 -> "linux-sll";
            case 127 -> "ieee802-11-radio";
            case 189, 220 -> "usb-linux";
            case 192 -> "ppi";
            case 195, 230 -> "ieee802-15-4";
            case 201 -> "bluetooth-hci";
            case 251, 256 -> "bluetooth-le";
            case 276 -> "linux-sll2";
            default -> "linktype-" + linkType;
        };
    }
}
