package io.wardtap.protocol.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Makes frames of LIS01-A2 (ASTM E1381) 6.3: `STX number text ETX|ETB checksum CR LF`. The
/// checksum is the sum of the bytes from the number through ETX or ETB, modulo 256, as two digits.
public final class AstmFrames {
    public static final String ENQ = "\u0005";
    public static final String ACK = "\u0006";
    public static final String NAK = "\u0015";
    public static final String EOT = "\u0004";

    private AstmFrames() {}

    /// A frame that ends a record.
    public static String frame(int number, String text) {
        return wrap(number + text + "\u0003");
    }

    /// A frame whose record goes on in the next.
    public static String intermediate(int number, String text) {
        return wrap(number + text + "\u0017");
    }

    /// The last frame's checksum is one too high.
    public static String wrongChecksum(int number, String text) {
        String frame = frame(number, text);
        int at = frame.length() - 4;
        int sum = Integer.parseInt(frame.substring(at, at + 2), 16) + 1 & 0xFF;
        return frame.substring(0, at) + digits(sum) + "\r\n";
    }

    /// A whole transmission: ENQ, one frame a record, EOT.
    public static String transmission(String... records) {
        StringBuilder all = new StringBuilder(ENQ);
        for (int i = 0; i < records.length; i++) {
            all.append(frame(i + 1 & 7, records[i] + "\r"));
        }
        return all.append(EOT).toString();
    }

    private static String wrap(String summed) {
        int sum = 0;
        for (byte b : summed.getBytes(StandardCharsets.ISO_8859_1)) {
            sum += b & 0xFF;
        }
        return "\u0002" + summed + digits(sum & 0xFF) + "\r\n";
    }

    private static String digits(int sum) {
        return String.format(Locale.ROOT, "%02X", sum);
    }
}
