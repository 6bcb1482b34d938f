package io.wardtap.protocol.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Makes MEDIBUS telegrams: start, code, data, the sum of them as two digits, carriage return.
public final class MedibusTelegrams {
    private MedibusTelegrams() {}

    public static String command(int code, String data) {
        return telegram('\u001B', code, data);
    }

    public static String response(int code, String data) {
        return telegram('\u0001', code, data);
    }

    private static String telegram(char start, int code, String data) {
        String summed = start + String.valueOf((char) code) + data;
        int sum = 0;
        for (byte b : summed.getBytes(StandardCharsets.ISO_8859_1)) {
            sum += b & 0xFF;
        }
        return summed + String.format(Locale.ROOT, "%02X", sum & 0xFF) + "\r";
    }
}
