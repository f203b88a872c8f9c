package io.deliverytracking.broker.conformance.compare;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A difference that is meant, or known and still to be mended.
 *
 * @param about the API's name, or what else is compared
 * @param scenario the scenario's name, or {@link #ANY}
 * @param field where it is, as {@link Difference#field()} has it, with {@code *} for any part of it; everything below it
 *     is meant, too
 * @param ours what our broker has there, or {@link #ANY}
 * @param theirs what Apache Kafka has there, or {@link #ANY}
 * @param kind whether it stays
 * @param reason why, in a sentence
 */
public record AllowedDifference(
        String about, String scenario, String field, String ours, String theirs, Kind kind, String reason) {

    public static final String ANY = "*";

    /** Whether a difference stays. */
    public enum Kind {
        /** We mean it so. */
        MEANT,
        /** What it needs comes with a later stage of the broker. */
        LATER,
        /** A fault of ours. */
        TO_BE_MENDED
    }

    /** Whether this row is about {@code difference}. */
    public boolean covers(String comparedAbout, String comparedScenario, Difference difference) {
        return about.equals(comparedAbout)
                && (scenario.equals(ANY) || scenario.equals(comparedScenario))
                && isAt(difference.field())
                && (ours.equals(ANY) || ours.equals(difference.ours()))
                && (theirs.equals(ANY) || theirs.equals(difference.theirs()));
    }

    private boolean isAt(String place) {
        String pattern =
                Arrays.stream(field.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return place.matches(pattern + "(\\..*)?");
    }

    @Override
    public String toString() {
        return about + ", \"" + scenario + "\", " + field + ": ours " + ours + ", Apache Kafka " + theirs + " (" + kind
                + ": " + reason + ")";
    }
}
