package io.wardtap.protocol.http;

import java.util.ArrayList;
import java.util.List;

/// Kinds of secrets that pass in HTTP (RFC 7617, RFC 7616, RFC 6750, MS-NLMP), as bits.
public final class Credentials {
    public static final int BASIC = 1;
    public static final int DIGEST = 1 << 1;
    public static final int BEARER = 1 << 2;
    public static final int NTLM = 1 << 3;

    /// To a proxy, besides its scheme's bit.
    public static final int PROXY = 1 << 4;

    /// A form's password field.
    public static final int FORM = 1 << 5;

    /// A token or password in a query.
    public static final int QUERY = 1 << 6;

    /// A token that a server issued (RFC 6749 section 5.1).
    public static final int ISSUED = 1 << 7;

    /// A scheme of another name, other than Negotiate with Kerberos, whose tickets protect
    /// themselves.
    public static final int OTHER = 1 << 8;

    private static final String[] LABELS = {
        "basic", "digest", "bearer", "ntlm", "proxy", "form", "query", "issued-token", "other",
    };

    private static final List<List<String>> BY_BITS = new ArrayList<>();

    static {
        for (int bits = 0; bits < 1 << LABELS.length; bits++) {
            BY_BITS.add(List.copyOf(labelsOf(bits)));
        }
    }

    private Credentials() {}

    /// Labels of the bits. Allocates nothing.
    public static List<String> labels(int bits) {
        return BY_BITS.get(bits);
    }

    private static List<String> labelsOf(int bits) {
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < LABELS.length; i++) {
            if ((bits >>> i & 1) != 0) {
                labels.add(LABELS[i]);
            }
        }
        return labels;
    }
}
