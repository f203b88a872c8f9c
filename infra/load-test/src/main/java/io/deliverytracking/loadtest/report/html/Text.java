package io.deliverytracking.loadtest.report.html;

/**
 * Characters that mean themselves.
 *
 * <p>What XML has no place for (control characters, halves of surrogate pairs) becomes U+FFFD: a remark that quotes a broken
 * message must not break the report.
 */
public record Text(String characters) implements Node {

    @Override
    public void writeTo(StringBuilder out) {
        escape(characters, out);
    }

    static void escape(String characters, StringBuilder out) {
        characters.codePoints().forEach(character -> {
            switch (character) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(isXml(character) ? character : 0xFFFD);
            }
        });
    }

    /** The production Char of XML 1.0. */
    private static boolean isXml(int character) {
        return character == '\t'
                || character == '\n'
                || character == '\r'
                || (character >= 0x20 && character <= 0xD7FF)
                || (character >= 0xE000 && character <= 0xFFFD)
                || character >= 0x10000;
    }
}
