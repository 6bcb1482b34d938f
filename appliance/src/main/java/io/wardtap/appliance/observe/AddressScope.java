package io.wardtap.appliance.observe;

import java.util.Locale;

/// Where an address stands, as rules and metrics name it.
public enum AddressScope {
    /// The site's own networks, or the private ranges while none are declared.
    INTERNAL,
    /// Declared networks of others that may get patient data.
    PARTNER,
    /// Link-local, loopback and the unspecified address.
    LOCAL,
    /// Multicast and limited broadcast.
    MULTICAST,
    /// Everything else.
    EXTERNAL;

    private static final AddressScope[] VALUES = values();
    private final String label = name().toLowerCase(Locale.ROOT);

    public String label() {
        return label;
    }

    /// How many scopes there are.
    public static int count() {
        return VALUES.length;
    }

    public static AddressScope of(int ordinal) {
        return VALUES[ordinal];
    }
}
