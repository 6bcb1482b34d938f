package io.wardtap.appliance.observe;

/// A network prefix. IPv4 prefixes are held as the last 32 of 128 bits, like [Address].
///
/// @param bits leading bits that count, 0 to 128; an IPv4 /24 has 120
public record Cidr(Address base, int bits) {
    private static final int V4_OFFSET = 96;

    /// @throws IllegalArgumentException when bits of the address are set beyond the prefix
    public Cidr {
        if (bits < 0 || bits > 128) {
            throw new IllegalArgumentException("prefix length " + bits + " is not in 0 to 128");
        }
        if ((base.high() & ~highMask(bits)) != 0 || (base.low() & ~lowMask(bits)) != 0) {
            throw new IllegalArgumentException(
                    base + " has bits set beyond its prefix: name the network's first address");
        }
    }

    /// Parses `10.0.0.0/8`, `fd00::/8` or a single address.
    ///
    /// @throws IllegalArgumentException with the text and the reason
    public static Cidr parse(String text) {
        String trimmed = text.strip();
        int slash = trimmed.indexOf('/');
        try {
            String address = slash < 0 ? trimmed : trimmed.substring(0, slash);
            Address base = Address.parse(address);
            if (base.isV4() && address.chars().filter(c -> c == '.').count() != 3) {
                throw new IllegalArgumentException("an IPv4 address has four numbers");
            }
            int most = base.isV4() ? 32 : 128;
            int length = slash < 0 ? most : Integer.parseInt(trimmed.substring(slash + 1));
            if (length < 0 || length > most) {
                throw new IllegalArgumentException(
                        "prefix length " + length + " is not in 0 to " + most);
            }
            return new Cidr(base, base.isV4() ? length + V4_OFFSET : length);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "not a network: '" + text + "': the prefix length is no number", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "not a network: '" + text + "': " + e.getMessage(), e);
        }
    }

    public boolean contains(Address address) {
        return (address.high() & highMask(bits)) == base.high()
                && (address.low() & lowMask(bits)) == base.low();
    }

    private static long highMask(int bits) {
        return bits == 0 ? 0 : bits >= 64 ? -1L : -1L << (64 - bits);
    }

    private static long lowMask(int bits) {
        return bits <= 64 ? 0 : bits == 128 ? -1L : -1L << (128 - bits);
    }

    @Override
    public String toString() {
        return base + "/" + (base.isV4() && bits >= V4_OFFSET ? bits - V4_OFFSET : bits);
    }
}
