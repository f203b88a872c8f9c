package io.deliverytracking.loadtest.report.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Our own style or script, which a browser reads without unescaping.
 *
 * <p>Such a text may hold neither {@code <} nor {@code &}: then HTML and XML agree on what it says.
 */
public record Verbatim(String code) implements Node {

    public Verbatim {
        if (code.indexOf('<') >= 0 || code.indexOf('&') >= 0) {
            throw new IllegalArgumentException("a style or script in the report must do without < and &");
        }
    }

    /** The file that stands beside the class on the class path. */
    public static Verbatim beside(Class<?> owner, String file) {
        try (InputStream in = owner.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is not beside " + owner.getName() + " on the class path");
            }
            return new Verbatim(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("read " + file, e);
        }
    }

    @Override
    public void writeTo(StringBuilder out) {
        out.append(code);
    }
}
