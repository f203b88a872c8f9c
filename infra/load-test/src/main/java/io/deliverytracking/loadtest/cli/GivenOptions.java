package io.deliverytracking.loadtest.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a command line as a result may keep them, which is shown to others. Stateless. */
final class GivenOptions {

    /** In a JDBC URL: a parameter, or what stands before the host. */
    private static final Pattern PASSWORD =
            Pattern.compile("(password=)[^&\\s]*|(?<=//)([^/@:\\s]*):[^/@\\s]*(?=@)", Pattern.CASE_INSENSITIVE);

    private static final String OUTPUT = "--output";

    private GivenOptions() {}

    /** Without passwords, and without where the result went: that is of this machine, and changes no figure. */
    static List<String> of(List<String> words) {
        List<String> kept = new ArrayList<>();
        boolean isOutput = false;
        for (String word : words) {
            boolean wasOutput = isOutput;
            isOutput = word.equals(OUTPUT);
            if (!wasOutput && !isOutput && !word.startsWith(OUTPUT + "=")) {
                kept.add(PASSWORD.matcher(word)
                        .replaceAll(found -> Matcher.quoteReplacement(
                                found.group(1) == null ? found.group(2) + ":..." : found.group(1) + "...")));
            }
        }
        return kept;
    }
}
