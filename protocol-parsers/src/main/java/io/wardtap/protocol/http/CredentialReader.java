package io.wardtap.protocol.http;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.unit.KeyedHash;

/// Tells which kind of secret an Authorization field carries, and a keyed hash of the user it
/// names. The secret itself is not decoded, and nothing of it stays. Confined to one parser thread;
/// allocates nothing.
final class CredentialReader {
    /// Domain of user names' hashes.
    static final int HASH_USER = 5;

    /// Bytes of a user name that are hashed.
    private static final int MAX_USER_BYTES = 128;

    /// Base64 of `NTLMSSP`, a NUL and message type 3 (MS-NLMP 2.2.1.3), as far as whole characters
    /// go.
    private static final String NTLM_AUTHENTICATE = "TlRMTVNTUAADAAAA";

    private static final byte[] FROM_BASE64 = new byte[128];

    static {
        java.util.Arrays.fill(FROM_BASE64, (byte) -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < alphabet.length(); i++) {
            FROM_BASE64[alphabet.charAt(i)] = (byte) i;
        }
    }

    private final KeyedHash hash;
    private final byte[] user = new byte[MAX_USER_BYTES];
    private long userHash;

    CredentialReader(KeyedHash hash) {
        this.hash = hash;
    }

    /// Reads a field's value.
    ///
    /// @return bits of [Credentials]
    int read(byte[] bytes, int start, int length) {
        userHash = 0;
        int end = start + length;
        int space = Bytes.indexOf(bytes, start, end, ' ');
        int scheme = (space < 0 ? end : space) - start;
        int value = start + scheme;
        while (value < end && Bytes.u8(bytes, value) == ' ') {
            value++;
        }
        if (value == end) {
            return 0;
        }
        if (is(bytes, start, scheme, "basic")) {
            basic(bytes, value, end);
            return Credentials.BASIC;
        }
        if (is(bytes, start, scheme, "digest")) {
            digest(bytes, value, end);
            return Credentials.DIGEST;
        }
        if (is(bytes, start, scheme, "bearer")) {
            return Credentials.BEARER;
        }
        boolean ntlm = is(bytes, start, scheme, "ntlm");
        if (ntlm || is(bytes, start, scheme, "negotiate")) {
            boolean secret =
                    end - value >= NTLM_AUTHENTICATE.length()
                            && Bytes.startsWith(bytes, value, NTLM_AUTHENTICATE);
            return secret ? Credentials.NTLM : 0;
        }
        return Credentials.OTHER;
    }

    /// Keyed hash of the user of the field read last, 0 without one.
    long userHash() {
        return userHash;
    }

    private static boolean is(byte[] bytes, int start, int length, String lower) {
        return length == lower.length() && HeaderLines.equalsLower(bytes, start, lower);
    }

    /// Decodes as far as the colon behind the user's name (RFC 7617 section 2).
    private void basic(byte[] bytes, int start, int end) {
        int bits = 0;
        int have = 0;
        int n = 0;
        for (int at = start; at < end && n < MAX_USER_BYTES; at++) {
            int b = Bytes.u8(bytes, at);
            int six = b < 128 ? FROM_BASE64[b] : -1;
            if (six < 0) {
                break;
            }
            bits = bits << 6 | six;
            have += 6;
            if (have >= 8) {
                have -= 8;
                int decoded = bits >>> have & 0xFF;
                if (decoded == ':') {
                    told(n);
                    return;
                }
                user[n++] = (byte) decoded;
            }
        }
        java.util.Arrays.fill(user, 0, n, (byte) 0);
    }

    private void digest(byte[] bytes, int start, int end) {
        int at = HeaderLines.find(bytes, start, end, "username=\"");
        if (at >= 0) {
            int from = at + "username=\"".length();
            int to = Bytes.indexOf(bytes, from, end, '"');
            int n = Math.min((to < 0 ? end : to) - from, MAX_USER_BYTES);
            Bytes.copy(bytes, from, user, 0, n);
            told(n);
        }
    }

    private void told(int n) {
        userHash = n == 0 ? 0 : hash.hash(HASH_USER, user, 0, n);
        java.util.Arrays.fill(user, 0, n, (byte) 0);
    }
}
