package io.wardtap.appliance.observe;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/// Name-based identifiers (RFC 9562 5.5, version 5, SHA-1): the same names give the same identifier
/// in every run.
public final class NameUuid {
    /// Wardtap's own name space; changing it changes every identifier ever given.
    private static final UUID NAMESPACE = UUID.fromString("6f0c1a52-7d3e-5b94-8e21-c4a90d17b3f6");

    private static final byte SEPARATOR = 0x1F;

    private NameUuid() {}

    /// The identifier of these names, in this order; a separator keeps `ab, c` apart from `a, bc`.
    public static UUID of(String... names) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(bytes(NAMESPACE));
            for (String name : names) {
                sha1.update(name.getBytes(StandardCharsets.UTF_8));
                sha1.update(SEPARATOR);
            }
            return version5(sha1.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }

    static UUID of(UUID namespace, byte[] name) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(bytes(namespace));
            return version5(sha1.digest(name));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    private static UUID version5(byte[] digest) {
        ByteBuffer words = ByteBuffer.wrap(digest);
        long high = words.getLong() & ~0xF000L | 0x5000L;
        long low = words.getLong() & 0x3FFF_FFFF_FFFF_FFFFL | Long.MIN_VALUE;
        return new UUID(high, low);
    }
}
