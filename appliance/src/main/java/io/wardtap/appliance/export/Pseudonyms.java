package io.wardtap.appliance.export;

import io.wardtap.protocol.unit.KeyedHash;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.Consumer;

/// Keyed pseudonyms of patients, `p1:<kid>:<16 hex>`, and the keys of the hashes that parsers make.
///
/// Parsers never hand on a patient's identifier, only its SipHash-2-4 under a key that [#keyedHash]
/// derives from the site's key. A pseudonym is therefore HMAC-SHA-256(key, domain 0x1F hash), cut
/// to 8 bytes: of the keyed hash, not of the identifier. Equal identifiers give equal pseudonyms
/// under one key, and without the key nobody can go from one to the other, which is what a
/// pseudonym is for. Confined to one thread.
public final class Pseudonyms {
    /// Bytes of a key.
    public static final int KEY_BYTES = 32;

    /// A record names at most this many patients, by pseudonym.
    public static final int MAX_PER_RECORD = 5;

    private static final byte[] SEPARATOR = {0x1F};
    private static final int CACHED = 1024;
    private static final Set<PosixFilePermission> OTHERS =
            EnumSet.of(
                    PosixFilePermission.GROUP_READ,
                    PosixFilePermission.GROUP_WRITE,
                    PosixFilePermission.OTHERS_READ,
                    PosixFilePermission.OTHERS_WRITE);

    private final Hmac mac;
    private final String kid;
    private final long[] cachedHashes = new long[CACHED];
    private final String[] cached = new String[CACHED];

    /// @param key 32 bytes; not kept, the caller may wipe it
    public Pseudonyms(byte[] key) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException(
                    "a pseudonym key has " + KEY_BYTES + " bytes, this one " + key.length);
        }
        mac = new Hmac(key);
        try {
            kid = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key), 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// With a key of its own, which dies with the process.
    public static Pseudonyms random() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return new Pseudonyms(key);
    }

    /// Reads a key file: 32 bytes, or 64 hexadecimal digits with white space around them.
    ///
    /// @param warnings told when other users can read the file
    /// @throws IOException also when the content is no key; the message does not show it
    public static Pseudonyms read(Path file, Consumer<String> warnings) throws IOException {
        if (Files.size(file) > 1024) {
            throw noKey(file);
        }
        warnOfOtherReaders(file, warnings);
        byte[] content = Files.readAllBytes(file);
        byte[] key = content;
        try {
            if (content.length != KEY_BYTES) {
                String text = new String(content, StandardCharsets.ISO_8859_1).strip();
                if (text.length() != 2 * KEY_BYTES) {
                    throw noKey(file);
                }
                key = HexFormat.of().parseHex(text);
            }
            return new Pseudonyms(key);
        } catch (IllegalArgumentException e) {
            // its text would quote the key: it is not passed on
            throw noKey(file);
        } finally {
            Arrays.fill(content, (byte) 0);
            Arrays.fill(key, (byte) 0);
        }
    }

    private static IOException noKey(Path file) {
        return new IOException(
                file + ": not a key; expected 32 random bytes or 64 hexadecimal digits");
    }

    private static void warnOfOtherReaders(Path file, Consumer<String> warnings)
            throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        Set<PosixFilePermission> held = Files.getPosixFilePermissions(file);
        if (held.stream().anyMatch(OTHERS::contains)) {
            warnings.accept(
                    "the key file "
                            + file
                            + " can be used by others than its owner; run: chmod 600 "
                            + file);
        }
    }

    /// Tells keys apart without giving anything of them away: 8 hexadecimal digits.
    public String kid() {
        return kid;
    }

    /// The pseudonym of a patient, by the keyed hash a parser gave it.
    public String patient(long hash) {
        int slot = (int) hash & CACHED - 1;
        if (cached[slot] == null || cachedHashes[slot] != hash) {
            byte[] full = hmac("patient-id", ByteBuffer.allocate(Long.BYTES).putLong(hash).array());
            cached[slot] = "p1:" + kid + ":" + HexFormat.of().formatHex(full, 0, 8);
            cachedHashes[slot] = hash;
        }
        return cached[slot];
    }

    /// A hash for parsers, keyed from this key; other purposes give unrelated hashes.
    public KeyedHash keyedHash(String purpose) {
        ByteBuffer key = ByteBuffer.wrap(hmac("siphash", purpose.getBytes(StandardCharsets.UTF_8)));
        return new KeyedHash(key.getLong(), key.getLong());
    }

    private byte[] hmac(String domain, byte[] content) {
        return mac.of(domain.getBytes(StandardCharsets.UTF_8), SEPARATOR, content);
    }
}
