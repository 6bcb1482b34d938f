package io.wardtap.protocol.xml;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;

final class XmlTokenizerTest {
    private static final class Log implements XmlListener {
        final StringBuilder text = new StringBuilder();

        @Override
        public void onStart(byte[] bytes, int start, int length) {
            text.append('<').append(new String(bytes, start, length, StandardCharsets.UTF_8));
            text.append(' ');
        }

        @Override
        public void onAttribute(
                byte[] names,
                int name,
                int nameLength,
                byte[] bytes,
                int start,
                int length,
                long fullLength) {
            text.append(new String(names, name, nameLength, StandardCharsets.UTF_8)).append('=');
            text.append(new String(bytes, start, length, StandardCharsets.UTF_8)).append(' ');
        }

        @Override
        public void onText(byte[] bytes, int start, int length, long fullLength) {
            text.append('"').append(new String(bytes, start, length, StandardCharsets.UTF_8));
            text.append('"');
        }

        @Override
        public void onEnd() {
            text.append('>');
        }
    }

    private static String tokens(String xml) {
        byte[] bytes = xml.getBytes(StandardCharsets.UTF_8);
        String whole = tokens(bytes, bytes.length);
        for (int size = 1; size < bytes.length; size++) {
            assertThat(tokens(bytes, size)).as("pieces of %d", size).isEqualTo(whole);
        }
        return whole;
    }

    private static String tokens(byte[] bytes, int size) {
        Log log = new Log();
        XmlTokenizer tokenizer = new XmlTokenizer(log);
        tokenizer.begin();
        for (int at = 0; at < bytes.length; at += size) {
            tokenizer.onBytes(bytes, at, Math.min(size, bytes.length - at));
        }
        return log.text + (tokenizer.isFailed() ? "!" : tokenizer.isWhole() ? "" : "...");
    }

    @Test
    void tellsElementsAttributesAndText() {
        assertThat(
                        tokens(
                                "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x \"y\">]>\n"
                                    + "<n:a xmlns:n='u' b = \"1\"><c/> text <d e='f>g'/></n:a>"))
                .isEqualTo("<a n=u b=1 <c >\"text \"<d e=f>g >>");
    }

    @Test
    void readsEntitiesAndNeverLooksOneUp() {
        assertThat(tokens("<a>&lt;&amp;&gt;&quot;&apos;&#65;&#x42;&#xe9;&other;</a>"))
                .isEqualTo("<a \"<&>\"'AB?\">");
    }

    @Test
    void passesCommentsOverAndReadsCharacterData() {
        assertThat(tokens("<a><!-- <b> - -- --><![CDATA[x]]y]]]>z</a>"))
                .isEqualTo("<a \"x]]y]\"\"z\">");
    }

    @ParameterizedTest
    @ValueSource(strings = {"</a>", "<a b=c>", "< a>", "<a/b>", "{\"a\":<[", "<![CDATA[x]]>"})
    void givesUpOnWhatIsNone(String text) {
        assertThat(tokens(text)).endsWith("!");
    }

    @Test
    void givesUpWhenNestingIsTooDeep() {
        assertThat(tokens("<a>".repeat(XmlTokenizer.MAX_DEPTH))).endsWith("...");
        assertThat(tokens("<a>".repeat(XmlTokenizer.MAX_DEPTH + 1))).endsWith("!");
    }
}
