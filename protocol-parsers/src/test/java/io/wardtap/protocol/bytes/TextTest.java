package io.wardtap.protocol.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Locale;

/// Texts and words in bytes: found, compared, decoded, without their padding.
final class TextTest {
    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource({"abc, 0", "aabc, 1", "ababc, 2", "xxxxxxxxxxabcabc, 10", "ab, -1", "xxab, -1"})
    void findsATextAsStringsDo(String in, int where) {
        assertThat(Bytes.indexOf(bytes(in), 0, in.length(), "abc")).isEqualTo(where);
    }

    @Test
    void findsATextWithinItsLimitsOnly() {
        byte[] in = bytes("abc-abc");

        assertThat(Bytes.indexOf(in, 1, 7, "abc")).isEqualTo(4);
        assertThat(Bytes.indexOf(in, 1, 6, "abc")).isEqualTo(-1);
        assertThat(Bytes.indexOf(in, 6, 7, "abc")).isEqualTo(-1);
    }

    @Test
    void comparesWholeTexts() {
        assertThat(Bytes.isText(bytes("xabc"), 1, 3, "abc")).isTrue();
        assertThat(Bytes.isText(bytes("abc"), 0, 2, "abc")).isFalse();
        assertThat(Bytes.isText(bytes("abcd"), 0, 4, "abc")).isFalse();
    }

    @Test
    void knowsSmallLetters() {
        for (int b = 0; b < 0x80; b++) {
            assertThat(Bytes.upper(b))
                    .isEqualTo(("" + (char) b).toUpperCase(Locale.ROOT).charAt(0));
        }
        assertThat(Bytes.upper(0xE4)).isEqualTo(0xE4);
    }

    @ParameterizedTest
    @CsvSource({
        "a%20b, a b",
        "a+b, a b",
        "a%2Bb, a+b",
        "%zz%4, %zz%4",
        "%4a%4A, JJ",
        "12345678%39, 12345678",
    })
    void decodesQueries(String in, String out) {
        byte[] to = new byte[8];
        int n = UrlText.decode(bytes(in), 0, in.length(), to);

        assertThat(new String(to, 0, n, ISO_8859_1)).isEqualTo(out);
    }

    @Test
    void leavesPaddingOut() {
        byte[] value = bytes(" \0a \0b\0 ");

        assertThat(Padding.skip(value, 0, value.length)).isEqualTo(2);
        assertThat(Padding.drop(value, 2, value.length)).isEqualTo(6);
        assertThat(Padding.skip(value, 0, 2)).isEqualTo(2);
        assertThat(Padding.drop(value, 0, 2)).isZero();
    }

    @Test
    void findsWordsByTheirPlaceInTheList() {
        KnownWords words = new KnownWords(List.of("one", "two", "three", "one"));
        byte[] in = bytes("-three-one-on");

        assertThat(words.find(in, 1, 5)).isEqualTo(2);
        assertThat(words.find(in, 7, 3)).isEqualTo(0);
        assertThat(words.find(in, 11, 2)).isEqualTo(KnownWords.NONE);
        assertThat(words.find(in, 0, 0)).isEqualTo(KnownWords.NONE);
        assertThat(words.word(1)).isEqualTo("two");
        assertThat(new KnownWords("a b\n c").size()).isEqualTo(3);
    }
}
