package io.wardtap.appliance.config;

import java.net.InetAddress;

/// A network, `10.20.0.0/16` or `2001:db8::/32`; an address alone is a network of one. Names are
/// never looked up.
///
/// @param text canonical, with the length
public record Cidr(String text, int prefixLength) {
    static final String PATTERN = "[0-9A-Fa-f:.]+(/\\d{1,3})?";

    /// @throws IllegalArgumentException when the text is no network, or has bits set beyond its
    ///   length
    public static Cidr parse(String text) {
        int slash = text.indexOf('/');
        String literal = slash < 0 ? text : text.substring(0, slash);
        if (!text.matches(PATTERN)) {
            throw new IllegalArgumentException("not a network such as 10.20.0.0/16");
        }
        InetAddress address;
        try {
            address = InetAddress.ofLiteral(literal);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("not a network such as 10.20.0.0/16", e);
        }
        byte[] bytes = address.getAddress();
        int bits = bytes.length * 8;
        int length = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
        if (length > bits) {
            throw new IllegalArgumentException("the length " + length + " is not in 0.." + bits);
        }
        boolean cut = false;
        for (int i = length; i < bits; i++) {
            int mask = 0x80 >>> i % 8;
            cut |= (bytes[i / 8] & mask) != 0;
            bytes[i / 8] &= (byte) ~mask;
        }
        String network = text(bytes) + "/" + length;
        if (cut) {
            throw new IllegalArgumentException(
                    "has bits set beyond its length; did you mean " + network + "?");
        }
        return new Cidr(network, length);
    }

    private static String text(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes).getHostAddress();
        } catch (java.net.UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 bytes", e);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
