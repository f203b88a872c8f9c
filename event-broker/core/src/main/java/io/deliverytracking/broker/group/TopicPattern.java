package io.deliverytracking.broker.group;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * A regular expression for topic names, in the syntax of RE2: it matches whole names, in time linear to their length and
 * to its size.
 *
 * <p>Unlike Apache Kafka, which matches on a thread of its own, and compiles whatever comes: here both are done on the lane,
 * because an expression has at most {@link #MAX_LENGTH} characters, {@link #MAX_SIZE} instructions, {@link #MAX_NESTING}
 * groups one within the other and {@link #MAX_UNICODE_CLASSES} classes of Unicode's. It compiles within some
 * milliseconds; how long a topic takes at most, its {@link #effort} says, so that whoever asks about many can make pauses.
 *
 * <p>Failure: RE2/J calls itself for each level of nesting when it compiles, and for each branch in a row when it matches.
 * Within these bounds a stack of 512 KB, which the broker's threads have, is enough for both; where one is smaller, or
 * nearly used up, the expression is refused and the lane goes on.
 *
 * <p>Source: KIP-848, "SubscribedTopicRegex"; RE2/J, which Apache Kafka uses as well.
 */
final class TopicPattern {

    /** Two for each instruction: a dot takes an escape. */
    static final int MAX_LENGTH = 2_000;

    /**
     * One a character, and two for each that is counted and may be missing. There is room for two parts of any length
     * ({@code [a-z]{1,249}-[a-z]{1,249}}), or for a list of forty names of 24 characters; whoever knows more names
     * subscribes to them by name. A topic takes at most so many steps for each of its 249 characters: a quarter of a million.
     */
    static final int MAX_SIZE = 1_000;

    /** People write three or four; RE2/J takes three calls for each, of some hundred bytes. */
    static final int MAX_NESTING = 100;

    /** Of Unicode's, like {@code \pL}: names of topics have letters and digits of ASCII only, so one is more than enough. */
    static final int MAX_UNICODE_CLASSES = 20;

    /** The effort of {@link #of}: the worst that is accepted takes 2 to 18 ms, as warm as the code is, most a fraction of one. */
    static final long COMPILING = 500_000;

    private final Pattern pattern;
    private final long size;

    private TopicPattern(Pattern pattern, long size) {
        this.pattern = pattern;
        this.size = size;
    }

    /** @throws InvalidPatternException if this is no regular expression, or too long, too large or too deep a one */
    static TopicPattern of(String regex) throws InvalidPatternException {
        if (regex.length() > MAX_LENGTH) {
            throw new InvalidPatternException(
                    "it has " + regex.length() + " characters, at most " + MAX_LENGTH + " are allowed");
        }
        PatternSize size = PatternSize.of(regex);
        if (size.nesting() > MAX_NESTING) {
            throw new InvalidPatternException("its groups are nested more than " + MAX_NESTING + " deep");
        }
        if (size.instructions() > MAX_SIZE) {
            throw new InvalidPatternException("its characters, with what it repeats written out, come to more than "
                    + MAX_SIZE + " instructions");
        }
        if (size.unicodeClasses() > MAX_UNICODE_CLASSES) {
            throw new InvalidPatternException(
                    "it names more than " + MAX_UNICODE_CLASSES + " classes of characters by \\p or \\P");
        }
        try {
            return new TopicPattern(Pattern.compile(TopicCharacters.narrow(regex)), size.instructions());
        } catch (PatternSyntaxException e) {
            throw new InvalidPatternException(e.getDescription() + " in `" + e.getPattern() + "`", e);
        } catch (StackOverflowError e) {
            throw tooDeep(e);
        }
    }

    /** How many steps it takes at most to find out about a topic; a million take some ten milliseconds. */
    long effort(String topic) {
        return size * (topic.length() + 1);
    }

    /**
     * Whether it stands for a topic.
     *
     * @throws InvalidPatternException if that can't be found out on a stack of this size
     */
    boolean matches(String topic) throws InvalidPatternException {
        try {
            return pattern.matcher(topic).matches();
        } catch (StackOverflowError e) {
            throw tooDeep(e);
        }
    }

    /** An error that passes the lane stops the broker, and the client would ask again after each start. */
    private static InvalidPatternException tooDeep(StackOverflowError cause) {
        return new InvalidPatternException("it branches or is nested too deeply", cause);
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
