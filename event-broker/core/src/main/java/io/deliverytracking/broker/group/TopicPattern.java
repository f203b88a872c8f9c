package io.deliverytracking.broker.group;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A regular expression for topic names, in the syntax of RE2: it matches whole names, in time linear to their length,
 * so no expression can hold up the lane.
 *
 * <p>Unlike Apache Kafka, which matches on a thread of its own, and compiles whatever comes: here both are done on the lane,
 * because an expression has at most {@link #MAX_LENGTH} characters and {@link #MAX_SIZE} instructions.
 *
 * <p>Source: KIP-848, "SubscribedTopicRegex"; RE2/J, which Apache Kafka uses as well.
 */
final class TopicPattern {

    /** Topic names have at most 249 characters, so there is room for the names of thirty. */
    static final int MAX_LENGTH = 8 * 1024;

    /** One a character, and some for what is counted ({@code [a-z]{1,200}}). */
    static final int MAX_SIZE = 10_000;

    private final Pattern pattern;

    private TopicPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /** @throws InvalidPatternException if this is no regular expression, or too long or too large a one */
    static TopicPattern of(String regex) throws InvalidPatternException {
        if (regex.length() > MAX_LENGTH) {
            throw new InvalidPatternException(
                    "it has " + regex.length() + " characters, at most " + MAX_LENGTH + " are allowed");
        }
        if (PatternSize.of(regex) > MAX_SIZE) {
            throw new InvalidPatternException(
                    "what it repeats comes to more than " + MAX_SIZE + " instructions together");
        }
        try {
            return new TopicPattern(Pattern.compile(regex));
        } catch (PatternSyntaxException e) {
            throw new InvalidPatternException(e.getDescription() + " in `" + e.getPattern() + "`", e);
        }
    }

    /** Those of these topics that it stands for. */
    SortedSet<String> matching(Iterable<String> topics) {
        SortedSet<String> matching = new TreeSet<>();
        for (String topic : topics) {
            if (pattern.matcher(topic).matches()) {
                matching.add(topic);
            }
        }
        return matching;
    }

    /** The client's expression is none. */
    static final class InvalidPatternException extends Exception {

        private static final long serialVersionUID = 1L;

        InvalidPatternException(String message) {
            super(message);
        }

        InvalidPatternException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
