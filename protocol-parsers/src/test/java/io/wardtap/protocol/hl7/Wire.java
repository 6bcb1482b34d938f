package io.wardtap.protocol.hl7;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Annotated bytes for tests: hexadecimal pairs, `'text'` in ISO 8859-1, and `#` comments to the
/// end of the line.
public final class Wire {
    private Wire() {}

    public static byte[] of(String annotated) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String line : annotated.lines().toList()) {
            int at = 0;
            while (at < line.length()) {
                char c = line.charAt(at);
                if (c == '#') {
                    break;
                } else if (c == '\'') {
                    int end = line.indexOf('\'', at + 1);
                    bytes.writeBytes(text(line.substring(at + 1, end)));
                    at = end + 1;
                } else if (Character.isWhitespace(c)) {
                    at++;
                } else {
                    bytes.write(Integer.parseInt(line.substring(at, at + 2), 16));
                    at += 2;
                }
            }
        }
        return bytes.toByteArray();
    }

    public static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /// Segments joined and ended by carriage returns.
    public static String message(String... segments) {
        return String.join("\r", segments) + "\r";
    }

    /// The message in an MLLP block.
    public static String block(String message) {
        return "\u000B" + message + "\u001C\r";
    }
}
