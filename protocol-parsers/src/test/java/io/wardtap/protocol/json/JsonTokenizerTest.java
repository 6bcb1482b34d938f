package io.wardtap.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;

final class JsonTokenizerTest {
    private static final class Log implements JsonListener {
        final StringBuilder text = new StringBuilder();

        @Override
        public void onObjectStart() {
            text.append('{');
        }

        @Override
        public void onObjectEnd() {
            text.append('}');
        }

        @Override
        public void onArrayStart() {
            text.append('[');
        }

        @Override
        public void onArrayEnd() {
            text.append(']');
        }

        @Override
        public void onKey(byte[] bytes, int start, int length) {
            text.append(new String(bytes, start, length, StandardCharsets.UTF_8)).append('=');
        }

        @Override
        public void onText(byte[] bytes, int start, int length, long fullLength) {
            text.append('\'').append(new String(bytes, start, length, StandardCharsets.UTF_8));
            text.append('\'').append(fullLength == length ? "" : "/" + fullLength);
        }

        @Override
        public void onScalar(int first) {
            text.append((char) first).append(' ');
        }
    }

    /// Whole, and cut at every byte.
    private static String tokens(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        String whole = tokens(bytes, bytes.length);
        for (int size = 1; size < bytes.length; size++) {
            assertThat(tokens(bytes, size)).as("pieces of %d", size).isEqualTo(whole);
        }
        return whole;
    }

    private static String tokens(byte[] bytes, int size) {
        Log log = new Log();
        JsonTokenizer tokenizer = new JsonTokenizer(log);
        tokenizer.begin();
        for (int at = 0; at < bytes.length; at += size) {
            tokenizer.onBytes(bytes, at, Math.min(size, bytes.length - at));
        }
        return log.text + (tokenizer.isFailed() ? "!" : tokenizer.isWhole() ? "" : "...");
    }

    @Test
    void tellsEveryKindOfValue() {
        assertThat(tokens("{\"a\": [1, -2.5e+3, true, null], \"b\":{\"c\":\"d\"}, \"e\":\"\"}\n"))
                .isEqualTo("{a=[1 - t n ]b={c='d'}e=''}");
    }

    @Test
    void readsEscapesAndPairsOfSurrogates() {
        assertThat(tokens("[\"\\\"\\\\\\/\\n\\u00e9\\u20AC\\ud83d\\ude00\"]"))
                .isEqualTo("['\"\\/\né€😀']");
    }

    @Test
    void cutsLongStrings() {
        String cut = "x".repeat(JsonTokenizer.MAX_TEXT_BYTES);

        assertThat(tokens("[\"" + "x".repeat(300) + "\"]")).isEqualTo("['" + cut + "'/300]");
    }

    @Test
    void readsOneTextBehindTheOther() {
        assertThat(tokens("{\"a\":1}\n{\"a\":2}\n")).isEqualTo("{a=1 }{a=2 }");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{]", "}", "[1}", "{1:2}", "{{", "<a/>", "[\"\\x\"]", "[\"\\u12g4\"]"})
    void givesUpOnWhatIsNone(String text) {
        assertThat(tokens(text)).endsWith("!");
    }

    @Test
    void givesUpWhenNestingIsTooDeep() {
        assertThat(tokens("[".repeat(JsonTokenizer.MAX_DEPTH))).endsWith("...");
        assertThat(tokens("[".repeat(JsonTokenizer.MAX_DEPTH + 1))).endsWith("!");
    }
}
