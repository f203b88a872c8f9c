package io.deliverytracking.loadtest.trial;

import io.deliverytracking.demo.supervisor.Console;
import io.deliverytracking.loadtest.application.ApplicationSecond;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What the user sees of a trial that runs: one line that moves on a terminal, and few lines elsewhere.
 *
 * <p>Threading: any thread.
 */
final class Progress {

    private static final int BAR = 20;

    private final Console console;
    private final String title;
    private final String place;
    private final int seconds;

    /**
     * Of one trial.
     *
     * @param place of it among the others
     */
    Progress(Console console, String title, String place, int seconds) {
        this.console = console;
        this.title = title;
        this.place = place;
        this.seconds = seconds;
    }

    String title() {
        return title;
    }

    /** It begins. */
    void begin() {
        console.passing(title + "  " + place);
    }

    /** What is done before and after the load. */
    void stage(String what) {
        if (console.isTerminal()) {
            console.passing(title + "  " + place + "  " + what);
        }
    }

    /** A second has ended. */
    void second(int at, String phase, OptionalLong lag, @Nullable ApplicationSecond told) {
        if (!console.isTerminal()) {
            return;
        }
        StringBuilder line = new StringBuilder(title)
                .append("  ")
                .append(bar(at + 1))
                .append(' ')
                .append(phase);
        if (told != null) {
            line.append(String.format(Locale.ROOT, "  acknowledged %,d/s", told.acknowledged()));
            if (told.refused() > 0) {
                line.append(String.format(Locale.ROOT, "  refused %,d/s", told.refused()));
            }
        }
        lag.ifPresent(records -> line.append(String.format(Locale.ROOT, "  lag %,d", records)));
        console.passing(line.toString());
    }

    /** Something that a reader of the result will want to know, or a warning. */
    void news(String what) {
        console.say("    " + what);
    }

    private String bar(int done) {
        int filled = Math.min(BAR, done * BAR / Math.max(1, seconds));
        return "[" + "#".repeat(filled) + ".".repeat(BAR - filled) + "]";
    }
}
