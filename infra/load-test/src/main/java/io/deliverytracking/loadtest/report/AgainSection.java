package io.deliverytracking.loadtest.report;

import io.deliverytracking.loadtest.report.html.Tag;
import io.deliverytracking.loadtest.result.LoadTestResult;

/** How to run it again. Stateless. */
final class AgainSection {

    private static final String DATABASE = "--database-url";
    private static final String SEED = "--seed";

    private AgainSection() {}

    static Tag drawn(Run run) {
        LoadTestResult result = run.result();
        String commit = result.environment().commit();
        String clean = commit.replace("-dirty", "");
        boolean known = clean.matches("[0-9a-f]{7,40}");
        boolean ownDatabase = result.options().stream().noneMatch(option -> option.startsWith(DATABASE));
        return Layout.section("again", "Run it again")
                .add(Layout.paragraph("Nothing but a JDK, 17 or newer, is needed"
                        + (ownDatabase
                                ? "; Postgres comes with the build."
                                : ", and a Postgres: this run was against one that its runner gave. Dots in its URL stand for a"
                                        + " password.")))
                .add(Layout.command((known ? "git checkout " + clean + "\n" : "") + command(result)))
                .add(Layout.paragraph(
                        "Beside the report are result.json (everything that this page was made from), trials.csv and"
                                + " seconds.csv. Counts in trials.csv cover a whole trial, warm-up and drain included; times, processors"
                                + " and WAL its measured seconds. --arms, --rates and --seconds choose what runs, --database-url another Postgres;"
                                + " ./delivery load-test --help has the rest."));
    }

    /** The options as they were given, and the seed where it was not one of them. */
    private static String command(LoadTestResult result) {
        StringBuilder command = new StringBuilder("./delivery load-test");
        result.options().forEach(option -> command.append(' ').append(quoted(option)));
        if (result.options().stream().noneMatch(option -> option.startsWith(SEED))) {
            command.append(' ').append(SEED).append('=').append(result.seed());
        }
        return command.toString();
    }

    /** For a shell: what is not plainly harmless stands between quotes. */
    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_=,./:@+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
