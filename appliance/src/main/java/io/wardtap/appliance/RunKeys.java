package io.wardtap.appliance;

import io.wardtap.appliance.export.Pseudonyms;
import io.wardtap.protocol.unit.KeyedHash;
import io.wardtap.protocol.unit.NameInterner;
import io.wardtap.protocol.unit.ParserContext;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.Consumer;

/// The keys of one run. With a key file all hashes come from it. Without one, pseudonyms of
/// patients get a random key, and the tokens of control ids and user names a key made of the
/// captures' own first bytes: a replay then repeats its bytes, and only who has the capture, and
/// with it the plain ids, could make the tokens again.
final class RunKeys {
    private static final int CAPTURE_BYTES = 16 << 10;
    private static final int NAMES = 16_384;

    final Pseudonyms pseudonyms;
    private final KeyedHash patients;
    private final KeyedHash tokens;

    private RunKeys(Pseudonyms pseudonyms, KeyedHash tokens) {
        this.pseudonyms = pseudonyms;
        this.patients = pseudonyms.keyedHash("patient");
        this.tokens = tokens;
    }

    /// @throws IOException when the file cannot be read or holds no key
    static RunKeys read(Path file, Consumer<String> warnings) throws IOException {
        Pseudonyms pseudonyms = Pseudonyms.read(file, warnings);
        return new RunKeys(pseudonyms, pseudonyms.keyedHash("token"));
    }

    /// For a live run without a key file: other keys each time.
    static RunKeys random() {
        SecureRandom random = new SecureRandom();
        return new RunKeys(
                Pseudonyms.random(), new KeyedHash(random.nextLong(), random.nextLong()));
    }

    static RunKeys ofCaptures(List<String> captures) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update("wardtap-token-key".getBytes(StandardCharsets.US_ASCII));
            for (String capture : captures) {
                digest.update(firstBytes(capture));
            }
            ByteBuffer key = ByteBuffer.wrap(digest.digest());
            return new RunKeys(Pseudonyms.random(), new KeyedHash(key.getLong(), key.getLong()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// Random bytes for what cannot be read twice; whether a file can be read at all is said later,
    /// by who opens it.
    private static byte[] firstBytes(String capture) {
        Path path = Path.of(capture);
        if (!capture.equals(ReplayOptions.STANDARD_INPUT) && Files.isRegularFile(path)) {
            try (InputStream in = Files.newInputStream(path)) {
                return in.readNBytes(CAPTURE_BYTES);
            } catch (IOException e) {
                // told by the capture source
            }
        }
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        return random;
    }

    /// For one parser thread.
    ParserContext context() {
        return new ParserContext(patients, tokens, new NameInterner(NAMES));
    }
}
