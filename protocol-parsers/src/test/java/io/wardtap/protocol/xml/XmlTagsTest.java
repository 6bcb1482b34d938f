package io.wardtap.protocol.xml;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.wardtap.protocol.testkit.AllocationMeter;

import org.junit.jupiter.api.Test;

import java.util.List;

/// Tags where they lie, in whole, partial and damaged documents.
final class XmlTagsTest {
    private static final List<String> NAMES = List.of("a", "b", "PT.name", "PT");

    private final XmlTags tags = new XmlTags("V");

    /// Each tag as `name=value:text`, end tags with a slash before and empty ones with one behind.
    private String walk(String xml) {
        // bytes around, which are not the walk's
        byte[] bytes = ("<b V='0'>" + xml + "<b>").getBytes(ISO_8859_1);
        tags.wrap(bytes, 9, bytes.length - 12);
        StringBuilder seen = new StringBuilder();
        while (tags.next()) {
            seen.append(tags.isEnd() ? "/" : "");
            seen.append(NAMES.stream().filter(tags::isNamed).findFirst().orElse("?"));
            seen.append(tags.isEmpty() ? "/" : "");
            if (tags.hasValue()) {
                int length = tags.valueEnd() - tags.valueStart();
                seen.append('=').append(new String(bytes, tags.valueStart(), length, ISO_8859_1));
            }
            int length = tags.textEnd() - tags.textStart();
            seen.append(':').append(new String(bytes, tags.textStart(), length, ISO_8859_1));
            seen.append(' ');
        }
        return seen.toString();
    }

    @Test
    void tellsNamesValuesAndText() {
        assertThat(walk("<?xml version=\"1.0\"?>\n<n:a x='1' V = \"5>4\"\n>t<b/></n:a>"))
                .isEqualTo("a=5>4:t b/: /a: ");
    }

    @Test
    void takesTheAttributeOfThatNameOnly() {
        assertThat(walk("<a VV='1'/><a x:V='1'/><a V '1'/><a V=1/><a V=' '/><a v='1'/>"))
                .isEqualTo("a/: a/: a/: a/: a/: a/: ");
        assertThat(walk("<a x='V='V='2'/>")).isEqualTo("a/=2: ");
    }

    @Test
    void takesPartsOfDocuments() {
        assertThat(walk("x' V='1'/></a></b>t<a>")).isEqualTo("/a: /b:t a: ");
    }

    @Test
    void goesOnAtTheNextTagBehindAnUnendedOne() {
        assertThat(walk("<a V='1' <b V='2'>")).isEqualTo("a=1: b=2: ");
        assertThat(walk("<<a>< b><a V='1")).isEqualTo("a: a=1: ");
    }

    @Test
    void takesNoNameThatMayGoOn() {
        assertThat(walk("<a/><PT")).isEqualTo("a/: ");
    }

    @Test
    void hidesNothingBehindAComment() {
        assertThat(walk("<!-- don't --><a V='1'/><!-- <b/> -->"))
                .startsWith("a/=1:")
                .contains("b/");
    }

    @Test
    void tellsFamiliesOfNames() {
        byte[] bytes = "<x:PT.name>".getBytes(ISO_8859_1);
        tags.wrap(bytes, 0, bytes.length);

        assertThat(tags.next()).isTrue();
        assertThat(tags.isOf("PT.")).isTrue();
        assertThat(tags.isOf("PT.name")).isFalse();
        assertThat(tags.next()).isFalse();
    }

    @Test
    void allocatesNothing() {
        byte[] bytes = "<a V='1'><b x=\"2\"/>t</a>".getBytes(ISO_8859_1);
        int[] seen = new int[1];

        AllocationMeter.assertAllocatesNothing(
                2000,
                () -> {
                    tags.wrap(bytes, 0, bytes.length);
                    while (tags.next()) {
                        seen[0] += tags.hasValue() ? 1 : 0;
                    }
                });
        assertThat(seen[0]).isPositive();
    }
}
