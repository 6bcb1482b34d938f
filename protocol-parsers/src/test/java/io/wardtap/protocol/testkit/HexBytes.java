package io.wardtap.protocol.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Annotated hexadecimal: pairs of digits with any white space between them, ASCII text in double
/// quotes, and comments from `#` or `//` to the end of the line.
///
///     HexBytes.bytes("""
///             0B               # start block
///             "MSH|^~\\&" 0D   // header
///             1C 0D            # end block
///             """)
public final class HexBytes {
    private HexBytes() {}

    /// An array of just these bytes, so that a read past them throws.
    public static byte[] bytes(String annotated) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        annotated.lines().forEach(line -> readLine(line, out));
        return out.toByteArray();
    }

    private static void readLine(String line, ByteArrayOutputStream out) {
        int at = 0;
        while (at < line.length()) {
            char c = line.charAt(at);
            if (c == '#' || line.startsWith("//", at)) {
                return;
            }
            if (Character.isWhitespace(c)) {
                at++;
            } else if (c == '"') {
                int close = line.indexOf('"', at + 1);
                if (close < 0) {
                    throw new IllegalArgumentException("text without its closing quote: " + line);
                }
                out.writeBytes(line.substring(at + 1, close).getBytes(StandardCharsets.US_ASCII));
                at = close + 1;
            } else {
                out.write(digit(line, at) << 4 | digit(line, at + 1));
                at += 2;
            }
        }
    }

    private static int digit(String line, int at) {
        int digit = at < line.length() ? Character.digit(line.charAt(at), 16) : -1;
        if (digit < 0) {
            throw new IllegalArgumentException("no pair of hex digits at " + at + ": " + line);
        }
        return digit;
    }
}
