package io.deliverytracking.loadtest.report;

import io.deliverytracking.loadtest.report.html.Tag;
import io.deliverytracking.loadtest.report.html.Verbatim;
import io.deliverytracking.loadtest.result.Environment;
import io.deliverytracking.loadtest.result.LoadTestResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A run as one HTML file that opens anywhere. Stateless.
 *
 * <p>Any result makes a valid report, also one with nothing in it: the page then says what is missing.
 */
public final class Report {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private Report() {}

    /**
     * Writes the file, over an older one.
     *
     * @throws IOException if it can't be written; an older file may then be cut short
     */
    public static void write(LoadTestResult result, Path file) throws IOException {
        Files.writeString(file, html(result), StandardCharsets.UTF_8);
    }

    static String html(LoadTestResult result) {
        Run run = Run.of(result);
        Comparison comparison = Comparison.of(run);
        ArmLook look = new ArmLook(run.arms());
        Tag page = Tag.of("html")
                .with("xmlns", "http://www.w3.org/1999/xhtml")
                .with("lang", "en")
                .add(head())
                .add(body(run, comparison, look));
        StringBuilder out = new StringBuilder("<!DOCTYPE html>\n");
        page.writeTo(out);
        return out.append('\n').toString();
    }

    private static Tag head() {
        return Tag.of("head")
                .add(Tag.of("meta").with("charset", "utf-8"))
                // A promise that a browser enforces: this file loads nothing and sends nothing.
                .add(Tag.of("meta")
                        .with("http-equiv", "Content-Security-Policy")
                        .with("content", "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"))
                .add(Tag.of("meta").with("name", "viewport").with("content", "width=device-width, initial-scale=1"))
                .add(Tag.of("meta").with("name", "color-scheme").with("content", "light dark"))
                .add(Tag.of("title", "Load test of delivery-tracking"))
                .add(Tag.of("style").add(Verbatim.beside(Report.class, "report.css")));
    }

    private static Tag body(Run run, Comparison comparison, ArmLook look) {
        Tag arms = Layout.section("arms", "Arm by arm");
        if (run.arms().isEmpty()) {
            arms.add(Layout.note("The result describes no arm."));
        } else {
            arms.add(Layout.note(
                    "Over time up to three rates are shown: that of the comparison, the last that the arm kept up"
                            + " with, and, dashed, the first that it did not."));
        }
        run.arms().forEach(arm -> arms.add(ArmSection.drawn(run, arm, comparison, look)));
        return Tag.of("body")
                .add(header(run))
                .add(Tag.of("main")
                        .add(FirstScreen.drawn(run, comparison, look))
                        .add(navigation(run))
                        .add(ComparisonSection.drawn(run, comparison, look))
                        .add(TrialsSection.drawn(run))
                        .add(arms)
                        .add(ScenariosSection.drawn(run))
                        .add(EnvironmentSection.drawn(run))
                        .add(DoubtsSection.drawn(run, comparison))
                        .add(AgainSection.drawn(run)))
                .add(Tag.of("script").add(Verbatim.beside(Report.class, "report.js")));
    }

    private static Tag header(Run run) {
        LoadTestResult result = run.result();
        Environment environment = result.environment();
        String when = result.startedAt().equals(Instant.EPOCH) ? "at an unknown time" : DATE.format(result.startedAt());
        return Tag.of("header")
                .add(Tag.of("h1", "Straight to Postgres, or through the log?"))
                .add(Tag.of(
                        "p", "The same events, the same table, and what everybody else who uses the database feels."))
                .add(Tag.of("p", HeadlineFinding.of(run)).with("class", "headline"))
                .add(Tag.of("p", Legend.of(run)).with("class", "note"))
                .add(Tag.of("p", Durability.of(run)).with("class", "note"))
                .add(Tag.of(
                                "p",
                                "Set " + result.set() + ", " + when + ", "
                                        + Figures.count((long) result.trials().size())
                                        + (result.trials().size() == 1 ? " trial in " : " trials in ")
                                        + Figures.duration(result.tookSeconds()) + ". " + environment.machine() + ", "
                                        + (environment.processors() > 0
                                                ? environment.processors() + " processors"
                                                : "an unknown number of processors")
                                        + " for everything, commit " + shortened(environment.commit()) + ".")
                        .with("class", "note"));
    }

    /** A commit as people write it; the section on the environment has all of it. */
    private static String shortened(String commit) {
        return commit.replaceFirst("^([0-9a-f]{10})[0-9a-f]{30}", "$1");
    }

    private static Tag navigation(Run run) {
        Tag navigation = Tag.of("nav").with("aria-label", "Contents");
        link(navigation, "compared", "All arms compared");
        link(navigation, "trials", "All trials");
        link(navigation, "arms", "Arm by arm");
        run.arms()
                .forEach(arm -> navigation.add(Tag.of("a", arm.name())
                        .with("href", "#" + ArmSection.id(arm))
                        .with("class", "lesser")));
        link(navigation, "scenarios", "When something happens");
        link(navigation, "environment", "What it holds for");
        link(navigation, "doubts", "What speaks against it");
        link(navigation, "again", "Run it again");
        return navigation;
    }

    private static void link(Tag navigation, String id, String words) {
        navigation.add(Tag.of("a", words).with("href", "#" + id));
    }
}
