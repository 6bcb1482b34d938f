package io.wardtap.appliance.export;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Vectors of RFC 4231, and the JDK's own as a second opinion.
class HmacTest {
    @Test
    void agreesWithRfc4231Case1() {
        byte[] key = new byte[20];
        Arrays.fill(key, (byte) 0x0B);

        assertThat(hex(new Hmac(key).of(ascii("Hi There"))))
                .isEqualTo("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    }

    @Test
    void agreesWithRfc4231Case2InParts() {
        assertThat(
                        hex(
                                new Hmac(ascii("Jefe"))
                                        .of(ascii("what do ya want "), ascii("for nothing?"))))
                .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    @Test
    void agreesWithRfc4231Case6AKeyLongerThanABlock() {
        byte[] key = new byte[131];
        Arrays.fill(key, (byte) 0xAA);

        assertThat(
                        hex(
                                new Hmac(key)
                                        .of(
                                                ascii(
                                                        "Test Using Larger Than Block-Size Key -"
                                                                + " Hash Key First"))))
                .isEqualTo("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
    }

    @Test
    void agreesWithTheJdkTimeAfterTime() throws Exception {
        byte[] key = ascii("a key of thirty-two bytes, about");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        Hmac ours = new Hmac(key);

        for (int length = 0; length < 200; length++) {
            byte[] message = new byte[length];
            Arrays.fill(message, (byte) length);
            assertThat(ours.of(message)).isEqualTo(mac.doFinal(message));
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
