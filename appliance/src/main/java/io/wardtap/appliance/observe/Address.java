package io.wardtap.appliance.observe;

/// An IP address as two words, IPv4 as ::ffff:a.b.c.d. Immutable; made once per device, not per
/// packet.
public record Address(long high, long low) implements Comparable<Address> {
    private static final long MAPPED = 0xFFFF_0000_0000L;

    public static Address v4(int address) {
        return new Address(0, MAPPED | (address & 0xFFFF_FFFFL));
    }

    /// Parses a literal IPv4 or IPv6 address; never asks a name server.
    ///
    /// @throws IllegalArgumentException when the text is neither
    public static Address parse(String text) {
        try {
            if (!text.matches("[0-9a-fA-F:.]+")) {
                throw new IllegalArgumentException("not an IP address: " + text);
            }
            byte[] b = java.net.InetAddress.ofLiteral(text).getAddress();
            if (b.length == 4) {
                return v4(
                        (b[0] & 0xFF) << 24
                                | (b[1] & 0xFF) << 16
                                | (b[2] & 0xFF) << 8
                                | b[3] & 0xFF);
            }
            java.nio.ByteBuffer words = java.nio.ByteBuffer.wrap(b);
            return new Address(words.getLong(), words.getLong());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("not an IP address: " + text, e);
        }
    }

    public boolean isV4() {
        return high == 0 && (low & 0xFFFF_FFFF_0000_0000L) == MAPPED;
    }

    @Override
    public int compareTo(Address other) {
        int first = Long.compareUnsigned(high, other.high);
        return first != 0 ? first : Long.compareUnsigned(low, other.low);
    }

    // by hand: what the compiler derives for records is linked at run time, and this is asked for
    // every message
    @Override
    public boolean equals(Object other) {
        return other instanceof Address that && that.low == low && that.high == high;
    }

    @Override
    public int hashCode() {
        long mixed = (high * 31 + low) * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32);
    }

    /// RFC 5952 for IPv6, dotted decimal for IPv4.
    @Override
    public String toString() {
        if (isV4()) {
            int v4 = (int) low;
            return (v4 >>> 24)
                    + "."
                    + (v4 >>> 16 & 0xFF)
                    + "."
                    + (v4 >>> 8 & 0xFF)
                    + "."
                    + (v4 & 0xFF);
        }
        int[] groups = new int[8];
        for (int i = 0; i < 8; i++) {
            groups[i] = (int) ((i < 4 ? high : low) >>> 48 - i % 4 * 16) & 0xFFFF;
        }
        int bestAt = -1;
        int bestLength = 1;
        for (int i = 0; i < 8; ) {
            int j = i;
            while (j < 8 && groups[j] == 0) {
                j++;
            }
            if (j - i > bestLength) {
                bestAt = i;
                bestLength = j - i;
            }
            i = Math.max(j, i + 1);
        }
        StringBuilder text = new StringBuilder(39);
        for (int i = 0; i < 8; i++) {
            if (i == bestAt) {
                text.append("::");
                i += bestLength - 1;
                continue;
            }
            if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }
}
