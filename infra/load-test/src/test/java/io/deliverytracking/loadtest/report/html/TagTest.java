package io.deliverytracking.loadtest.report.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TagTest {

    @Test
    void escapesTextAndAttributes() {
        assertThat(Tag.of("p", "a < b & c")
                        .with("title", "\"quoted\" 'single' >")
                        .toString())
                .isEqualTo("<p title=\"&quot;quoted&quot; &#39;single&#39; &gt;\">a &lt; b &amp; c</p>");
    }

    @Test
    void replacesWhatXmlHasNoPlaceFor() {
        assertThat(Tag.of("p", "a\u0000b\uD800c\uFFFEd\u2713\uD83D\uDE00").toString())
                .isEqualTo("<p>a\uFFFDb\uFFFDc\uFFFDd\u2713\uD83D\uDE00</p>");
    }

    @Test
    void closesWhatABrowserWouldLeaveOpen() {
        assertThat(Tag.of("div").toString()).isEqualTo("<div></div>");
        assertThat(Tag.of("meta").with("charset", "utf-8").toString()).isEqualTo("<meta charset=\"utf-8\"/>");
    }

    @Test
    void writesLengthsToATenth() {
        assertThat(Tag.tenths(12)).isEqualTo("12");
        assertThat(Tag.tenths(12.34)).isEqualTo("12.3");
        assertThat(Tag.tenths(-0.26)).isEqualTo("-0.3");
        assertThat(Tag.tenths(-0.04)).isEqualTo("0");
        assertThatThrownBy(() -> Tag.tenths(Double.NaN)).hasMessageContaining("NaN");
    }

    @Test
    void takesOnlyCodeThatHtmlAndXmlReadAlike() {
        assertThatThrownBy(() -> new Verbatim("if (a < b) {}")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Verbatim("a && b")).isInstanceOf(IllegalArgumentException.class);
        assertThat(new Verbatim("a > b").code()).isEqualTo("a > b");
    }
}
