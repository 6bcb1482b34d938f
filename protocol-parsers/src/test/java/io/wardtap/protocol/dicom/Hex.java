package io.wardtap.protocol.dicom;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Annotated hex: bytes as two digits, text in double quotes, `|` as a mark for the eye, a count of
/// repeated bytes as `32*00`, comments from `#` to the end of the line.
final class Hex {
    private Hex() {}

    static byte[] of(String annotated) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String line : annotated.split("\n")) {
            line(line, out);
        }
        return out.toByteArray();
    }

    private static void line(String line, ByteArrayOutputStream out) {
        int at = 0;
        while (at < line.length()) {
            char c = line.charAt(at);
            if (c == '#') {
                return;
            }
            if (c == '"') {
                int end = line.indexOf('"', at + 1);
                out.writeBytes(line.substring(at + 1, end).getBytes(StandardCharsets.ISO_8859_1));
                at = end + 1;
            } else if (c == ' ' || c == '|') {
                at++;
            } else {
                int end = at;
                while (end < line.length() && " |\"#".indexOf(line.charAt(end)) < 0) {
                    end++;
                }
                word(line.substring(at, end), out);
                at = end;
            }
        }
    }

    private static void word(String word, ByteArrayOutputStream out) {
        int star = word.indexOf('*');
        int times = star < 0 ? 1 : Integer.parseInt(word.substring(0, star));
        int value = Integer.parseInt(word.substring(star + 1), 16);
        if (word.length() - star - 1 != 2) {
            throw new IllegalArgumentException("not a byte: " + word);
        }
        for (int i = 0; i < times; i++) {
            out.write(value);
        }
    }
}
