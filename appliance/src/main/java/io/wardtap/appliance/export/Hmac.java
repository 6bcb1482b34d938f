package io.wardtap.appliance.export;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/// HMAC-SHA-256 (RFC 2104) over the JDK's digest. Its own `Mac` would do the same, after opening
/// and checking every jar of the class path, which takes longer than all else a start does. One
/// thread.
final class Hmac {
    private static final int BLOCK_BYTES = 64;
    private static final byte INNER = 0x36;
    private static final byte OUTER = 0x5C;

    private final MessageDigest digest;
    private final byte[] inner = new byte[BLOCK_BYTES];
    private final byte[] outer = new byte[BLOCK_BYTES];

    /// @param key any length; not kept, the caller may wipe it
    Hmac(byte[] key) {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
        byte[] block =
                Arrays.copyOf(key.length > BLOCK_BYTES ? digest.digest(key) : key, BLOCK_BYTES);
        for (int i = 0; i < BLOCK_BYTES; i++) {
            inner[i] = (byte) (block[i] ^ INNER);
            outer[i] = (byte) (block[i] ^ OUTER);
        }
        Arrays.fill(block, (byte) 0);
    }

    /// The 32 bytes for these parts, one behind the other.
    byte[] of(byte[]... parts) {
        digest.update(inner);
        for (byte[] part : parts) {
            digest.update(part);
        }
        byte[] hash = digest.digest();
        digest.update(outer);
        return digest.digest(hash);
    }
}
