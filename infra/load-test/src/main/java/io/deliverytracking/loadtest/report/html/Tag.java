package io.deliverytracking.loadtest.report.html;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An element with its attributes and children, of HTML or SVG. Mutable while it is put together; not thread-safe.
 *
 * <p>Only elements that are empty in HTML, and shapes of SVG, are written as {@code <name/>}: a browser reads {@code <div/>} in
 * an HTML file as an element that is still open.
 */
public final class Tag implements Node {

    private static final Set<String> WITHOUT_CONTENT =
            Set.of("meta", "br", "hr", "col", "path", "line", "rect", "circle", "polygon");

    private final String name;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final List<Node> children = new ArrayList<>();

    private Tag(String name) {
        this.name = name;
    }

    public static Tag of(String name) {
        return new Tag(name);
    }

    /** An element that holds nothing but a text. */
    public static Tag of(String name, String text) {
        return new Tag(name).add(text);
    }

    public Tag with(String attribute, String value) {
        attributes.put(attribute, value);
        return this;
    }

    /** A coordinate or a length, to a tenth: finer than a screen shows. */
    public Tag with(String attribute, double value) {
        return with(attribute, tenths(value));
    }

    public Tag add(String text) {
        return add(new Text(text));
    }

    public Tag add(Node child) {
        children.add(child);
        return this;
    }

    public Tag addAll(Iterable<? extends Node> nodes) {
        nodes.forEach(children::add);
        return this;
    }

    /** A number to a tenth, as short as can be. */
    public static String tenths(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("no length: " + value);
        }
        long rounded = Math.round(value * 10);
        return rounded % 10 == 0
                ? Long.toString(rounded / 10)
                : (rounded < 0 ? "-" : "") + Math.abs(rounded / 10) + "." + Math.abs(rounded % 10);
    }

    @Override
    public void writeTo(StringBuilder out) {
        out.append('<').append(name);
        attributes.forEach((attribute, value) -> {
            out.append(' ').append(attribute).append("=\"");
            Text.escape(value, out);
            out.append('"');
        });
        if (children.isEmpty() && WITHOUT_CONTENT.contains(name)) {
            out.append("/>");
            return;
        }
        out.append('>');
        children.forEach(child -> child.writeTo(out));
        out.append("</").append(name).append('>');
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        writeTo(out);
        return out.toString();
    }
}
