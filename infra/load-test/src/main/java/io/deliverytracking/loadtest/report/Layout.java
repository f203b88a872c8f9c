package io.deliverytracking.loadtest.report;

import io.deliverytracking.loadtest.report.html.Tag;
import java.util.List;
import java.util.Map;

/** The few shapes that the page is made of. Stateless. */
final class Layout {

    private Layout() {}

    static Tag section(String id, String heading) {
        return Tag.of("section").with("id", id).add(Tag.of("h2", heading));
    }

    static Tag paragraph(String words) {
        return Tag.of("p", words);
    }

    static Tag note(String words) {
        return Tag.of("p", words).with("class", "note");
    }

    /** A plot under its title. */
    static Tag figure(String title, Tag drawing) {
        return Tag.of("figure").add(Tag.of("figcaption", title)).add(drawing);
    }

    /** Plots side by side, as many as fit. */
    static Tag plots(List<Tag> figures) {
        return Tag.of("div").with("class", "plots").addAll(figures);
    }

    /** Names with their values. */
    static Tag terms(Map<String, String> values) {
        Tag list = Tag.of("dl").with("class", "terms");
        values.forEach(
                (name, value) -> list.add(Tag.of("div").add(Tag.of("dt", name)).add(Tag.of("dd", value))));
        return list;
    }

    static Tag list(List<String> sentences) {
        return Tag.of("ul")
                .addAll(sentences.stream().map(words -> Tag.of("li", words)).toList());
    }

    static Tag command(String words) {
        return Tag.of("pre").add(Tag.of("code", words));
    }
}
