package io.deliverytracking.loadtest.report;

import io.deliverytracking.loadtest.report.html.Tag;

/** How to run it again. Stateless. */
final class AgainSection {

    private AgainSection() {}

    static Tag drawn(Run run) {
        String commit = run.result().environment().commit();
        String clean = commit.replace("-dirty", "");
        boolean known = clean.matches("[0-9a-f]{7,40}");
        return Layout.section("again", "Run it again")
                .add(Layout.paragraph("Nothing but a JDK, 17 or newer, is needed; Postgres comes with the build."))
                .add(Layout.command((known ? "git checkout " + clean + "\n" : "")
                        + command(run.result().set())))
                .add(Layout.paragraph(
                        "Beside the report are result.json (everything that this page was made from), trials.csv and"
                                + " seconds.csv. --arms, --rates and --seconds choose what runs, --database-url another Postgres;"
                                + " ./delivery load-test --help has the rest."));
    }

    private static String command(String set) {
        return "./delivery load-test" + (set.matches("[a-z]+") && !set.equals("unknown") ? " --" + set : "");
    }
}
